"""``organizer run`` as a process of its own, that can be killed and started again."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

#: Of a machine that does much else, with people who ask all the while.
_STARTS_WITHIN, _ANSWERS_WITHIN = 120.0, 10.0


@dataclass
class OrganizerProcess:
    """Server and worker in one process on ``port``; mails go to the SMTP server on ``mail_port``."""

    instance: Path
    database_url: str
    port: int
    mail_port: int
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def base_url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = {
            "ORGANIZER_INSTANCE": str(self.instance),
            "ORGANIZER_DATABASE_URL": self.database_url,
            "ORGANIZER_BASE_URL": self.base_url,
            "ORGANIZER_SMTP_HOST": "127.0.0.1",
            "ORGANIZER_SMTP_PORT": str(self.mail_port),
            "ORGANIZER_SMTP_SECURITY": "none",
            "ORGANIZER_MAIL_FROM": "noreply@example.org",
            "ORGANIZER_QUIET_RATE": "0",  # tests send forms faster than people
        }
        command = [str(Path(sys.executable).with_name("organizer")), "run", "--port", str(self.port)]
        with (self.instance / "run.log").open("ab") as log:
            self._process = subprocess.Popen(command, env={**os.environ, **settings}, stdout=log, stderr=log)
        self._wait_until_it_answers()

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """Ask it to end, and wait."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=30)

    def _wait_until_it_answers(self) -> None:
        assert self._process is not None
        until = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < until:
            assert self._process.poll() is None, (self.instance / "run.log").read_text(errors="replace")[-2000:]
            try:
                with urllib.request.urlopen(f"{self.base_url}/healthz", timeout=_ANSWERS_WITHIN) as answer:
                    assert answer.status == 200
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise AssertionError("organizer did not answer in time")
