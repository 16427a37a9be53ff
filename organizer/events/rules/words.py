"""What kinds of events and access facts are called, in English: the words that catalogs translate."""

from collections.abc import Callable

from organizer.foundation.core.text import marked
from organizer.foundation.core.wording import digits, weekday

from .details import Access, Kind
from .repeating import Frequency, Rule

KIND_WORDS: dict[Kind, str] = {
    Kind.RALLY: marked("Rally"),
    Kind.MARCH: marked("March"),
    Kind.VIGIL: marked("Vigil"),
    Kind.SIT_IN: marked("Sit-in"),
    Kind.WORKSHOP: marked("Workshop"),
    Kind.ASSEMBLY: marked("Assembly"),
    Kind.EXHIBITION: marked("Exhibition"),
    Kind.PERFORMANCE: marked("Performance"),
    Kind.STALL: marked("Stall"),
    Kind.ONLINE: marked("Online"),
    Kind.OTHER: marked("Something else"),
}

ACCESS_WORDS: dict[Access, str] = {
    Access.STEP_FREE: marked("Step-free"),
    Access.SIGN_LANGUAGE: marked("Sign language"),
    Access.HEARING_LOOP: marked("Hearing loop"),
    Access.CAPTIONS: marked("Captions"),
    Access.SEATS: marked("Seats"),
    Access.TOILET: marked("Accessible toilet"),
    Access.QUIET_SPACE: marked("Quiet space"),
    Access.SLOW_SECTION: marked("Slow section"),
    Access.CHILDREN: marked("Children welcome"),
}

#: By how many weeks lie between the dates.
_WEEKS = {
    1: marked("Every %(weekday)s"),
    2: marked("Every second %(weekday)s"),
    3: marked("Every third %(weekday)s"),
    4: marked("Every fourth %(weekday)s"),
}
#: By which of a month's weekdays it is: each month, each second month.
_MONTHS = {
    1: (marked("The first %(weekday)s of every month"), marked("The first %(weekday)s of every second month")),
    2: (marked("The second %(weekday)s of every month"), marked("The second %(weekday)s of every second month")),
    3: (marked("The third %(weekday)s of every month"), marked("The third %(weekday)s of every second month")),
    4: (marked("The fourth %(weekday)s of every month"), marked("The fourth %(weekday)s of every second month")),
    -1: (marked("The last %(weekday)s of every month"), marked("The last %(weekday)s of every second month")),
}
_EVERY_DAY = marked("Every day")
#: For what no form offers.
_SEVERAL_TIMES = marked("On several days")


def rule_words(rule: Rule, language: str, say: Callable[[str], str]) -> str:
    """Return when a series comes again, such as "Every Tuesday"; ``say`` translates into ``language``."""
    return digits(say(_rule_sentence(rule)) % {"weekday": weekday(rule.weekday, language)}, language)


def _rule_sentence(rule: Rule) -> str:
    match rule.frequency:
        case Frequency.DAILY:
            return _EVERY_DAY if rule.step == 1 else _SEVERAL_TIMES
        case Frequency.WEEKLY:
            return _WEEKS.get(rule.step, _SEVERAL_TIMES)
        case Frequency.MONTHLY:
            sentences = _MONTHS[rule.week or 1]
            return sentences[rule.step - 1] if rule.step <= len(sentences) else _SEVERAL_TIMES
