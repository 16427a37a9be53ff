"""The same record is the same file: in another process, zone, locale and hour."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine

from organizer.editions.printing.render import render_item
from tests.support.print_requests import demo_event, poster

ROOT = Path(__file__).resolve().parents[3]
_PROGRAM = """
import sys
from hashlib import sha256
from organizer.editions.printing.render import close_workers, render_item
from tests.support.print_requests import demo_event, poster, translations
with translations():
    for item in ("poster", "share"):
        sys.stdout.write(sha256(render_item(poster(demo_event(19), "ar", item=item)).body).hexdigest() + "\\n")
close_workers()
"""


def hashes() -> list[str]:
    requests = [poster(demo_event(19), "ar", item=item) for item in ("poster", "share")]
    return [sha256(render_item(request).body).hexdigest() for request in requests]


@pytest.mark.parametrize(
    ("zone", "locale", "seed"), [("Pacific/Apia", "C", "1"), ("America/Bogota", "tr_TR.UTF-8", "2")]
)
def test_another_process_in_another_place_makes_the_same_bytes(zone: str, locale: str, seed: str) -> None:
    env = {"PATH": os.environ["PATH"], "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
    found = subprocess.run(
        [sys.executable, "-c", _PROGRAM], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == hashes()


def test_the_clock_is_not_in_the_file() -> None:
    with time_machine.travel("2031-05-06T07:08:09Z", tick=True):
        later = hashes()
    assert later == hashes()
