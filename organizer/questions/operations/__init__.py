"""Writes on questions and answers: one verb for each function."""

from .answering import Guest, forget_answers, forget_due, keep_answers
from .asking import Asker, add_question, remove_question, switch_questions, translate_question

__all__ = [
    "Asker", "Guest", "add_question", "forget_answers", "forget_due", "keep_answers", "remove_question", "switch_questions",
    "translate_question",
]  # fmt: skip
