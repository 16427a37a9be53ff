"""Questions to guests: what may be asked, and until when an answer is kept.

Nothing asked is needed to come. Each question says what it is for, and its answers go on a day of their own, at the latest
with everything else (security.md P-4).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from organizer.campaigns.rules import SafetyProfile
from organizer.foundation.core.errors import DomainError

#: Of one campaign, and of one event besides.
MOST = 5
LABEL_LIMIT, PURPOSE_LIMIT, OPTION_LIMIT, ANSWER_LIMIT = 160, 200, 80, 500
FEWEST_OPTIONS, MOST_OPTIONS = 2, 12
MOST_NUMBER = 9999


class QuestionKind(StrEnum):
    """What an answer is. Children and access needs are asked in our own words, in every language."""

    TEXT = "text"
    CHOICE = "choice"
    SEVERAL = "several"
    NUMBER = "number"
    CONSENT = "consent"  # a sentence to agree to, unticked
    CHILDREN = "children"  # how many children come along: a number
    ACCESS = "access"  # what somebody needs to take part: a text


#: Kinds that ask in our words: no label and no purpose of their own.
OUR_WORDS = (QuestionKind.CHILDREN, QuestionKind.ACCESS)
WITH_OPTIONS = (QuestionKind.CHOICE, QuestionKind.SEVERAL)
NUMBERS = (QuestionKind.NUMBER, QuestionKind.CHILDREN)
TEXTS = (QuestionKind.TEXT, QuestionKind.ACCESS)


class QuestionsAreOff(DomainError):
    """The campaign asks guests nothing more: at high risk never, in standard until its owner says so."""

    code = "questions_are_off"


class TooManyQuestions(DomainError):
    """Params: limit."""

    code = "too_many_questions"


class AskedAlready(DomainError):
    """Children and access needs are asked once."""

    code = "asked_already"


class OptionsNotUsable(DomainError):
    """Too few, too many, or the same twice; params: fewest, most."""

    code = "options_not_usable"


class AnswerNotUsable(DomainError):
    """The answer is none that was offered."""

    code = "answer_not_usable"


class NumberNotUsable(DomainError):
    """Params: most."""

    code = "number_not_usable"


@dataclass(frozen=True, slots=True)
class Wording:
    """A question in one language (BCP 47). ``options`` only for kinds that have some."""

    language: str
    label: str
    purpose: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """What is asked; ``wording`` None: in our words. ``keep_days``: answers go so many days after the event's end."""

    kind: QuestionKind
    keep_days: int | None
    wording: Wording | None = None


def may_ask(safety: SafetyProfile, *, is_enabled: bool) -> bool:
    """Tell whether guests of a campaign may be asked anything more (security.md section 1.4)."""
    if safety is SafetyProfile.HIGH_RISK:
        return False
    return safety is SafetyProfile.OPEN or is_enabled


def check_options(kind: QuestionKind, options: tuple[str, ...]) -> tuple[str, ...]:
    """Return the options of a kind that has some, else none. Raises OptionsNotUsable."""
    if kind not in WITH_OPTIONS:
        return ()
    folded = {option.casefold() for option in options}
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS or len(folded) != len(options):
        raise OptionsNotUsable(fewest=FEWEST_OPTIONS, most=MOST_OPTIONS)
    return options


def keep_days_within(wanted: int | None, purge_days: int) -> int:
    """Return how many days after the event answers are kept: as wanted, never longer than anything else of a guest."""
    return purge_days if wanted is None else max(0, min(wanted, purge_days))


def forget_on(event_end: datetime, keep_days: int) -> date:
    """Return the day on which the answers to a question are deleted."""
    return (event_end + timedelta(days=keep_days)).date()
