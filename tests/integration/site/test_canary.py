"""The canary: values that nobody may learn, looked for in every output that the house has."""

import zlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from organizer.broadcasts.models import NewsSubscription
from organizer.broadcasts.operations import NewsAsked, subscribe
from organizer.campaigns.rules import SafetyProfile
from organizer.consents.models import ConsentAsker, ConsentWording, PaperTick
from organizer.consents.operations import Guest, decide
from organizer.consents.rules import AskerKind, Shown
from organizer.events.operations import add_host
from organizer.events.rules import AddressVisibility, Mode
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from organizer.foundation.outbox.own_mails import own_mails_path
from organizer.foundation.outbox.suppression import Addressee
from organizer.questions.models import Question, QuestionAnswer
from organizer.questions.rules import QuestionKind
from organizer.record.outputs import OUTPUTS, Output
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import make_door_link, make_guest_key
from organizer.toolkits.operations import publish_sheet, save_sheet
from organizer.toolkits.rules import Where, read_kit
from tests.factories import make_campaign, make_event, make_group, make_person, make_rsvp, make_watch
from tests.support.client import InspectingClient
from tests.support.unpacked_gazetteer import lend_gazetteer

SECRETS = (
    "Canaryhouse",
    "Canarystreet",
    "canary-room",
    "canary.host@",
    "canary.guest@",
    "canary.watcher@",
    "canary.reader@",
    "canary.signer@",
    "Canaryguest",
    "Canaryanswer",
    "Canarynote",
    "Canarycontact",
    "Canarydraft",
    "12345678",
)
HIDDEN_PLACE: dict[str, Any] = {
    "venue": "Canaryhouse", "address": "Canarystreet 5", "place_hint": "Near the river",
    "lat": 4.612345678, "lon": -74.112345678, "address_visibility": AddressVisibility.CONFIRMED,
    "mode": Mode.HYBRID, "online_url": "https://meet.example.org/canary-room",
}  # fmt: skip


class Addresses:
    """Where each output of one event stands."""

    def __init__(self, slug: str, code: str, token: str, key: str, watch: str, messages: Mapping[str, str]) -> None:
        """``messages``: tokens by the views that have one of their own; the others take ``token``."""
        self._key, self._watch, self._messages = key, watch, messages
        self._values = {
            "slug": slug, "code": code, "token": token, "tag": "en", "kind": "rally",
            "region": "co-bogota-d-c", "place": "3688689", "name": "bogota", "km": "100-km-bogota", "item": "poster",
            "size": "1200x630", "key": "co-bogota-d-c", "mark": "222", "purpose": "reminders",
        }  # fmt: skip

    def of(self, app: Flask, output: Output) -> str:
        """Return the path of an output for this event."""
        blueprint, _, view = output.endpoint.partition(".")
        values = dict(self._values)
        if view == "own_feed":
            values["token"] = self._key
        if blueprint == "watches":
            values["token"] = self._watch
        if blueprint != "watches":
            values["token"] = self._messages.get(view, values["token"])
        if blueprint == "broadcasts":
            values["kind"] = "host-words"
        if view in ("subscribe_to", "subscribe_qr"):
            values |= {"kind": "all", "key": ""}
        if view in ("group", "group_feed", "subscribe_group", "subscribe_group_qr"):
            values["slug"] = "comite-bogota"
        if view in ("country_feed", "country"):
            values["code"] = "co"
        rule = next(rule for rule in app.url_map.iter_rules(output.endpoint) if "GET" in (rule.methods or ()))
        wanted = {name: values[name] for name in rule.arguments}
        with app.test_request_context():
            built = rule.build(wanted)
        assert built is not None
        return str(built[1])


@pytest.fixture(autouse=True)
def _towns(tmp_path: Path) -> None:
    lend_gazetteer(tmp_path / "instance")


@pytest.fixture(params=[SafetyProfile.OPEN, SafetyProfile.HIGH_RISK], ids=str)
def addresses(request: pytest.FixtureRequest, app: Flask, app_database: Database) -> Addresses:
    """Make an event with everything that must stay hidden, by somebody, with a guest who has not confirmed."""
    with app_database.transaction() as session:
        campaign = make_campaign(session, safety=request.param)
        event = make_event(session, campaign, group=make_group(session), title="Open title", **HIDDEN_PLACE)
        host_id = make_person(session, "canary.host@example.org").id
        add_host(session, event=event, person_id=host_id)
        rsvp = make_rsvp(session, event, "canary.guest@example.org", name=None, is_confirmed=False)
        other = make_rsvp(session, event, "other.canary.guest@example.org", name="Canaryguest")
        other.note = "Canarynote"
        _answer(session, other)
        _write_toolkit(session, campaign.id)
        sign = app.extensions["organizer"].signer.sign
        token = sign("rsvp", {"r": str(rsvp.id), "v": rsvp.link_version})
        key = make_guest_key(session, rsvp_id=rsvp.id, link_version=rsvp.link_version, today=date(2026, 12, 1))
        watch = make_watch(session, campaign.slug, "canary.watcher@example.org", at=now())
        watching = sign("watch", {"w": str(watch.id), "v": watch.link_version})
        subscribe(session, slug=campaign.slug, given=NewsAsked("canary.reader@example.org", "en"), now=now())
        reader = session.query(NewsSubscription).one()
        news = sign("news", {"n": str(reader.id), "v": reader.link_version})
        messages = {
            "ask_words": sign("rsvp", {"r": str(other.id), "v": other.link_version}),
            "ask_no_campaign_mail": sign("host-mail", {"p": str(host_id), "c": str(campaign.id)}),
            "own_news": news,
            "ask_end_news": news,
            **dict.fromkeys(("own_tick", "ask_take_tick_back"), sign("sheet", {"t": str(_tick(session, other))})),
        }
        door = make_door_link(session, event_id=event.id, campaign_id=campaign.id, actor=ANONYMOUS).token or ""
        own = own_mails_path(app.extensions["organizer"].signer, Addressee(other.email_index, campaign.id)).split("/")[
            3
        ]
        messages |= {"door": door, "door_worker": door, "own_mails": own, "ask_stop": own}
        return Addresses(campaign.slug, event.code, token, key, watching, messages)


