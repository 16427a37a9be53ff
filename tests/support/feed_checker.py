"""The independent checker of calendar files, which lies beside the repository; it shares no line with ours."""

import subprocess
import sys

from tests.support.calendar_readers import second_parser, with_node_on_path
from tests.support.shared import shared_path


def assert_passes_checker(*targets: str, options: tuple[str, ...] = ()) -> None:
    """Fail with the checker's words when it finds anything, however small, in a file or behind an address.

    Two parsers read each target. ``options`` are the checker's own, such as ``("--profile", "event")``. Skips the test
    when the checker isn't there.
    """
    program = str(shared_path("ical/check_ics.py"))
    command = [sys.executable, program, "--strict", *second_parser(), *options, *targets]
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=with_node_on_path())
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-3000:]
