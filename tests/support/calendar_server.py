"""Radicale, a calendar server, and vdirsyncer, which carries calendars from one place to another: both run for real."""

import os
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.support.ports import free_port

_BIN = Path(sys.executable).parent
_CONFIG = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[storage]
filesystem_folder = {folder}/collections
[web]
type = none
"""
_SYNC = """
[general]
status_path = "{folder}/status"
[pair carried]
a = "feed"
b = "copy"
collections = null
conflict_resolution = "a wins"
partial_sync = "ignore"
[storage feed]
type = "http"
url = "{feed}"
[storage copy]
{copy}
"""
_SECONDS = 20


@dataclass(frozen=True)
class Radicale:
    """A running server with one empty account."""

    port: int

    def ask(
        self, method: str, path: str, body: bytes = b"", content_type: str = "text/calendar; charset=utf-8"
    ) -> tuple[int, bytes]:
        """Return status and body of a request of the account "ana"."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS)
        login = b64encode(b"ana:ana").decode()
        try:
            headers = {"Authorization": f"Basic {login}", "Content-Type": content_type, "Depth": "1"}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def url(self, path: str) -> str:
        """Return the full address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def radicale(folder: Path) -> Iterator[Radicale]:
    """Run Radicale with its data in ``folder`` until the block ends."""
    server = Radicale(free_port())
    config = folder / "radicale.ini"
    config.write_text(_CONFIG.format(port=server.port, folder=folder), encoding="utf-8")
    with (folder / "radicale.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", str(config)], stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(server, process, folder / "radicale.log")
            yield server
        finally:
            process.terminate()
            process.wait(timeout=_SECONDS)


def _wait_for(server: Radicale, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _SECONDS
    while True:
        try:
            server.ask("OPTIONS", "/")
        except OSError:
            is_over = process.poll() is not None or time.monotonic() > deadline
            assert not is_over, log.read_text(encoding="utf-8")
            time.sleep(0.05)
        else:
            return


class Carrier:
    """vdirsyncer between a feed and a copy of it; ``copy`` is the storage that is written, as its configuration says it."""

    def __init__(self, folder: Path, feed: str, copy: str) -> None:
        """``folder`` is the carrier's own."""
        folder.mkdir(parents=True)
        self._config = folder / "config"
        self._config.write_text(_SYNC.format(folder=folder, feed=feed, copy=copy), encoding="utf-8")
        self._run("discover")

    def sync(self) -> str:
        """Carry over what changed; return what the program says. Fails when it does."""
        return self._run("sync")

    def _run(self, command: str) -> str:
        result = subprocess.run(
            [str(_BIN / "vdirsyncer"), "--config", str(self._config), command],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=60,
            env={**os.environ, "NO_PROXY": "*"},
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout + result.stderr
