"""Forms of questions, and the words in which questions and answers are shown to those who asked."""

from .asking import KINDS, QuestionForm, SwitchForm, WordingForm
from .wording import answer_words, kind_words, label_text, purpose_text

__all__ = [
    "KINDS", "QuestionForm", "SwitchForm", "WordingForm", "answer_words", "kind_words", "label_text", "purpose_text",
]  # fmt: skip