def _answer(session: Session, rsvp: Rsvp) -> None:
    """Let a guest have answered a question, and agreed to be written to."""
    of_guest = {"campaign_id": rsvp.campaign_id, "event_id": rsvp.event_id, "rsvp_id": rsvp.id}
    words = {"label": {"en": "Why?"}, "purpose": {"en": "To know"}, "keep_days": 1}
    question = Question(campaign_id=rsvp.campaign_id, kind=QuestionKind.TEXT, **words)
    asker = ConsentAsker(campaign_id=rsvp.campaign_id, kind=AskerKind.COALITION, name="Open coalition")
    session.add_all([question, asker])
    session.flush()
    answer = QuestionAnswer(question_id=question.id, **of_guest)
    answer.answer = "Canaryanswer"
    session.add(answer)
    guest = Guest(rsvp.id, rsvp.event_id, rsvp.campaign_id)
    shown = {asker.id: Shown("Open coalition may write to me.", "en")}
    decide(session, guest=guest, wanted=[asker.id], shown=shown, today=now().date())


def _tick(session: Session, rsvp: Rsvp) -> UUID:
    """Let somebody have written their address on a sheet of the event; return the key of the tick."""
    asker = session.query(ConsentAsker).one()
    wording = ConsentWording(
        campaign_id=rsvp.campaign_id, asker_id=asker.id, language="en", version="1", words="Open sheet."
    )
    session.add(wording)
    session.flush()
    tick = PaperTick(
        campaign_id=rsvp.campaign_id, event_id=rsvp.event_id, wording_id=wording.id, email_index=b"x" * 32, language="en",
        forget_after=now() + timedelta(days=3),
    )  # fmt: skip
    tick.email = "canary.signer@example.org"
    session.add(tick)
    session.flush()
    return tick.id


def _write_toolkit(session: Session, campaign_id: UUID) -> None:
    """Give hosts a contact that is theirs alone, beside a chant that is everybody's, and begin a draft."""
    where, kit = Where(campaign_id, None, "en"), {"contacts": [{"label": "Help", "value": "Canarycontact"}]}
    chants = {"chants": [{"call": "Open chant", "response": ""}]}
    sheet = save_sheet(session, where=where, words=read_kit({**kit, **chants}), actor=ANONYMOUS)
    publish_sheet(session, where=where, kind=sheet.kind, expected=1, actor=ANONYMOUS, today=now().date())
    draft = {"chants": [{"call": "Canarydraft", "response": ""}]}
    save_sheet(session, where=where, words=read_kit(draft), actor=ANONYMOUS)


def texts(body: bytes) -> Iterator[str]:
    """Yield a body as text, and what is packed inside a PDF, also where the PDF lies in a zip as it is."""
    yield body.decode("utf-8", "replace")
    for part in body.split(b"stream\n")[1:]:
        try:
            yield zlib.decompressobj().decompress(part).decode("latin-1")
        except zlib.error:
            continue


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.endpoint)
def test_no_output_tells_what_is_hidden(
    app: Flask, client: InspectingClient, addresses: Addresses, output: Output
) -> None:
    for prefix in ("", "/es"):
        response = client.get(prefix + addresses.of(app, output))

        assert response.status_code == 200, output
        assert response.mimetype == output.content_type
        for text in texts(response.data):
            own = ("canary.guest@",) if output.endpoint == "rsvps.export_answer" else ()  # theirs, to take home
            assert [secret for secret in SECRETS if secret in text and secret not in own] == []


def test_the_canary_sings_where_a_secret_is(client: InspectingClient, app: Flask, app_database: Database) -> None:
    """The same place, shown by its host, is on the page: the test above looks for the right words."""
    with app_database.transaction() as session:
        shown = HIDDEN_PLACE | {
            "address_visibility": AddressVisibility.PUBLIC,
            "online_visibility": AddressVisibility.PUBLIC,
        }
        code = make_event(session, make_campaign(session), **shown).code

    found = client.get(f"/e/{code}/").get_data(as_text=True)

    assert {secret for secret in SECRETS if secret in found} == {
        "Canaryhouse",
        "Canarystreet",
        "canary-room",
        "12345678",
    }
