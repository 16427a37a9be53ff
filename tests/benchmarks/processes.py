"""Other processes: what they have used, and servers that are started for a line. Linux."""

import os
import subprocess
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

_PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 2**20
_PATIENCE = 60


def cpu_seconds(pids: Iterable[int]) -> float:
    """Return the processor time of processes, as the kernel counts it (clock_getcpuclockid(3))."""
    return sum(time.clock_gettime((~pid << 3) | 2) for pid in pids)


def resident_mb(pids: Iterable[int]) -> float:
    """Return the memory that processes hold, in megabytes."""
    return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_MB for pid in pids)


def family(pid: int) -> list[int]:
    """Return a process and all of its children."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += family(int(child))
    return found


@contextmanager
def server(
    command: Sequence[str | Path], environment: Mapping[str, str], address: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a server, wait until ``address`` answers, and end it afterwards. Raises TimeoutError."""
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(address, process)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.01)
        else:
            return
    raise TimeoutError(f"{address} does not answer")
