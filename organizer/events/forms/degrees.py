"""The two fields of a pin: each takes degrees in any writing, the first that is filled a whole position too."""

import re
from collections.abc import Sequence

from flask_babel import gettext
from wtforms import FloatField, Form
from wtforms.widgets import TextInput

from organizer.places.coordinates import MAX_POSITION, read_degrees, read_position
from organizer.places.geometry import Point

#: Links and words that only their makers can turn into a position.
_SHORT_LINK = re.compile(r"goo\.gl/|w3w\.co/|what3words\.|^\s*///|surl\.amap\.com|j\.map\.baidu\.com", re.IGNORECASE)


class DegreesField(FloatField):  # type: ignore[misc]  # WTForms is untyped
    """Degrees as people paste them; whether they lie on the earth is asked where the pin is looked at."""

    #: A number's own control lets nobody paste degrees, minutes or a link.
    widget = TextInput()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the number. ValueError with the words beside the field."""
        if not valuelist or not valuelist[0].strip():
            return
        self.data = read_degrees(valuelist[0])
        if self.data is None and _SHORT_LINK.search(valuelist[0][:MAX_POSITION]):
            raise ValueError(
                gettext(
                    "A short link holds no position. Open it, and copy the long address of the map or the two numbers."
                )
            )
        if self.data is None:
            raise ValueError(gettext("Write a number, such as 4.598, or paste a position or the link of a map."))

    @property
    def typed(self) -> str:
        """Return what was typed, cut at what can be a position."""
        return str(self.raw_data[0])[:MAX_POSITION] if self.raw_data else ""

    def put(self, degrees: float | None) -> None:
        """Fill the field in, as if somebody had typed it."""
        self.data = degrees
        self.raw_data = ["" if degrees is None else repr(round(degrees, 7))]
        self.process_errors.clear()


def spread_position(form: Form, near: Point | None) -> None:
    """Put a whole position that was pasted into one field into both; ``near``: where the town is."""
    for field in (form.lat, form.lon):
        point = read_position(field.typed, near) if field.data is None and field.typed.strip() else None
        if point is not None:
            form.lat.put(point.lat)
            form.lon.put(point.lon)
            return
