"""Pictures to send, made fit for messengers: no transparency, no metadata, below their limit of weight."""

from io import BytesIO

from PIL import Image

#: WhatsApp shows no preview of a heavier picture.
HEAVIEST = 300_000


def light_png(png: bytes) -> bytes:
    """Return the PNG without alpha, with fewer colours if it would weigh ``HEAVIEST`` bytes or more."""
    with Image.open(BytesIO(png)) as drawn:
        opaque = drawn.convert("RGB")
    body = _saved(opaque)
    if len(body) < HEAVIEST:
        return body
    few = opaque.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return _saved(few)


def _saved(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue()
