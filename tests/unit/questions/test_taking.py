"""Answers to questions: taken as they are offered, refused in words, read again."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.campaigns.rules import SafetyProfile
from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.text import TextTooLong
from organizer.questions.rules import (
    AnswerNotUsable,
    NumberNotUsable,
    OptionsNotUsable,
    QuestionKind,
    check_options,
    forget_on,
    keep_days_within,
    may_ask,
)
from organizer.questions.rules.taking import said, take


@pytest.mark.parametrize(
    ("kind", "sent", "kept"),
    [
        (QuestionKind.TEXT, ["  a ramp\r\nplease \0"], "a ramp\nplease"),
        (QuestionKind.ACCESS, [" "], None),
        (QuestionKind.NUMBER, ["007"], "7"),
        (QuestionKind.NUMBER, ["٣"], "3"),
        (QuestionKind.NUMBER, ["۴۲"], "42"),
        (QuestionKind.NUMBER, ["१२०"], "120"),
        (QuestionKind.NUMBER, ["４"], "4"),
        (QuestionKind.CHILDREN, ["0"], "0"),
        (QuestionKind.CHOICE, ["1"], "1"),
        (QuestionKind.SEVERAL, ["2", "0", "2"], "0,2"),
        (QuestionKind.SEVERAL, [], None),
        (QuestionKind.CONSENT, ["yes"], "yes"),
        (QuestionKind.CONSENT, [], None),
    ],
)
def test_an_answer_is_kept_as_it_is_meant(kind: QuestionKind, sent: list[str], kept: str | None) -> None:
    assert take(kind, 3, sent) == kept


@pytest.mark.parametrize(
    ("kind", "sent", "refusal"),
    [
        (QuestionKind.TEXT, ["x" * 501], TextTooLong),
        (QuestionKind.NUMBER, ["-1"], NumberNotUsable),
        (QuestionKind.NUMBER, ["12345"], NumberNotUsable),
        (QuestionKind.NUMBER, ["٣٤٥٦٧"], NumberNotUsable),
        (QuestionKind.NUMBER, ["三"], NumberNotUsable),
        (QuestionKind.CHOICE, ["3"], AnswerNotUsable),
        (QuestionKind.CHOICE, ["0", "1"], AnswerNotUsable),
        (QuestionKind.SEVERAL, ["0", "x"], AnswerNotUsable),
    ],
)
def test_what_can_not_be_is_refused(kind: QuestionKind, sent: list[str], refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        take(kind, 3, sent)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(QuestionKind), st.lists(st.text(max_size=20), max_size=4))
def test_whatever_is_sent_can_be_said_again_or_is_refused(kind: QuestionKind, sent: list[str]) -> None:
    try:
        kept = take(kind, 3, sent)
    except DomainError:
        return
    assert kept is None or said(kind, ["a", "b", "c"], kept, "yes")


def test_options_are_few_and_none_twice() -> None:
    assert check_options(QuestionKind.TEXT, ("a", "b")) == ()
    assert check_options(QuestionKind.CHOICE, ("a", "b")) == ("a", "b")
    for wrong in ((), ("a",), ("a", "A"), tuple(map(str, range(13)))):
        with pytest.raises(OptionsNotUsable):
            check_options(QuestionKind.CHOICE, wrong)


@pytest.mark.parametrize(
    ("profile", "enabled", "may"),
    [
        (SafetyProfile.OPEN, False, True),
        (SafetyProfile.STANDARD, False, False),
        (SafetyProfile.STANDARD, True, True),
        (SafetyProfile.HIGH_RISK, True, False),
    ],
)
def test_the_profile_says_whether_guests_may_be_asked(profile: SafetyProfile, enabled: bool, may: bool) -> None:
    assert may_ask(profile, is_enabled=enabled) is may


def test_answers_are_never_kept_longer_than_the_guest() -> None:
    assert [keep_days_within(days, 30) for days in (None, 0, 5, 30, 90)] == [30, 0, 5, 30, 30]
    assert forget_on(datetime(2027, 3, 1, 23, tzinfo=UTC), 2).isoformat() == "2027-03-03"
