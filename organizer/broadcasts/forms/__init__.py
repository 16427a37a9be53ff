"""Forms of messages: shape and wording of input."""

from .composing import DecisionForm, MessageForm, RefuseForm, SendForm, moment_of
from .reading import AnswerWordsForm, KindsForm, NewsForm, OwnKindsForm, WordsForm
from .wording import KIND_WORDS, STATE_WORDS, kind_choices

__all__ = [
    "KIND_WORDS", "STATE_WORDS", "AnswerWordsForm", "DecisionForm", "KindsForm", "MessageForm", "NewsForm", "OwnKindsForm", "RefuseForm",
    "SendForm", "WordsForm", "kind_choices", "moment_of",
]  # fmt: skip
