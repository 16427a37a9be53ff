"""Messages to many, in the frame that each recipient gets them in: our words in their language, the writer's in the writer's."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import force_locale, gettext

from organizer.broadcasts.rules import as_html, as_line, as_text, link_hosts
from organizer.foundation.core.languages import Text, direction, interface_language
from organizer.foundation.core.wording import joined
from organizer.record.types import BroadcastRecord, EventRecord, Mode

from .letter import Button, LetterWords, Written, sender_words, subject_of, warning_of
from .slip import slip_of, when_words


@dataclass(frozen=True, slots=True)
class ManyMail:
    """A message and one who gets it. ``page``: their own page, ``write``: where they can write back, ``off``: the way out."""

    broadcast: BroadcastRecord
    language: str
    page: str
    off: str
    name: str | None = None
    event: EventRecord | None = None
    write: str | None = None


def message(mail: ManyMail) -> LetterWords:
    """Return a message as one recipient gets it."""
    broadcast = mail.broadcast
    campaign = broadcast.campaign
    values = field_values(mail)
    subject = as_line(broadcast.subject.value, values)
    body = broadcast.body
    hosts = link_hosts(body.value)
    return LetterWords(
        lang=mail.language,
        dir=direction(mail.language),
        subject=subject_of(campaign, subject),
        kicker=campaign.mark,
        headline=subject,
        headline_lang=body.lang,
        title=None,
        paragraphs=(_who_writes(mail),),
        written=Written(as_html(body.value, values), as_text(body.value, values), body.lang, body.dir),
        button=Button(_page_label(mail), mail.page),
        slip=None if mail.event is None else slip_of(mail.event, mail.language),
        links=(
            *((Button(gettext("Write to the hosts"), mail.write),) if mail.write else ()),
            Button(_off_label(mail), mail.off),
        ),
        small=(
            *((gettext("Its links lead to: %(hosts)s", hosts=joined(hosts, mail.language)),) if hosts else ()),
            gettext("Don’t answer this mail: nobody reads that mailbox."),
            sender_words(campaign),
            _because(broadcast),
        ),
        theme=campaign.theme,
        warning=warning_of(campaign),
        imprint=campaign.imprint,
    )


def decided(broadcast: BroadcastRecord, language: str, page: str) -> LetterWords:
    """Tell the writer what became of a message that waited."""
    campaign = broadcast.campaign
    is_through = broadcast.reason is None
    return LetterWords(
        lang=language,
        dir=direction(language),
        subject=subject_of(
            campaign, gettext("Your message leaves") if is_through else gettext("Your message was not sent")
        ),
        kicker=campaign.mark,
        headline=gettext("Your message leaves.") if is_through else gettext("Your message was not sent."),
        title=broadcast.subject,
        paragraphs=(
            gettext("Your coordinator has read it. From now on yours leave without waiting.")
            if is_through
            else gettext("Your coordinator writes:"),
        ),
        quoted=None if is_through else Text(broadcast.reason or "", language),
        button=Button(gettext("Your messages"), page),
        small=(sender_words(campaign),),
        theme=campaign.theme,
        warning=warning_of(campaign),
        imprint=campaign.imprint,
    )


def field_values(mail: ManyMail) -> Mapping[str, str]:
    """Return what each field of the message says to this recipient, in the language of the words around it."""
    broadcast, event = mail.broadcast, mail.event
    values = {"campaign": broadcast.campaign.title.value, "link": mail.page}
    language = interface_language([broadcast.body.lang])
    with force_locale(language):
        if broadcast.to != "news":
            values["name"] = mail.name or gettext("friend")
        if event is not None:
            values |= {
                "event": event.title.value,
                "when": when_words(event.time, language),
                "place": _place(event, language),
                "group": event.group_name,
            }
    return values


def _place(event: EventRecord, language: str) -> str:
    if event.mode is Mode.ONLINE:
        return gettext("Online")
    place = event.place
    parts = (place.venue.value if place.venue else None, place.address, place.city)
    return joined((part for part in parts if part), language)


def _who_writes(mail: ManyMail) -> str:
    match mail.broadcast.to:
        case "guests":
            title = mail.event.title.value if mail.event is not None else ""
            return gettext("The hosts of %(title)s write to you:", title=title)
        case "hosts":
            return gettext("The campaign writes to those who host:")
        case _:
            return gettext("The campaign’s news:")


def _because(broadcast: BroadcastRecord) -> str:
    match broadcast.to:
        case "guests":
            return gettext("You get this mail because you answered an event here.")
        case "hosts":
            return gettext("You get this mail because you host an event here.")
        case _:
            return gettext("You get this mail because you asked for the campaign’s news.")


def _page_label(mail: ManyMail) -> str:
    labels = {"guests": gettext("My answer"), "hosts": gettext("Your events"), "news": gettext("Your subscription")}
    return labels[mail.broadcast.to]


def _off_label(mail: ManyMail) -> str:
    labels = {
        "guests": gettext("No more messages from these hosts"),
        "hosts": gettext("No more messages from this campaign"),
        "news": gettext("No more news"),
    }
    return labels[mail.broadcast.to]
