"""From a row of the outbox to a message to many, or to what belongs to one: what is no longer true is not sent."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.campaigns.rules import Phase
from organizer.foundation.core.clock import now
from organizer.foundation.outbox import Message, Rendered
from organizer.foundation.web.state import services
from organizer.record.broadcasting import hosts_take_words, is_still_reached, load_broadcast, load_host, load_news
from organizer.record.loader import load_guest
from organizer.record.on_paper import load_tick
from organizer.record.projector import Reader
from organizer.record.recipients import find_guest_link, find_news_link
from organizer.record.types import Audience, BroadcastRecord

from .around import AROUND_KINDS
from .for_many import ManyMail, decided, message
from .for_news import NEWS_KINDS, NewsMail
from .for_paper import PaperMail, confirm_tick
from .laying_out import lay_out

#: Purposes of links: of a guest's answer, a host's way out, a subscription, a tick on a sign-in sheet.
_GUEST, _HOST, _NEWS, _SHEET = "rsvp", "host-mail", "news", "sheet"
_EXAMPLE = "example"


def render_broadcast(session: Session, row: Message, language: str) -> Rendered | None:
    """Return a message as this recipient gets it; None when it was stopped or is not theirs any more. Raises NotFound."""
    broadcast = _load(session, row, UUID(str(row.values()["broadcast"])))
    if not broadcast.is_leaving:
        return None
    if not is_still_reached(session, broadcast_id=broadcast.id, key=row.subject_id):
        return None
    mail = _ADDRESSED[broadcast.to](session, broadcast, row.subject_id, language)
    if mail is None:
        return None
    return replace(lay_out(message(mail)), unsubscribe_url=mail.off, unsubscribes_by_post=True)


def render_test(session: Session, row: Message, language: str) -> Rendered:
    """Return a message for the eyes of its writer: as a preview shows it. Raises NotFound."""
    return lay_out(message(sample_mail(_load(session, row, row.subject_id), language)))


def render_decided(session: Session, row: Message, language: str) -> Rendered | None:
    """Return what tells a message's writer what became of it. Raises NotFound."""
    broadcast = _load(session, row, row.subject_id)
    if (broadcast.reason is None) is row.occurrence.startswith("message-refused"):
        return None
    return lay_out(decided(broadcast, language, f"{_base()}/{language}/manage/messages/m/{broadcast.id}/"))


def render_news(session: Session, row: Message, language: str) -> Rendered | None:
    """Return a mail about a subscription. Raises NotFound."""
    link = find_news_link(session, subscription_id=row.subject_id)
    if link is None:
        return None
    news = load_news(session, subscription_id=row.subject_id, reader=_reader(row.locale))
    wanted = "pending" if row.kind == "news-confirm" else "confirmed"
    if news.state != wanted or news.campaign.phase in (Phase.DRAFT, Phase.ARCHIVE):
        return None
    page = _news_page(link, language)
    letter = NEWS_KINDS[row.kind](NewsMail(news.campaign, language, page))
    return replace(lay_out(letter), unsubscribe_url=f"{page}stop", unsubscribes_by_post=True)


def render_paper(session: Session, row: Message, language: str) -> Rendered | None:
    """Return the mail that asks who ticked on a sign-in sheet; None when they said it. Raises NotFound."""
    tick = load_tick(session, tick_id=row.subject_id, reader=_reader(row.locale), now=now())
    if tick.is_confirmed or tick.campaign.phase in (Phase.DRAFT, Phase.ARCHIVE):
        return None
    page = f"{_base()}/{language}/manage/sheet/{services().signer.sign(_SHEET, {'t': str(row.subject_id)})}/"
    letter = confirm_tick(PaperMail(tick, language, page))
    return replace(lay_out(letter), unsubscribe_url=f"{page}stop", unsubscribes_by_post=True)


def sample_mail(broadcast: BroadcastRecord, language: str) -> ManyMail:
    """Return the message with a recipient who is nobody: for previews."""
    name = None if broadcast.to == "news" else "Marisol"
    if broadcast.to == "guests":
        page = f"{_base()}/{language}/r/{_EXAMPLE}/"
        return ManyMail(broadcast, language, page, f"{page}mail/host-words", name, broadcast.event, f"{page}write/")
    page = f"{_base()}/{language}/manage/"
    if broadcast.to == "hosts":
        return ManyMail(broadcast, language, page, f"{page}mail/{_EXAMPLE}/", name)
    return ManyMail(broadcast, language, f"{page}news/{_EXAMPLE}/", f"{page}news/{_EXAMPLE}/stop")


def _to_guest(session: Session, broadcast: BroadcastRecord, key: UUID, language: str) -> ManyMail | None:
    link = find_guest_link(session, rsvp_id=key)
    if link is None:
        return None
    guest = load_guest(session, rsvp_id=key, link_version=None, reader=_reader(language, Audience.GUEST))
    page = f"{_base()}/{language}/r/{services().signer.sign(_GUEST, link)}/"
    write = f"{page}write/" if hosts_take_words(session, rsvp_id=key, now=now()) else None
    return ManyMail(broadcast, language, page, f"{page}mail/host-words", guest.name, guest.event, write)


def _to_host(session: Session, broadcast: BroadcastRecord, key: UUID, language: str) -> ManyMail:
    host = load_host(session, person_id=key)
    token = services().signer.sign(_HOST, {"p": str(key), "c": str(broadcast.campaign.id)})
    page = f"{_base()}/{language}/manage/"
    return ManyMail(broadcast, language, page, f"{page}mail/{token}/", host.name)


def _to_subscriber(session: Session, broadcast: BroadcastRecord, key: UUID, language: str) -> ManyMail | None:
    link = find_news_link(session, subscription_id=key)
    if link is None:
        return None
    page = _news_page(link, language)
    return ManyMail(broadcast, language, page, f"{page}stop")


_ADDRESSED: Mapping[str, Callable[[Session, BroadcastRecord, UUID, str], ManyMail | None]] = {
    "guests": _to_guest,
    "hosts": _to_host,
    "news": _to_subscriber,
}
MANY_KINDS: Mapping[str, Callable[[Session, Message, str], Rendered | None]] = {
    "broadcast": render_broadcast,
    "broadcast-test": render_test,
    "broadcast-decided": render_decided,
    "news-confirm": render_news,
    "news-already": render_news,
    "paper-confirm": render_paper,
    **AROUND_KINDS,
}


def _load(session: Session, row: Message, broadcast_id: UUID) -> BroadcastRecord:
    """Return the message, its event as everybody knows it: what a guest knows more comes with the guest."""
    return load_broadcast(session, broadcast_id=broadcast_id, reader=_reader(row.locale), now=now())


def _news_page(link: Mapping[str, str | int], language: str) -> str:
    return f"{_base()}/{language}/manage/news/{services().signer.sign(_NEWS, link)}/"


def _reader(language: str, audience: Audience = Audience.PUBLIC) -> Reader:
    return Reader((language,), _base(), audience)


def _base() -> str:
    return services().settings.base_url
