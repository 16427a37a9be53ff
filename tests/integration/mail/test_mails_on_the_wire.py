"""What arrives at a mail server when a guest comes: the raw messages, read with other people's parsers (R91 to R95)."""

import subprocess
import sys
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import time_machine
from icalendar import Calendar

from organizer.foundation.core.clock import now
from tests.integration.mail.wire import INVITED, NAMES, PUBLISHED, THIRD, TODAY, Came, Town, content, method_of
from tests.support.client import InspectingClient
from tests.support.shared import shared_path

NOREPLY = "mailto:noreply@example.org"


def number(came: Came) -> int:
    return int(came.event["SEQUENCE"])


def test_r91_an_invitation_is_a_third_way_to_read_the_mail_and_once_more_a_file(town: Town) -> None:
    town.comes(INVITED, wants_invitation=True)
    came = town.newest(INVITED)

    assert [part.get_content_type() for part in came.parts] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "text/calendar",
    ]  # fmt: skip
    mixed = came.mail.get_payload()
    assert isinstance(mixed, list)
    alternative = mixed[0].get_payload()
    assert [part.get_content_type() for part in alternative] == ["text/plain", "text/html", "text/calendar"]
    inline, attached = came.calendars
    assert inline is alternative[-1]
    assert attached is mixed[-1]
    assert inline.get_filename() is None
    assert inline.get_content_disposition() != "attachment"
    assert (attached.get_content_disposition(), attached.get_filename()) == ("attachment", "invite.ics")


def test_r91_both_calendar_parts_are_the_same_bytes_in_base64_with_crlf_inside(town: Town) -> None:
    town.comes(INVITED, wants_invitation=True)
    inline, attached = town.newest(INVITED).calendars

    assert [part["Content-Transfer-Encoding"] for part in (inline, attached)] == ["base64", "base64"]
    assert content(inline) == content(attached)
    assert content(inline).endswith(b"END:VCALENDAR\r\n")
    assert content(inline).count(b"\n") == content(inline).count(b"\r\n")
    assert [part.get_content_charset() for part in (inline, attached)] == ["utf-8", "utf-8"]


def test_r92_the_method_of_the_type_is_the_method_of_the_body_in_every_mail(town: Town) -> None:
    town.comes(INVITED, wants_invitation=True)
    town.comes(PUBLISHED)
    came = town.post()
    town.is_moved()
    moved = town.post()
    town.is_called_off()
    off = town.post()

    for mails in (came, moved, off):
        for mail in [*mails[INVITED], *mails[PUBLISHED]]:
            body = str(mail.calendar["METHOD"])
            assert [method_of(part) for part in mail.calendars] == [body] * len(mail.calendars)
    assert [str(mails[INVITED][-1].calendar["METHOD"]) for mails in (came, moved, off)] == [
        "REQUEST", "REQUEST", "CANCEL",
    ]  # fmt: skip
    assert {str(mails[PUBLISHED][-1].calendar["METHOD"]) for mails in (came, moved, off)} == {"PUBLISH"}


def test_r93_who_did_not_ask_gets_a_file_to_open_and_nothing_that_a_calendar_takes_by_itself(town: Town) -> None:
    town.comes(PUBLISHED)
    for came in town.post()[PUBLISHED]:
        [file] = came.calendars
        assert file.get_content_disposition() == "attachment"
        assert method_of(file) == "PUBLISH"
        assert [part.get_content_type() for part in came.parts][:4] == [
            "multipart/mixed", "multipart/alternative", "text/plain", "text/html",
        ]  # fmt: skip
        assert str(came.event["ORGANIZER"]) == NOREPLY
        assert "ATTENDEE" not in came.event


def test_r93_the_one_attendee_has_accepted_and_need_not_answer(town: Town) -> None:
    town.comes(INVITED, wants_invitation=True)
    came = town.newest(INVITED)
    event = came.event

    assert "You need not answer it." in came.text
    assert str(event["ATTENDEE"]) == f"mailto:{INVITED}"
    parameters = event["ATTENDEE"].params
    assert (parameters["PARTSTAT"], parameters["RSVP"]) == ("ACCEPTED", "FALSE")
    assert str(event["ORGANIZER"]) == NOREPLY
    assert "mailto:organizer@example.org" not in event.to_ical().decode(), "the sender itself takes no answers"


def test_r94_a_moved_event_is_requested_again_by_the_same_uid_with_a_higher_sequence(town: Town) -> None:
    town.comes(INVITED, wants_invitation=True)
    town.comes(PUBLISHED)
    first = town.post()
    town.is_moved(venue="Parque Nacional")
    moved = town.post()

    for address in (INVITED, PUBLISHED):
        [now_it_is], was = moved[address], first[address][-1]
        assert str(now_it_is.event["UID"]) == str(was.event["UID"])
        assert number(now_it_is) > number(was)
        assert now_it_is.event.start == was.event.start + timedelta(hours=1)
        assert "Parque Nacional" in str(now_it_is.event["LOCATION"])
        assert "Time or place has changed." in now_it_is.text


