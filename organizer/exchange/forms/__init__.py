"""Forms of an import, and their words."""

from .fields import PreviewForm, UploadForm, fill_zones
from .pins import NO_PIN
from .towns import Towns
from .wording import CHANGES, Answers, Row, row_of, skipped_words

__all__ = [
    "CHANGES",
    "NO_PIN",
    "Answers",
    "PreviewForm",
    "Row",
    "Towns",
    "UploadForm",
    "fill_zones",
    "row_of",
    "skipped_words",
]
