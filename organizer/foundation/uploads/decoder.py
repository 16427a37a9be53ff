"""The program that decodes one picture: a file on standard input; one line of JSON and the new picture on standard output.

It runs by its path in a process of its own, imports nothing of ours and writes no file. Arguments: what the file begins
like (png, jpeg, webp), the most pixels.
"""

import json
import sys
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

if sys.platform != "win32":
    import resource

_MEMORY, _SECONDS = 1_200_000_000, 10
#: The longest side that is kept: A3 at 220 dots to the inch.
_LONGEST = 3600
#: A picture that comes out heavier is packed harder, or made smaller.
_HEAVIEST = 3_000_000


class Refused(Exception):
    """It is no picture that we take."""


def main() -> None:
    """Decode, draw anew, send. Decoders raise everything there is: whatever it was, this process fails, and there is no picture."""
    _limit()
    try:
        head, body = _clean(sys.stdin.buffer.read(), sys.argv[1], int(sys.argv[2]))
    except Refused as reason:
        head, body = {"refused": str(reason)}, b""
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)


def _clean(file: bytes, kind: str, most: int) -> tuple[dict[str, object], bytes]:
    Image.MAX_IMAGE_PIXELS = None  # our own limit stands in the next lines, before anything is decoded
    with Image.open(BytesIO(file), formats=[kind.upper()]) as found:
        if found.width * found.height > most or min(found.size) < 1:
            raise Refused("large")
        # Telephones keep a second frame in a JPEG (MPO); what is seen is the first.
        if kind != "jpeg" and getattr(found, "n_frames", 1) > 1:
            raise Refused("moves")
        found.load()
        picture = _in_srgb(ImageOps.exif_transpose(found))
    picture.thumbnail((_LONGEST, _LONGEST), Image.Resampling.LANCZOS)
    # Pixels and nothing else: what decoders keep beside them stays behind.
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    return _packed(bare, is_photo=kind == "jpeg")


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Return the picture in RGB, or RGBA where something shines through, in the colours of screens."""
    alpha = picture.convert("RGBA").getchannel("A") if picture.has_transparency_data else None
    if alpha is not None and alpha.getextrema() == (255, 255):
        alpha = None
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in ("P", "PA", "LA", "1", "RGBA"):
        picture = picture.convert("RGBA").convert("RGB") if picture.mode != "LA" else picture.convert("L")
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        picture = _by_profile(picture, profile)
    picture = picture.convert("RGB")
    if alpha is not None:
        picture.putalpha(alpha)
    return picture


def _by_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        converted = ImageCms.profileToProfile(
            picture, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile of something else: the numbers are taken as they are
        return picture
    return converted or picture


def _packed(picture: Image.Image, *, is_photo: bool) -> tuple[dict[str, object], bytes]:
    while True:
        kind, body = ("jpeg", _jpeg(picture)) if is_photo and picture.mode == "RGB" else ("png", _png(picture))
        if len(body) <= _HEAVIEST:
            return {"kind": kind, "width": picture.width, "height": picture.height}, body
        if kind == "png" and picture.mode == "RGB":
            is_photo = True
            continue
        picture = picture.resize((max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4)))


def _jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=88, subsampling=0, optimize=True)
    return out.getvalue()


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _limit() -> None:
    if sys.platform == "win32":
        return
    for kind, value in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # the picture goes through the pipe: no file is ever written
        (resource.RLIMIT_NOFILE, 64),
    ):
        hard = resource.getrlimit(kind)[1]
        wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(kind, (wanted, wanted))
        except (ValueError, OSError):  # macOS knows no limit of address space
            continue


if __name__ == "__main__":
    main()
