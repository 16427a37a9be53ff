"""Sample values for the living style page: one of everything, in several scripts."""

from types import SimpleNamespace

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice

from organizer.foundation.core.gathering import MapPoint, gather
from organizer.foundation.core.languages import Text
from organizer.foundation.core.projection import project
from organizer.foundation.core.theme import DEFAULT_COLOURS, derive

_TOWNS = (
    ("Apia", -171.8, -13.8), ("Taveuni", 180.0, -16.8), ("Suva", 178.4, -18.1), ("Bogotá", -74.1, 4.6),
    ("Medellín", -75.6, 6.2), ("Quito", -78.5, -0.2), ("Berlin", 13.4, 52.5), ("Praha", 14.4, 50.1),
    ("Wien", 16.4, 48.2), ("بيروت", 35.5, 33.9), ("東京", 139.7, 35.7), ("서울", 127.0, 37.6),
    ("नई दिल्ली", 77.2, 28.6), ("Nairobi", 36.8, -1.3), ("Honolulu", -157.9, 21.3), ("Reykjavík", -21.9, 64.1),
)  # fmt: skip
_ROWS = (
    ("15:00", "UTC−5", Text("Bogotá", "es"), "Colombia", Text("Gran plantón por quienes defienden la tierra y el agua", "es")),
    ("17:00", "UTC+2", Text("بيروت", "ar"), "Lebanon", Text("وقفة تضامن مع المدافعين عن الأرض والماء", "ar")),
    ("13:30", "UTC+9", Text("東京", "ja"), "Japan", Text("水と土地を守る人びとと連帯する東京アクション", "ja")),
    ("11:00", "UTC+5:30", Text("नई दिल्ली", "hi"), "India", Text("जल और ज़मीन के रक्षकों के साथ एकजुटता", "hi")),
)  # fmt: skip


class SampleForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is untyped
    """One field of each kind."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF is untyped
        """Goes nowhere, so it needs no token."""

        csrf = False

    name = StringField("Name")
    email = EmailField("E-mail")
    people = IntegerField("People", default=1)
    day = DateField("Day")
    start = TimeField("Starts")
    end = TimeField("Ends")
    kind = SelectField(
        "Kind", choices=[SelectChoice(value="rally", label="Rally"), SelectChoice(value="vigil", label="Vigil")]
    )
    text = TextAreaField("What happens, what to bring")
    place = RadioField(
        "Which Córdoba?",
        choices=[SelectChoice(value="ar", label="Córdoba"), SelectChoice(value="es", label="Córdoba")],
        default="ar",
    )
    access = SelectMultipleField(
        "Can everyone take part?",
        choices=[
            SelectChoice(value="step-free", label="Step-free"),
            SelectChoice(value="toilet", label="Toilet people can use"),
        ],
        default=["step-free"],
    )
    agree = BooleanField("I’ll follow the agreement of the day")
    paper = RadioField(
        "Paper",
        choices=[SelectChoice(value="a4", label="A4"), SelectChoice(value="letter", label="Letter")],
        default="a4",
    )


def style_samples() -> dict[str, object]:
    """Return the values of ``style/index.html``. Needs a request."""
    form, wrong = SampleForm(None), SampleForm(None, prefix="wrong-")
    wrong.email.data, wrong.email.errors = "lucia.example.org", ["This has no @, so we could not reach you."]
    wrong.end.errors = ["The event ends before it starts. Is it 18:00 to 20:00?"]
    theme = derive(*DEFAULT_COLOURS)
    return {
        "form": form,
        "wrong": wrong,
        "rows": [_row(number) for number in range(len(_ROWS))],
        "marks": SimpleNamespace(near=_marks(30), far=_marks(90)),
        "tokens": theme.light,
        "call": Text(
            "On 17 November groups in every time zone hold a local action for the people who protect land and water.",
            "en",
        ),
        "words": Text("Nos concentramos frente al Congreso.\n\nTrae tu olla, tu tambor y agua.", "es"),
        "arabic": Text("الماء حق وليس سلعة", "ar"),
        "hour": SimpleNamespace(
            iso="2027-11-17T20:00:00Z",
            hours="15:00–19:00",
            day="Wed 17 November",
            zone="Bogotá time (UTC−5)",
            utc="20:00 UTC",
            was=None,
        ),
        "venue": SimpleNamespace(
            venue=Text("Plaza de Bolívar", "es"), address="Carrera 7 # 11-10, Bogotá", note=None, icon=None, was=None
        ),
    }


def _row(number: int) -> SimpleNamespace:
    time, zone, where, country, title = _ROWS[number]
    return SimpleNamespace(
        url="#", iso="2027-11-17T20:00:00Z", time=time, zone=zone, where=where, country=country, title=title, venue=None,
        distance="2 km" if number == 0 else None, tags=(("Rally", None), ("Step-free", "step-free")),
        state=(("Under way", "live"), ("Cancelled", "stop"), ("New place", "warn"), None)[number], off=number == 1,
    )  # fmt: skip


def _marks(radius: float) -> list[SimpleNamespace]:
    points = [MapPoint(*project(lon, lat), town) for town, lon, lat in _TOWNS]
    return [
        SimpleNamespace(
            x=group.x, y=group.y, count=len(group.keys), text=str(len(group.keys)), url="#", label=_label(group.keys)
        )
        for group in gather(points, radius)
    ]


def _label(towns: tuple[str, ...]) -> str:
    names = ", ".join(towns)
    return f"{len(towns)} events: {names}" if len(towns) > 1 else names
