"""What a mail says, before it is laid out."""

from dataclasses import dataclass

from markupsafe import Markup

from organizer.foundation.core.languages import Text
from organizer.record.types import Theme

#: Colours of mails that belong to no campaign.
HOUSE = Theme("#0b4a52", "#f7b731")


@dataclass(frozen=True, slots=True)
class Button:
    """The one next step."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Slip:
    """When and where: the event's own clock first."""

    when: str
    zone: str | None
    place: Text | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One of several events: its name, when by its own clock, where, and its page."""

    title: Text
    when: str
    where: str | None
    url: str


@dataclass(frozen=True, slots=True)
class Written:
    """A whole message of somebody's own, as clean HTML and as text."""

    html: Markup
    text: str
    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class LetterWords:
    """A mail in words: ``kicker`` over the headline, paragraphs before and after the button, small print.

    ``quoted`` is somebody's own words, shown as such; ``written`` a whole message of theirs. ``lang``/``dir`` are of our
    words; ``headline_lang`` of a headline that is not ours.
    """

    lang: str
    dir: str
    subject: str
    kicker: str
    headline: str
    title: Text | None
    paragraphs: tuple[str, ...]
    button: Button | None = None
    quoted: Text | None = None
    written: Written | None = None
    headline_lang: str | None = None
    slip: Slip | None = None
    before: tuple[str, ...] = ()  # lines struck through: as it was before
    rows: tuple[Row, ...] = ()
    links: tuple[Button, ...] = ()
    small: tuple[str, ...] = ()
    theme: Theme = HOUSE
