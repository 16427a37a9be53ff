"""A picture drawn once before it is kept, by the engine that will print it: whether it can be drawn in time, and seen."""

import json
from io import BytesIO

from PIL import Image

from organizer.foundation.uploads import PictureDamaged, PictureFaint, PictureShowsNothing, PictureTooSlow

from .artwork import in_grey
from .typst_pool import Job, PrintFailed, TypstPool
from .typst_process import Limits

TEMPLATE = "trial.typ"
#: Of one picture among up to eight logos on a sheet, which has ten seconds of processor. The clock is for busy machines.
_LIMITS = Limits(cpu=1, wall=40)
#: Longer sides in mm, at 96 dots to the inch: several times a logo on a sheet; artwork as previews show it.
_LOGO, _ARTWORK, _DOTS = 100, 200, 96
#: Greys from this one on are lost on white paper (1.6 to 1), and a mark smaller than this share is none.
_PALEST, _LEAST = 205, 0.004


def prove(kind: str, body: bytes, ratio: float, *, is_logo: bool) -> None:
    """Raise PictureTooSlow or PictureDamaged; of a logo also PictureShowsNothing or PictureFaint.

    Logos are looked at as copiers show them, on white: what cannot be told from paper there is no logo.
    """
    name = f"picture.{kind}"
    pool = TypstPool(1, _LIMITS)
    try:
        longer = _LOGO if is_logo else _ARTWORK
        pool.run(_job(name, body, ratio, "pdf", longer))
        drawn = pool.run(_job(name, in_grey(name, body) if is_logo else body, ratio, "png", longer)).body
    except PrintFailed as failure:
        ended = str(failure.params["reason"]).startswith("the worker ended")
        raise PictureTooSlow if ended else PictureDamaged from failure
    finally:
        pool.close()
    if is_logo:
        _look_at(drawn)


def _job(name: str, body: bytes, ratio: float, output: str, longer: int) -> Job:
    data = {"name": name, "width": longer * min(1.0, ratio), "height": longer * min(1.0, 1 / ratio)}
    return Job(TEMPLATE, json.dumps(data), output, images={name: body}, ppi=_DOTS)


def _look_at(drawn: bytes) -> None:
    with Image.open(BytesIO(drawn)) as picture:
        tones = picture.convert("L").histogram()
    if sum(tones[:250]) == 0:
        raise PictureShowsNothing
    if sum(tones[: _PALEST + 1]) < _LEAST * sum(tones):
        raise PictureFaint
