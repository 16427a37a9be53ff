"""One worker process: how it is started, asked and ended, and what it may use."""

import json
import os
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from .fonts import FONTS

_PROGRAM = Path(__file__).with_name("typst_worker.py")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use: bytes of address space, seconds of processor, seconds by the wall clock."""

    memory: int = 1_500_000_000
    cpu: int = 10
    wall: float = 20
    #: Jobs after which a worker is replaced, so that no cache grows for ever.
    jobs: int = 300


class WorkerDied(Exception):
    """The process ended instead of answering."""


class TypstProcess:
    """A worker and its pipes; for one thread at a time."""

    def __init__(self, limits: Limits) -> None:
        """Start the process."""
        self._limits = limits
        self.jobs = 0
        self._process = subprocess.Popen(  # noqa: S603 - our own program, fixed arguments
            [sys.executable, "-s", "-P", str(_PROGRAM), str(FONTS), str(limits.memory), str(limits.cpu)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Nothing of the parent's environment: it may hold keys.
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONPATH": str(_folder_of_typst())},
            cwd=FONTS.anchor,
        )

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def is_fit(self) -> bool:
        """Tell whether the process runs and has not served its number of jobs."""
        return self._process.poll() is None and self.jobs < self._limits.jobs

    def ask(self, request: bytes) -> tuple[dict[str, object], bytes]:
        """Return header and file. Raises WorkerDied, also when the wall clock ran out and the process was ended."""
        self.jobs += 1
        alarm = threading.Timer(self._limits.wall, self._process.kill)
        alarm.daemon = True
        alarm.start()
        try:
            sink, source = self._pipes()
            sink.write(struct.pack(">I", len(request)) + request)
            sink.flush()
            header = json.loads(_exactly(source, struct.unpack(">I", _exactly(source, 4))[0]))
            return header, _exactly(source, struct.unpack(">Q", _exactly(source, 8))[0])
        except (BrokenPipeError, ConnectionResetError) as error:
            raise WorkerDied from error
        finally:
            alarm.cancel()

    def end(self) -> int:
        """End the process if it runs still and return its exit code (negative: the signal)."""
        self._process.kill()
        code = self._process.wait()
        for pipe in self._pipes():
            try:
                pipe.close()
            except BrokenPipeError:
                continue
        return code

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout


def _exactly(source: IO[bytes], length: int) -> bytes:
    found = source.read(length)
    if len(found) < length:
        raise WorkerDied
    return found


def _folder_of_typst() -> Path:
    """Return the folder that holds the engine, without importing it here."""
    spec = find_spec("typst")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parents[1]
