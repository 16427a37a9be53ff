"""Colours, lines and logos."""

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField
from wtforms import ColorField, RadioField
from wtforms.fields.choices import SelectChoice

import organizer.foundation.uploads.words  # noqa: F401 - words what a picture is refused for
from organizer.designs.rules import ColoursTooClose, LogoTooNarrow, LogoTooSmall, check_extent
from organizer.foundation.uploads import CleanPicture, PictureRefused, clean_picture
from organizer.foundation.web.fields import LineField, needed, on_paper
from organizer.foundation.web.forms import PersonForm, WholeForm
from organizer.foundation.web.proving import prover
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.refusals import word_refusals

#: Pictures that are decoded, and drawn once by the engine.
_TRIALS = Budget("picture-trials", per_client="240 per hour", overall="2400 per hour")

word_refusals(
    {
        "not_a_colour": lazy_gettext("Write a colour as # and six digits or letters from a to f, such as #0b4a52."),
        "too_many_logos": lazy_gettext("There is room for %(most)s logos. Take one away first."),
        "logo_there_already": lazy_gettext("This picture is there already."),
        "logo_too_small": lazy_gettext(
            "This picture has %(width)s × %(height)s pixels. A logo takes at least %(long)s on its longer side and %(short)s on its shorter one; an SVG prints sharpest."
        ),
        "logo_too_narrow": lazy_gettext(
            "Logos stand in a row, so one can be up to %(wide)s times as wide as it is high, and up to %(high)s times as high as it is wide. Choose a more compact one, or cut its empty edges off."
        ),
    }
)


class LookForm(WholeForm):
    """Two colours, the line that signs, and who answers for what is printed."""

    primary = ColorField(lazy_gettext("Main colour"), [needed()])
    accent = ColorField(lazy_gettext("Second colour"), [needed()])
    signature = LineField(lazy_gettext("Signature"), 120, [on_paper()])
    imprint = LineField(lazy_gettext("Imprint"), 300, [on_paper()])

    def refuse_colours(self, refusal: ColoursTooClose) -> None:
        """Say beside the colour to change which pair fails, and by how much."""
        params = refusal.params
        words = {
            "words-on-primary": gettext("Words on the main colour could not be read well"),
            "words-on-accent": gettext("Words on the second colour could not be read well"),
            "accent-on-primary": gettext("The second colour does not stand out from the main one"),
        }[str(params["pair"])]
        measured = gettext(
            "contrast %(found)s to 1, it takes %(least)s to 1", found=params["found"], least=params["least"]
        )
        field = self[str(params["field"])]
        field.errors = [*field.errors, f"{words}: {measured}."]


class LogoForm(PersonForm):
    """One more logo."""

    file = FileField(
        lazy_gettext("Picture (SVG, PNG, JPEG or WebP)"),
        render_kw={"accept": ".svg,.png,.jpg,.jpeg,.webp,image/svg+xml,image/png,image/jpeg,image/webp"},
    )
    alt = LineField(lazy_gettext("What does it show?"), 120, [needed()])
    whose = RadioField(
        lazy_gettext("Whose is it?"),
        choices=[
            SelectChoice(value="own", label=lazy_gettext("The campaign’s own")),
            SelectChoice(value="partner", label=lazy_gettext("A partner’s")),
        ],
        default="own",
    )

    def picture(self) -> CleanPicture | None:
        """Return the picture that was sent, drawn anew; None with the reason beside the field."""
        return read_picture(self, "file", is_logo=True)


def read_picture(form: PersonForm, name: str, *, is_logo: bool = False) -> CleanPicture | None:
    """Return the picture of a form's file field, drawn anew; None with the reason beside it. The file's name is not read."""
    given = form[name].data
    body = given.read() if given else b""
    if not body:
        form[name].errors = [*form[name].errors, gettext("Choose a picture.")]
        return None
    try:
        return printable_picture(body, is_logo=is_logo)
    except (PictureRefused, LogoTooSmall, LogoTooNarrow) as refusal:
        form.refuse(refusal, name)
        return None


def printable_picture(file: bytes, *, is_logo: bool = False) -> CleanPicture:
    """Return the picture of a file, drawn anew, and drawn once as sheets will. Raises PictureRefused, LogoTooSmall, LogoTooNarrow."""
    picture = clean_picture(file)
    if is_logo:
        check_extent(picture.kind, picture.width, picture.height)
    spend(_TRIALS)
    prover().prove_picture(picture.kind, picture.body, picture.width / picture.height, is_logo=is_logo)
    return picture
