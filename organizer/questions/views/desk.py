"""What both desks show: the questions there are, and the form for one more."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import Masthead, masthead_of
from organizer.campaigns.rules import SAFETY
from organizer.foundation.core.clock import now
from organizer.foundation.core.languages import Text, own_name
from organizer.foundation.web.language import content_languages
from organizer.questions.forms import kind_words, label_text, purpose_text
from organizer.questions.models import Question
from organizer.questions.rules import (
    MOST,
    OUR_WORDS,
    AskedAlready,
    OptionsNotUsable,
    QuestionKind,
    QuestionsAreOff,
    TooManyQuestions,
    keep_days_within,
)

#: Why a question is not taken: told above the form.
REFUSALS = (AskedAlready, OptionsNotUsable, QuestionsAreOff, TooManyQuestions)
#: Questions in our own words, by the word in their address.
OURS = {"children": QuestionKind.CHILDREN, "access": QuestionKind.ACCESS}


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A question as those who ask it see it. ``languages``: tag and own name, with whether it is said there."""

    id: UUID
    label: Text
    purpose: Text
    options: tuple[str, ...]
    kind_words: str
    keep_days: int
    languages: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that a desk of questions shows. ``is_off``: why nothing may be asked; None when something may."""

    masthead: Masthead
    lines: tuple[AskedLine, ...]
    others: tuple[AskedLine, ...]  # what the campaign asks besides
    off_words: str | None
    is_on: bool
    may_switch: bool
    purge_days: int
    most: int
    may_ask_children: bool
    may_ask_access: bool

    @property
    def is_full(self) -> bool:
        """True when there is room for no more."""
        return len(self.lines) >= self.most


def desk_of(
    campaign: Campaign, own: Sequence[Question], others: Sequence[Question] = (), *, is_on: bool, may_ask: bool
) -> Desk:
    """Return what a desk shows; ``own``: the questions of whoever sits at it."""
    kinds = {question.kind for question in [*own, *others]}
    return Desk(
        masthead=masthead_of(campaign, languages=content_languages(), now=now()),
        lines=tuple(line_of(question, campaign) for question in own),
        others=tuple(line_of(question, campaign) for question in others),
        off_words=None if may_ask else _off_words(campaign),
        is_on=is_on,
        may_switch=campaign.safety.value == "standard",
        purge_days=SAFETY[campaign.safety].purge_days,
        most=MOST,
        may_ask_children=QuestionKind.CHILDREN not in kinds,
        may_ask_access=QuestionKind.ACCESS not in kinds,
    )


def line_of(question: Question, campaign: Campaign) -> AskedLine:
    """Return a question as a line of a desk."""
    tags = [*content_languages(), campaign.default_language]
    label = label_text(question, tags)
    said = () if question.kind in OUR_WORDS or question.event_id else tuple(campaign.languages)
    return AskedLine(
        id=question.id,
        label=label,
        purpose=purpose_text(question, tags),
        options=tuple((question.options or {}).get(label.lang, ())),
        kind_words=kind_words(question.kind),
        keep_days=keep_days_within(question.keep_days, SAFETY[campaign.safety].purge_days),
        languages=tuple((tag, own_name(tag), bool(question.label.get(tag))) for tag in said),
    )


def _off_words(campaign: Campaign) -> str:
    if campaign.safety.value == "high-risk":
        return gettext("In a campaign at high risk guests are asked nothing more than whether they come.")
    return gettext("Questions are off in this campaign. Its owner can switch them on.")
