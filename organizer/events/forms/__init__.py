"""The form of an event: what is asked, how it is worded, what is made of it."""

from .choices import fill_choices
from .hosting import CancelForm, HandOverForm
from .listing import EditForm, EventFormValues, ListingForm, read_details
from .prefill import form_values
from .repeating import RepeatForm, read_repetition

__all__ = [
    "CancelForm", "EditForm", "EventFormValues", "HandOverForm", "ListingForm", "RepeatForm",
    "fill_choices", "form_values", "read_details", "read_repetition",
]  # fmt: skip
