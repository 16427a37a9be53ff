"""Pictures that people upload: only what they show is kept, whatever else their file holds."""

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from organizer.foundation.uploads import clean_picture
from organizer.foundation.uploads.picture import MOST_BYTES
from organizer.foundation.uploads.refusals import (
    PictureDamaged,
    PictureHidesMore,
    PictureMoves,
    PictureRefused,
    PictureTooHeavy,
    PictureTooLarge,
)


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def opened(body: bytes) -> Image.Image:
    return Image.open(BytesIO(body))


RED = Image.new("RGB", (30, 20), "#c8102e")


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def photo_of_a_home() -> bytes:
    """A JPEG as telephones write it: lying on its side, with the place, a note, a preview and XMP."""
    picture = Image.new("RGB", (40, 20), "white")
    picture.paste("#0000ff", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right
    exif[0x010E] = "SECRET NOTE"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 30.0)
    body = saved(picture, "JPEG", exif=exif, comment=b"SECRET COMMENT", xmp=b"<x:xmpmeta>SECRET XMP</x:xmpmeta>")
    return body + b"SECRET TAIL"


def test_nothing_but_pixels_of_a_photo_is_kept_and_it_stands_upright() -> None:
    found = clean_picture(photo_of_a_home())
    assert (found.kind, found.width, found.height) == ("jpeg", 20, 40)
    assert b"SECRET" not in found.body
    assert b"Exif" not in found.body
    picture = opened(found.body)
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    top, bottom = picture.getpixel((10, 8)), picture.getpixel((10, 32))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[2] > 200
    assert top[0] < 60
    assert min(bottom) > 200


def test_texts_and_profiles_of_a_png_are_gone() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "SECRET")
    notes.add_itxt("XML:com.adobe.xmp", "SECRET", zip=True)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    found = clean_picture(saved(RED, "PNG", pnginfo=notes, icc_profile=profile, exif=b"Exif\0\0II*\0\x08\0\0\0\0\0"))
    assert opened(found.body).info == {}
    kinds = [found.body[at - 4 : at] for at in range(12, len(found.body)) if found.body[at - 4 : at].isalpha()]
    assert not {b"tEXt", b"iTXt", b"zTXt", b"iCCP", b"eXIf", b"pHYs"} & set(kinds)
    assert opened(found.body).getpixel((3, 3)) == (0xC8, 0x10, 0x2E)


def test_colours_of_another_profile_become_those_of_screens() -> None:
    """Half-bright by a linear profile is much brighter on a screen."""
    lab = ImageCms.createProfile("LAB")
    assert lab is not None
    grey = Image.new("RGB", (4, 4), (128, 128, 128))
    xyz = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    assert clean_picture(saved(grey, "PNG", icc_profile=xyz)).width == 4  # no profile of RGB: taken as it is
    cmyk = saved(Image.new("CMYK", (4, 4), (0, 255, 255, 0)), "JPEG")
    colour = opened(clean_picture(cmyk).body).getpixel((1, 1))
    assert isinstance(colour, tuple)
    assert len(colour) == 3
    assert colour[0] > 180
    assert max(colour[1:]) < 90


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_what_shines_through_goes_on_shining_through(form: str) -> None:
    picture = Image.new("RGBA", (8, 8), (200, 16, 46, 128))
    found = clean_picture(saved(picture, form, **({"lossless": True} if form == "WEBP" else {})))
    assert found.kind == "png"
    assert opened(found.body).getpixel((4, 4)) == (200, 16, 46, 128)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16"])
def test_every_kind_of_pixels_is_taken(mode: str) -> None:
    grey = Image.new("L", (8, 8), 200)
    picture = (
        Image.frombytes("I;16", (8, 8), struct.pack("<H", 200 * 257) * 64) if mode == "I;16" else grey.convert(mode)
    )
    colour = opened(clean_picture(saved(picture, "PNG")).body).convert("RGB").getpixel((4, 4))
    assert isinstance(colour, tuple)
    assert all(abs(part - (255 if mode == "1" else 200)) <= 1 for part in colour)


def test_the_same_pixels_are_the_same_file_whoever_took_them() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "SECRET")
    assert clean_picture(saved(RED, "PNG")).digest == clean_picture(saved(RED, "PNG", pnginfo=notes)).digest


def bomb() -> bytes:
    """A PNG of 50,000 by 50,000 pixels in a few kilobytes."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1_000_000))) + chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A small PNG with a text of 200 MB, squeezed."""
    deflate = zlib.compressobj(9)
    squeezed = b"".join(deflate.compress(bytes(1_000_000)) for _ in range(200)) + deflate.flush()
    body = saved(RED, "PNG")
    return body[:33] + chunk(b"zTXt", b"Comment\0\0" + squeezed) + body[33:]


def with_zip(body: bytes) -> bytes:
    out = BytesIO(body)
    with ZipFile(out, "a") as archive:
        archive.writestr("program.class", "x")
    return out.getvalue()


def moving(form: str) -> bytes:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    return saved(frames[0], form, save_all=True, append_images=frames[1:])


@pytest.mark.parametrize(
    ("file", "refusal"),
    [
        (bomb(), PictureTooLarge),
        (text_bomb(), PictureDamaged),
        (b"\x89PNG\r\n\x1a\n" + bytes(MOST_BYTES), PictureTooHeavy),
        (saved(RED, "GIF"), PictureRefused),
        (saved(RED, "TIFF"), PictureRefused),
        (saved(RED, "BMP"), PictureRefused),
        (b"%PDF-1.7\n", PictureRefused),
        (b"", PictureRefused),
        (b"<!DOCTYPE html><html><script>alert(1)</script>", PictureRefused),
        (moving("PNG"), PictureMoves),
        (moving("WEBP"), PictureMoves),
        (saved(RED, "PNG") + b"<html><SCRIPT>alert(1)</script></html>", PictureHidesMore),
        (saved(RED, "JPEG", comment=b"<script>alert(1)</script>"), PictureHidesMore),
        (saved(RED, "JPEG", comment=b"<?php system($_GET[0]); ?>"), PictureHidesMore),
        (saved(RED, "PNG") + b"%PDF-1.7", PictureHidesMore),
        (with_zip(saved(RED, "PNG")), PictureHidesMore),
        (saved(RED, "PNG")[:60], PictureDamaged),
        (b"\xff\xd8\xff\xe0" + bytes(200), PictureDamaged),
        (b"RIFF\x10\0\0\0WEBPVP8 " + bytes(20), PictureDamaged),
        (b"\x89PNG\r\n\x1a\n" + saved(RED, "GIF"), PictureDamaged),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value.__name__,
)  # fmt: skip
def test_what_is_no_picture_or_more_than_one_is_refused(file: bytes, refusal: type[PictureRefused]) -> None:
    with pytest.raises(PictureRefused) as refused:
        clean_picture(file)
    assert type(refused.value) is refusal


def test_a_large_photo_is_made_as_large_as_paper_needs() -> None:
    found = clean_picture(saved(Image.new("RGB", (5000, 1000), "#123456"), "JPEG"))
    assert (found.width, found.height) == (3600, 720)


def test_a_noisy_png_is_packed_until_it_is_light() -> None:
    noise = Image.effect_noise((1400, 1400), 200).convert("RGB")
    found = clean_picture(saved(noise, "PNG"))
    assert len(found.body) <= 3_000_000
