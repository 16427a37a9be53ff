"""Every kind of mail in five languages, in words, without a database: for audits and pictures.

Hindi and Chinese are languages of events, not of our own words: those mails are English around them, as they leave.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID

from flask import Flask
from flask_babel import force_locale

from organizer.editions.calendars.mail import Invited, Sending, render_invitation, render_publish
from organizer.editions.mail import rendering
from organizer.editions.mail.for_around import AROUND_WORDS, AroundMail
from organizer.editions.mail.for_guests import GuestMail
from organizer.editions.mail.for_hosts import HostLinks
from organizer.editions.mail.for_many import ManyMail, decided, message
from organizer.editions.mail.for_news import NEWS_KINDS, NewsMail
from organizer.editions.mail.for_paper import PaperMail, confirm_tick
from organizer.editions.mail.for_watchers import KINDS, WatchMail
from organizer.editions.mail.kinds import because_of, purpose_of
from organizer.editions.mail.laying_out import Foot, ending_with, lay_out
from organizer.editions.mail.letter import LetterWords
from organizer.editions.mail.many import sample_mail
from organizer.editions.mail.setting import Setting
from organizer.editions.mail.sign_in import sign_in_letter
from organizer.foundation.core.languages import Text, interface_language
from organizer.foundation.outbox import Attachment, Purpose, Rendered
from organizer.foundation.outbox.purposes import REFUSABLE
from organizer.record.on_paper import TickRecord
from organizer.record.types import BroadcastRecord, CampaignRecord, Change, EventRecord, EventStatus, WatchRecord
from tests.support.records import SITE, demo_records, make_event, make_guest, make_place, make_time

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)
GUEST = "guest@example.org"
LANGUAGES = ("en", "es", "ar", "hi", "zh")
#: Who answers by law for the campaign.
IMPRINT = "V.i.S.d.P.: Ada Beispiel, Musterweg 12, 10997 Berlin"
_TOKEN = "eyJyIjoiMDE5OWQzZjAtMTdjNC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxIiwidiI6MX0.aSnZqA.k3VxJt0pRwq8ZcYb1mN4uHs6LdE"
_PAGE = f"{SITE}/r/{_TOKEN}/"
_OFF = f"{_PAGE}no-reminders"
#: Words of people, by language: title, venue, what the hosts say, city.
_WORDS = {
    "en": ("March for land and water, with music & soup – everybody’s welcome", "Old Market Hall", "Bring water and a hat.\n\nWe meet under the arch.", "Leeds"),
    "es": ("Marcha por la tierra y el agua: ¡nadie se queda atrás, compañeras y compañeros!", "Plaza de Bolívar", "Traigan agua y sombrero.\n\nNos vemos bajo el arco.", "Bogotá"),
    "ar": ("مسيرة من أجل الأرض والماء – الجميع مدعوون إلى الساحة الكبيرة", "ساحة الشهداء", "أحضروا الماء وقبعة.\n\nنلتقي تحت القوس.", "بيروت"),
    "hi": ("ज़मीन और पानी के लिए यात्रा – सबका स्वागत है", "जंतर मंतर", "पानी और टोपी लाइए।\n\nहम मेहराब के नीचे मिलेंगे।", "नई दिल्ली"),
    "zh": ("为土地和水而行：欢迎所有人参加，一起走到大广场", "人民广场", "请带水和帽子。\n\n我们在拱门下集合。", "上海"),
}  # fmt: skip
_PLACES = {"en": ("Europe/London", "GB", "United Kingdom"), "es": ("America/Bogota", "CO", "Colombia"),
           "ar": ("Asia/Beirut", "LB", "لبنان"), "hi": ("Asia/Kolkata", "IN", "India"), "zh": ("Asia/Shanghai", "CN", "China")}  # fmt: skip


@dataclass(frozen=True)
class Mail:
    """One kind of mail in one language, laid out."""

    kind: str
    language: str
    rendered: Rendered


def every_mail(app: Flask, language: str, *, safety: str | None = None) -> list[Mail]:
    """Return each kind of mail about an event in ``language``, as it is laid out for its reader."""
    ours = interface_language([language])
    mails = []
    with app.app_context(), force_locale(ours):
        for kind, letter in _letters(language, ours, safety):
            purpose = purpose_of(kind)
            page = None if purpose is Purpose.ASKED else f"{SITE}/{ours}/manage/mails/{_TOKEN}/"
            with ending_with(Foot(because_of(kind), page)):
                rendered = replace(lay_out(letter), purpose=purpose)
            if purpose in REFUSABLE:
                rendered = replace(rendered, unsubscribe_url=_OFF, unsubscribes_by_post=True)
            mails.append(Mail(kind, language, _with_file(kind, rendered, _event(language), ours, safety)))
    return mails


def all_kinds() -> set[str]:
    """Return every kind that the mail room knows."""
    rooms = (rendering._HOST_KINDS, rendering._GUEST_KINDS, KINDS, rendering.MANY_KINDS)
    return {kind for room in rooms for kind in room} | set(rendering._SIGN_IN_KINDS)


def _letters(language: str, ours: str, safety: str | None) -> Iterator[tuple[str, LetterWords]]:
    event, campaign = _event(language), _campaign(ours, safety)
    setting = Setting(event, campaign, ours)
    title, _, words, city = _WORDS[language]
    for kind in rendering._SIGN_IN_KINDS:
        yield kind, sign_in_letter(kind, {"path": f"/account/link/{_TOKEN}/"}, SITE, ours)
    links = HostLinks(f"{SITE}/manage/host/{_TOKEN}/", event.url, f"{event.url}print/", Text(words, language))
    for kind, host_letter in rendering._HOST_KINDS.items():
        yield kind, host_letter(_settled(setting, kind), links)
    guest = make_guest(event, campaign=campaign, language=language, name=None, declined_for="not-known")
    guest = replace(guest, offered_until=event.time.start_utc - timedelta(days=1))
    before = Change(start=event.time.start.replace(hour=15), venue="Old Town Hall")
    for kind, guest_letter in rendering._GUEST_KINDS.items():
        told = _settled(setting, kind)
        standing = replace(guest, event=told.event, state=rendering._GUEST_STATES.get(kind, ("confirmed",))[0])
        yield kind, guest_letter(told, GuestMail(standing, _PAGE, before, Text(words, language), f"{_PAGE}write/"))
    watch = WatchRecord(campaign, "confirmed", city, city, 25, language, True, (event, replace(event, code="x7m3q9")))
    for kind, watch_letter in KINDS.items():
        yield (
            kind,
            watch_letter(
                WatchMail(watch, ours, f"{SITE}/manage/watch/{_TOKEN}/", f"{SITE}/c/17n/", f"{SITE}/c/17n/host/")
            ),
        )
    for kind, news_letter in NEWS_KINDS.items():
        yield kind, news_letter(NewsMail(campaign, ours, f"{SITE}/manage/news/{_TOKEN}/"))
    tick = TickRecord(campaign, title, Text(words, language), AT.date())
    yield "paper-confirm", confirm_tick(PaperMail(tick, ours, f"{SITE}/manage/sheet/{_TOKEN}/"))
    body = Text(f"{words}\n\n- {title}\n- https://example.org/a/very/long/path?with=things", language)
    for kind, around_letter in AROUND_WORDS.items():
        said = AroundMail(_PAGE, f"{_PAGE}write/", "Marisol", Text(words, language), f"{SITE}/{ours}/c/17n/news/")
        yield kind, around_letter(setting, said)
    many = BroadcastRecord(UUID(int=7), campaign, event, "guests", Text(title, language), body, True)
    yield "broadcast", message(ManyMail(many, ours, _PAGE, _OFF, "Marisol", event, f"{_PAGE}write/"))
    yield "broadcast-test", message(sample_mail(many, ours))
    yield "broadcast-decided", decided(replace(many, reason=words), ours, f"{SITE}/manage/messages/")


def _with_file(kind: str, mail: Rendered, event: EventRecord, ours: str, safety: str | None) -> Rendered:
    """Return the mail with the file of the event, or the invitation, where one goes with mails of this kind."""
    if kind not in rendering._GUEST_KINDS or kind in rendering._WITHOUT_FILE:
        return mail
    sending = Sending("noreply@act.example.org", event.group_name, AT)
    if kind in ("rsvp-invitation", "rsvp-uninvited"):
        file = render_invitation(event, ours, sending, Invited(GUEST, 1, kind == "rsvp-uninvited"))
        return replace(mail, invitation=Attachment(file.body, file.filename, file.content_type))
    return rendering.with_published(mail, render_publish(event, ours, sending), _campaign(ours, safety))


def _settled(setting: Setting, kind: str) -> Setting:
    """Return the setting in which a kind of mail is true."""
    if kind != "event-cancelled":
        return setting
    off = replace(setting.event, status=EventStatus.CANCELLED, reason=_WORDS[setting.event.title.lang][2])
    return replace(setting, event=off)


@cache
def _campaign(ours: str, safety: str | None) -> CampaignRecord:
    campaign = replace(demo_records(ours)[0], imprint=Text(IMPRINT, "de"))
    return campaign if safety is None else replace(campaign, safety=safety)


def _event(language: str) -> EventRecord:
    title, venue, words, city = _WORDS[language]
    zone, country, country_name = _PLACES[language]
    place = make_place(
        venue=Text(venue, language), address="12 High Street", city=city, country=country, country_name=country_name
    )
    return make_event(
        title=Text(title, language), description=Text(words, language), place=place, time=make_time(zone=zone),
        languages=(language,), group_name="Solidarity",
    )  # fmt: skip
