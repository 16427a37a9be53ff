"""Whether a design holds what it promises: drawn with four samples, and its letters measured against its artwork."""

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from flask_babel import force_locale, gettext
from PIL import Image

from organizer.designs.rules.slots import PAPER_SIZES, Box, Spec
from organizer.foundation.core.colour import contrast
from organizer.foundation.core.languages import interface_language
from organizer.record.loader import load_campaign
from organizer.record.looks import load_draft, load_pictures
from organizer.record.projector import Reader
from organizer.record.shelf import shelf
from organizer.record.types import Audience

from .fitting import fit_sentences
from .item import COLOUR
from .names import sheet_names
from .palette import WHITE, palette
from .render import PrintRequest, render_preview, render_report
from .samples import SAMPLES, sample_event
from .trial import prove

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: WCAG 2.2, 1.4.3: words, and large ones (18 points and more).
_WORDS, _LARGE, _LARGE_FROM = 4.5, 3.0, 18
#: The share of a box whose ground may be too near to its letters.
_STRAY = 0.05
_BAD = ("overflow", "too-small")


def draft_request(
    session: "Session", slug: str, code: str, sample: str, sheet: str, mode: str = COLOUR
) -> PrintRequest:
    """Return a sample in a design as it is worked on. Raises NotFound."""
    language = SAMPLES[sample].language
    campaign = load_campaign(session, slug=slug, reader=Reader((language,), shelf().base_url, Audience.HOST))
    spec = load_draft(session, campaign_id=campaign.id, code=code)
    digests = (*(logo.digest for logo in campaign.logos), *((spec.digest,) if spec.digest else ()))
    pictures = load_pictures(session, campaign_id=campaign.id, digests=digests)
    return PrintRequest(
        "own", campaign, sample_event(campaign, sample), language, sheet, mode, design=spec, pictures=pictures
    )


class DesignProver:
    """Draws, reads the report of fits, and measures contrast."""

    def faults_of_design(self, session: "Session", *, campaign_id: UUID, slug: str, code: str) -> list[str]:
        """Return what keeps a design from being published, in sentences. Raises NotFound."""
        spec = load_draft(session, campaign_id=campaign_id, code=code)
        smallest = min(spec.papers, key=spec.scale_on)
        found: list[str] = []
        for name in SAMPLES:
            wanted = draft_request(session, slug, code, name, smallest)
            with force_locale(interface_language([wanted.language])):
                report = render_report(wanted)
            bad = [row for row in report if row["note"] in _BAD]
            found += [f"{sample_names()[name]}: {words}" for words in fit_sentences(bad, sheet_names()[smallest])]
        return [*found, *_contrast_faults(spec, draft_request(session, slug, code, "en", smallest))]

    def prove_picture(self, kind: str, body: bytes, ratio: float, *, is_logo: bool) -> None:
        """Draw a picture once, within limits. Raises PictureRefused."""
        prove(kind, body, ratio, is_logo=is_logo)


def sample_names() -> dict[str, str]:
    """Return the samples by name."""
    return {
        "en": gettext("English"),
        "ar": gettext("Arabic"),
        "zh": gettext("Chinese"),
        "long": gettext("A title of 120 characters"),
    }


def _contrast_faults(spec: Spec, wanted: PrintRequest) -> list[str]:
    ground = _artwork(spec, wanted)
    inks = palette(wanted.campaign.theme)
    faults = []
    for number, box in enumerate(spec.boxes, 1):
        if box.field in ("qr", "logos"):
            continue
        least = _LARGE if box.min >= _LARGE_FROM else _WORDS
        if _stray(spec, box, ground, inks, least) > _STRAY:
            faults.append(
                gettext(
                    "Box %(number)s: its letters do not stand out from what is behind them; it takes a contrast of %(least)s to 1. Choose another colour, or fill the box.",
                    number=number,
                    least=least,
                )
            )
    return faults


def _artwork(spec: Spec, wanted: PrintRequest) -> Image.Image | None:
    """Return the artwork alone, small, as it is printed."""
    if not spec.art:
        return None
    bare = PrintRequest(
        wanted.item, replace(wanted.campaign, imprint=None), wanted.event, wanted.language, wanted.sheet, COLOUR,
        design=replace(spec, boxes=()), pictures=wanted.pictures,
    )  # fmt: skip
    with Image.open(BytesIO(render_preview(bare))) as drawn:
        return drawn.convert("RGB")


def _stray(spec: Spec, box: Box, ground: Image.Image | None, inks: dict[str, str], least: float) -> float:
    """Return the share of the box's ground that its letters do not stand out from, in either direction of reading."""
    letters = inks[box.colour]
    if box.fill != "none" or ground is None:
        return float(contrast(letters, inks[box.fill] if box.fill != "none" else WHITE) < least)
    starts = {box.x} if box.pinned or spec.mirror else {box.x, spec.width - box.x - box.w}
    return max(_share(spec, box, start, ground, letters, least) for start in starts)


def _share(spec: Spec, box: Box, start: float, ground: Image.Image, letters: str, least: float) -> float:
    paper = min(spec.papers, key=spec.scale_on)
    width, height = PAPER_SIZES[paper]
    scale, dots = spec.scale_on(paper), ground.width / width
    left, top = (width - spec.width * scale) / 2 + start * scale, (height - spec.height * scale) / 2 + box.y * scale
    edges = (left, top, left + box.w * scale, top + box.h * scale)
    part = ground.crop(tuple(round(edge * dots) for edge in edges))  # type: ignore[arg-type]  # four of them
    colours = part.resize((max(1, part.width // 3), max(1, part.height // 3))).getcolors(1_000_000) or []
    total = sum(count for count, _ in colours)
    weak = sum(count for count, rgb in colours if contrast(letters, "#{:02x}{:02x}{:02x}".format(*rgb)) < least)  # type: ignore[misc]  # RGB
    return weak / max(1, total)
