"""The same record is the same file: in another process, zone, locale and hour."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine

from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.everything import bundle
from organizer.editions.printing.render import render_item
from tests.support.print_matrix import sample
from tests.support.print_requests import campaign_in, demo_event, poster

ROOT = Path(__file__).resolve().parents[3]
WHOLE = "ORGANIZER_WHOLE_MATRIX"
_PROGRAM = """
import sys
from organizer.editions.printing.render import close_workers
from tests.integration.printing.test_determinism import hashes
from tests.support.print_requests import translations
with translations():
    sys.stdout.write("\\n".join(hashes()))
close_workers()
"""


def hashes() -> list[str]:
    """Return the hash of each item, and of all in one file; of each size, ink and language in the whole matrix."""
    event, campaign = demo_event(19), campaign_in("ar")
    files = [render_item(poster(event, "ar", item=item)) for item in ITEMS]
    if os.environ.get(WHOLE):
        files += [render_item(cell.request()) for cell in sample()]
    bodies = [*(file.body for file in files), bundle(files, campaign, event)]
    return [sha256(body).hexdigest() for body in bodies]


@pytest.mark.parametrize(
    ("zone", "locale", "seed"), [("Pacific/Apia", "C", "1"), ("America/Bogota", "tr_TR.UTF-8", "2")]
)
def test_another_process_in_another_place_makes_the_same_bytes(zone: str, locale: str, seed: str) -> None:
    whole = {WHOLE: os.environ[WHOLE]} if os.environ.get(WHOLE) else {}
    env = {**whole, "PATH": os.environ["PATH"], "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
    found = subprocess.run(
        [sys.executable, "-c", _PROGRAM], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == hashes()


def test_the_clock_is_not_in_the_file() -> None:
    with time_machine.travel("2031-05-06T07:08:09Z", tick=True):
        later = hashes()
    assert later == hashes()