def test_r94_a_called_off_event_is_cancelled_at_its_own_time_and_in_words(town: Town) -> None:
    town.comes(INVITED, wants_invitation=True)
    town.comes(PUBLISHED)
    first = town.post()
    town.is_called_off()
    off = town.post()

    for address in (INVITED, PUBLISHED):
        [gone], was = off[address], first[address][-1]
        assert str(gone.event["STATUS"]) == "CANCELLED"
        assert str(gone.event["UID"]) == str(was.event["UID"])
        assert number(gone) > number(was)
        assert (gone.event.start, gone.event.end) == (was.event.start, was.event.end)
        assert str(gone.event["ORGANIZER"]) == NOREPLY
        assert "The event is cancelled." in gone.text
        assert "Storm" in gone.text
    assert str(off[INVITED][0].event["ATTENDEE"]) == f"mailto:{INVITED}"
    assert "ATTENDEE" not in off[PUBLISHED][0].event


def test_r94_who_comes_no_more_is_told_alone_and_only_if_they_were_invited(town: Town) -> None:
    town.comes(INVITED, wants_invitation=True)
    town.comes(PUBLISHED)
    town.comes(THIRD, wants_invitation=True)
    first = town.post()
    town.comes_no_more(INVITED)
    town.comes_no_more(PUBLISHED)
    came = town.post()

    assert set(came) == {INVITED}
    [gone] = came[INVITED]
    assert (str(gone.calendar["METHOD"]), str(gone.event["STATUS"])) == ("CANCEL", "CANCELLED")
    assert number(gone) > number(first[INVITED][-1])
    assert gone.event.start == first[INVITED][-1].event.start
    assert "delete it by hand" in gone.text


def test_r94_switching_off_and_on_again_is_newer_each_time(town: Town) -> None:
    town.comes(INVITED, wants_invitation=True)
    heard = town.post()[INVITED][-1:]
    for wants in (False, True, False, True):
        town.changes(INVITED, wants_invitation=wants)
        heard += town.post()[INVITED]

    assert [str(one.calendar["METHOD"]) for one in heard] == ["REQUEST", "CANCEL", "REQUEST", "CANCEL", "REQUEST"]
    assert [number(one) for one in heard] == sorted({number(one) for one in heard})


def test_r94_a_change_after_the_invitation_was_taken_back_comes_as_a_file(town: Town) -> None:
    town.comes(INVITED, wants_invitation=True)
    town.changes(INVITED, wants_invitation=False)
    town.post()
    town.is_moved()
    assert str(town.newest(INVITED).calendar["METHOD"]) == "PUBLISH"


def test_r95_no_mail_of_any_kind_names_another_guest(town: Town) -> None:
    for address in NAMES:
        town.answers(address)
    came = [town.post()]
    for address in NAMES:
        town.comes(address, wants_invitation=address != PUBLISHED)
        town.answers(address, now() + timedelta(hours=1))
    came.append(town.post())
    town.is_moved()
    came.append(town.post())
    town.is_called_off()
    came.append(town.post())

    mails = [(address, mail) for round_ in came for address, some in round_.items() for mail in some]
    assert [sum(map(len, round_.values())) for round_ in came] == [3, 6, 3, 3]
    for address, mail in mails:
        everything = (mail.raw + b"\n".join(content(part) for part in mail.parts if not part.is_multipart())).decode()
        everything = everything.replace("\r\n ", "")
        for other, name in NAMES.items():
            if other != address:
                assert other not in everything
                assert name.split()[0] not in everything
        assert [mail.mail["To"], mail.mail["Cc"], mail.mail["Bcc"]] == [address, None, None]
        assert all(content(part).count(b"ATTENDEE") <= 1 for part in mail.calendars)


def test_r21_dtstamp_is_when_the_mail_was_sent(town: Town) -> None:
    town.comes(INVITED, wants_invitation=True)
    first = town.newest(INVITED)
    with time_machine.travel(TODAY + timedelta(days=3)):
        town.is_moved()
        second = town.newest(INVITED)

    for came in (first, second):
        sent = parsedate_to_datetime(str(came.mail["Date"]))
        assert abs(came.event.DTSTAMP - sent) < timedelta(seconds=10)
    assert timedelta(days=2) < second.event.DTSTAMP - first.event.DTSTAMP


def test_r20_mails_and_the_public_feed_name_the_event_by_one_uid(town: Town) -> None:
    town.comes(INVITED, wants_invitation=True)
    town.comes(PUBLISHED)
    came = town.post()
    client = town.app.test_client()
    assert isinstance(client, InspectingClient)
    feed = Calendar.from_ical(client.get("/c/17n/calendar.ics").data)
    assert isinstance(feed, Calendar)
    [public] = feed.events

    assert {str(mails[-1].event["UID"]) for mails in came.values()} == {str(public["UID"])}


def test_r92_the_independent_checker_accepts_invitations_and_their_end(town: Town, tmp_path: Path) -> None:
    program = shared_path("ical/check_ics.py")
    town.comes(INVITED, wants_invitation=True)
    bodies = [town.newest(INVITED).file]
    town.is_moved()
    bodies.append(town.newest(INVITED).file)
    town.is_called_off()
    bodies.append(town.newest(INVITED).file)

    command = [sys.executable, str(program), "--strict", "--no-js", "--profile", "request", "--now", "20270301"]
    command += ["--allow-email", INVITED, "--allow-email", NOREPLY.removeprefix("mailto:")]
    for number_, body in enumerate(bodies):
        file = tmp_path / f"{number_}.ics"
        file.write_bytes(body)
        result = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr
