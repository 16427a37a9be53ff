"""Every kind of mail as a picture, to look at: ``tools/mail-pictures.sh FOLDER``.

The HTML half of each mail in Chromium on a phone of 360 pixels, one sheet of pictures for each language, and beside
each its text half as ``.txt``.
"""

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from organizer.app import create_app
from organizer.config import Settings
from tests.support.browser import PHONE, chromium
from tests.support.every_mail import LANGUAGES, every_mail

_IN_A_ROW, _TALLEST = 6, 1400


def main(folder: str, scheme: str = "light") -> None:
    """Write the pictures into ``folder``."""
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as instance, chromium() as browser:
        app = create_app(Settings.for_testing(Path(instance)))
        page = browser.new_page(viewport={"width": PHONE, "height": 640}, color_scheme=scheme)
        page.route("**/*", lambda route: route.abort())
        for language in LANGUAGES:
            pictures = []
            for mail in every_mail(app, language):
                page.set_content(mail.rendered.html or "")
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > PHONE:
                    sys.stderr.write(f"{mail.kind} in {language} is {wide} pixels wide\n")
                pictures.append(Image.open(BytesIO(page.screenshot(full_page=True))))
                (out / f"{language}-{mail.kind}.txt").write_text(mail.rendered.text, encoding="utf-8")
            _sheet(pictures).save(out / f"{language}-{scheme}.png")


def _sheet(pictures: list[Image.Image]) -> Image.Image:
    rows = [pictures[start : start + _IN_A_ROW] for start in range(0, len(pictures), _IN_A_ROW)]
    heights = [min(max(one.height for one in row), _TALLEST) for row in rows]
    sheet = Image.new("RGB", (_IN_A_ROW * (PHONE + 16), sum(heights) + 16 * len(rows)), "#888888")
    top = 0
    for row, height in zip(rows, heights, strict=True):
        for column, picture in enumerate(row):
            sheet.paste(picture.crop((0, 0, PHONE, min(picture.height, _TALLEST))), (column * (PHONE + 16), top))
        top += height + 16
    return sheet


if __name__ == "__main__":
    main(*sys.argv[1:])
