"""Forms of an import, and their words."""

from .fields import PreviewForm, UploadForm, fill_zones
from .wording import Row, row_of, skipped_words

__all__ = ["PreviewForm", "Row", "UploadForm", "fill_zones", "row_of", "skipped_words"]
