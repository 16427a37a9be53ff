"""Questions and answers in words, for those who asked."""

from collections.abc import Sequence

from flask_babel import gettext

from organizer.foundation.core.languages import Text, pick
from organizer.foundation.web.language import ui_language
from organizer.questions.models import Question
from organizer.questions.rules import QuestionKind
from organizer.questions.rules.taking import said
from organizer.questions.rules.words import LABELS, PURPOSES

from .asking import KINDS


def label_text(question: Question, languages: Sequence[str]) -> Text:
    """Return what a question says, in ours or in its own words."""
    if question.kind in LABELS:
        return Text(gettext(LABELS[question.kind]), ui_language())
    return pick(question.label, languages) or Text("", "en")


def purpose_text(question: Question, languages: Sequence[str]) -> Text:
    """Return what a question is for."""
    if question.kind in PURPOSES:
        return Text(gettext(PURPOSES[question.kind]), ui_language())
    return pick(question.purpose, languages) or Text("", "en")


def answer_words(question: Question, kept: str, languages: Sequence[str]) -> str:
    """Return an answer in words, its options in the language of the question as it is shown."""
    options = (question.options or {}).get(label_text(question, languages).lang, ())
    return said(question.kind, options, kept, gettext("yes"))


def kind_words(kind: QuestionKind) -> str:
    """Return how a question is answered."""
    own = {QuestionKind.CHILDREN: QuestionKind.NUMBER, QuestionKind.ACCESS: QuestionKind.TEXT}
    return str(dict(KINDS)[own.get(kind, kind).value])
