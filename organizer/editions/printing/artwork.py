"""Uploaded pictures as a job gets them: by file name, in greys where the sheet is for photocopiers."""

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO

from PIL import Image

from organizer.foundation.uploads.drawing import greyed

from .item import BLACK_AND_WHITE


def job_images(names: tuple[str, ...], pictures: Mapping[str, bytes], mode: str) -> Mapping[str, bytes]:
    """Return pictures by file name (``<hash>.<kind>``) for a sheet in ``mode``."""
    bodies = {name: pictures[name.partition(".")[0]] for name in names}
    if mode != BLACK_AND_WHITE:
        return bodies
    return {name: in_grey(name, body) for name, body in bodies.items()}


@lru_cache(maxsize=64)
def in_grey(name: str, body: bytes) -> bytes:
    """Return a picture in greys, of its own kind."""
    if name.endswith(".svg"):
        return greyed(body)
    out = BytesIO()
    with Image.open(BytesIO(body)) as picture:
        picture.convert("LA" if picture.has_transparency_data else "L").save(
            out, "JPEG" if name.endswith(".jpeg") else "PNG"
        )
    return out.getvalue()
