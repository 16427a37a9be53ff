"""A design as rows of a form: its artwork and boxes in millimetres."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField
from wtforms import BooleanField, FieldList, FloatField, Form, FormField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

import organizer.foundation.uploads.words  # noqa: F401 - words what a picture is refused for
from organizer.designs.rules.schema import COLOURS, FIELDS, MOST_BOXES, PAPERS
from organizer.designs.rules.slots import Spec
from organizer.foundation.web.fields import IntegerField, LineField, needed
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.refusals import word_refusals

from .design_words import COLOUR_NAMES, FIELD_NAMES, PAPER_NAMES

word_refusals(
    {
        "too_many_designs": lazy_gettext("There is room for %(most)s designs. Delete one first."),
        "design_changed_meanwhile": lazy_gettext(
            "Somebody else saved this design in the meantime. Open it again and look."
        ),
        "design_not_ready": lazy_gettext("Something has to be put right first."),
        "design_not_readable": lazy_gettext("%(at)s is not as it should be (%(what)s)."),
        "package_refused": lazy_gettext(
            "This is no design that we can take (%(what)s). A design is a zip of design.json and one artwork: art.svg, art.png, art.jpg or art.webp."
        ),
    }
)

_ART = {"accept": ".svg,.png,.jpg,.jpeg,.webp,image/svg+xml,image/png,image/jpeg,image/webp"}
#: Empty rows below those that there are.
_MORE = 3


def _millimetres(label: object) -> FloatField:
    return FloatField(
        label, [Optional()], render_kw={"inputmode": "decimal", "step": "any", "class": "input input--short"}
    )


class BoxForm(Form):  # type: ignore[misc]  # WTForms is untyped
    """One box; without a field it is no box."""

    field = SelectField(
        lazy_gettext("What stands in it"),
        choices=[
            SelectChoice(value="", label="–"),
            *(SelectChoice(value=name, label=FIELD_NAMES[name]) for name in FIELDS),
        ],
    )
    x = _millimetres(lazy_gettext("From the left"))
    y = _millimetres(lazy_gettext("From the top"))
    w = _millimetres(lazy_gettext("Width"))
    h = _millimetres(lazy_gettext("Height"))
    min = _millimetres(lazy_gettext("Smallest letters"))
    max = _millimetres(lazy_gettext("Largest letters"))
    weight = SelectField(
        lazy_gettext("Weight"),
        coerce=int,
        choices=[
            SelectChoice(value=400, label=lazy_gettext("Normal")),
            SelectChoice(value=700, label=lazy_gettext("Bold")),
            SelectChoice(value=900, label=lazy_gettext("Black")),
        ],
    )
    colour = SelectField(
        lazy_gettext("Letters in"), choices=[SelectChoice(value=name, label=COLOUR_NAMES[name]) for name in COLOURS]
    )
    fill = SelectField(
        lazy_gettext("Filled with"),
        choices=[
            SelectChoice(value="none", label=lazy_gettext("Nothing")),
            *(SelectChoice(value=name, label=COLOUR_NAMES[name]) for name in COLOURS),
        ],
    )
    align = SelectField(
        lazy_gettext("Letters begin"),
        choices=[
            SelectChoice(value="start", label=lazy_gettext("where one begins to read")),
            SelectChoice(value="center", label=lazy_gettext("in the middle")),
            SelectChoice(value="end", label=lazy_gettext("so that they end at the other side")),
        ],
    )
    pinned = BooleanField(lazy_gettext("Stays at its side where one reads from the right"))
    locked = BooleanField(lazy_gettext("Hosts can’t choose what it says"))

    def to_row(self) -> dict[str, Any]:
        """Return the box as a design has it; what stayed empty is the usual."""
        row = {name: field.data for name, field in self._fields.items() if field.data is not None}
        return {name: value for name, value in row.items() if name not in ("x", "y", "w", "h") or value is not None}


class DesignForm(PersonForm):
    """The whole design."""

    number = IntegerField(widget=HiddenInput())
    name = LineField(lazy_gettext("Name"), 60, [needed()])
    licence = LineField(lazy_gettext("Licence and credit of the artwork"), 120)
    width = FloatField(lazy_gettext("Width of the artwork in mm"), [needed()], default=210, render_kw={"step": "any"})
    height = FloatField(lazy_gettext("Height of the artwork in mm"), [needed()], default=297, render_kw={"step": "any"})
    papers = SelectMultipleField(
        lazy_gettext("Papers that it comes on"),
        [needed(lazy_gettext("Choose at least one."))],
        choices=[SelectChoice(value=name, label=PAPER_NAMES[name]) for name in PAPERS],
        default=["a4", "letter"],
    )
    file = FileField(lazy_gettext("Artwork (SVG, PNG, JPEG or WebP)"), render_kw=_ART)
    bleed = _millimetres(lazy_gettext("How far the artwork runs over each edge, in mm"))
    mirror = BooleanField(lazy_gettext("Turn the artwork round where one reads from the right"))
    boxes = FieldList(FormField(BoxForm), lazy_gettext("Boxes"), max_entries=MOST_BOXES)

    def validate(self, extra_validators: Any = None) -> bool:
        """Say above the form which boxes have something to put right; what, stands beside it."""
        is_valid: bool = super().validate(extra_validators)
        wrong = [number for number, box in enumerate(self.boxes, 1) if box.form.errors]
        self.boxes.errors = [gettext("Look at box %(number)s.", number=number) for number in wrong]
        return is_valid

    def to_row(self, art: str) -> dict[str, Any]:
        """Return the design that was typed, to be read by the rules."""
        return {
            "v": 1, "name": self.name.data, "licence": self.licence.data, "width": self.width.data,
            "height": self.height.data, "papers": self.papers.data, "art": art, "mirror": self.mirror.data, "bleed": self.bleed.data or 0,
            "boxes": [box.form.to_row() for box in self.boxes if box.form.field.data],
        }  # fmt: skip

    def add_rows(self) -> None:
        """Add empty rows to fill in."""
        for _ in range(min(_MORE, MOST_BOXES - len(self.boxes))):
            self.boxes.append_entry({"locked": True})

    def refuse_row(self, at: str, what: str) -> None:
        """Say what is wrong at a path of the schema, in words of the form."""
        parts = at.split("/")
        if parts[0] == "boxes" and len(parts) > 1:
            label = BoxForm()[parts[2]].label.text if len(parts) > 2 and parts[2] in BoxForm()._fields else ""
            self.form_errors.append(
                gettext("Box %(number)s, %(label)s: %(what)s.", number=parts[1], label=label, what=what)
            )
        elif parts[0] in self._fields:
            self[parts[0]].errors = [*self[parts[0]].errors, what]
        else:
            self.form_errors.append(f"{at}: {what}")


class NewDesignForm(PersonForm):
    """A design from a package; without one an empty one is made."""

    package = FileField(lazy_gettext("A design as a file (.zip)"), render_kw={"accept": ".zip,application/zip"})


class NumberForm(PersonForm):
    """A button for the design as it was looked at."""

    number = IntegerField(widget=HiddenInput())


def filled(spec: Spec, number: int) -> DesignForm:
    """Return the form of a design."""
    row = spec.to_row()
    form = DesignForm(formdata=None, data={**row, "number": number})
    form.add_rows()
    return form
