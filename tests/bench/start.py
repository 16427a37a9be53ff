"""B13: from the command to the first answer."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

from tests.bench.figures import Bound, Figure
from tests.support.ports import free_port

_COMMAND = Path(sys.executable).with_name("organizer")


def starting() -> Iterator[Figure]:
    """Start the embedded server on a migrated database and ask until it answers."""
    with tempfile.TemporaryDirectory(prefix="organizer-bench-") as folder:
        environment = {**os.environ, "ORGANIZER_INSTANCE": folder, "PORT": str(free_port())}
        subprocess.run([_COMMAND, "db", "upgrade"], env=environment, check=True, capture_output=True)
        start = time.perf_counter()
        server = subprocess.Popen([_COMMAND, "run"], env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait(f"http://127.0.0.1:{environment['PORT']}/healthz")
            yield Bound("B13", "`organizer run` to first answer", time.perf_counter() - start, "s", 2)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait(address: str) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.01)
        else:
            return
    raise AssertionError(f"{address} did not answer within 30 seconds")
