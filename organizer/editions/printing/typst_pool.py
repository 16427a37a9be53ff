"""A few limited workers that turn jobs into files. A job that breaks its limits ends its worker, nothing else."""

import json
import queue
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from organizer.foundation.core.errors import DomainError, TryAgainLater

from .fonts import FONTS
from .typst_process import Limits, TypstProcess, WorkerDied

PRINT_DATA = FONTS.parent / "print"
_KILLED = -9


class PrintFailed(DomainError):
    """The file could not be made; params: template, reason."""

    code = "print_failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One file to make: a template's name, the data contract as JSON, and the images it may show by name.

    ``stamp``: seconds since 1970, UTC, written into a PDF. ``source``: the folder of kit and templates; ``folder``: where this
    template lies, when not there.
    ``ppi``: dots to the inch of a PNG. ``files``: what else lies beside the images, copied from elsewhere.
    """

    template: str
    data: str
    output: str  # pdf or png
    stamp: int = 0
    standards: tuple[str, ...] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)
    source: Path = PRINT_DATA
    ppi: int = 72
    files: Mapping[str, Path] = field(default_factory=dict)
    most_pages: int = 400
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The file, how each fitted text came out: ``{"id", "size", "note", "min"}``, and how many pages it has."""

    body: bytes
    fit: tuple[dict[str, object], ...]
    pages: int = 1


class TypstPool:
    """Safe to use from many threads; at most ``size`` jobs run at a time, the others wait."""

    def __init__(self, size: int = 2, limits: Limits | None = None) -> None:
        """Start nothing yet: a worker starts with its first job."""
        self._limits = limits or Limits()
        self._seats: queue.LifoQueue[TypstProcess | None] = queue.LifoQueue()
        for _ in range(size):
            self._seats.put(None)

    def run(self, job: Job) -> Outcome:
        """Return the file. Raises PrintFailed, or TryAgainLater when all workers are busy for long."""
        with self._seat() as seat, _job_folder(job) as folder:
            header, body = _ask(seat, job, _request(job, folder))
        if error := header.get("error"):
            raise PrintFailed(template=job.template, reason=error)
        fit = header.get("fit")
        return Outcome(body, tuple(fit) if isinstance(fit, list) else (), int(str(header.get("pages", 1))))

    def pids(self) -> list[int]:
        """Return the process ids of the workers that wait for a job."""
        return [worker.pid for worker in list(self._seats.queue) if worker is not None]

    def close(self) -> None:
        """End all workers that wait for a job."""
        for _ in range(self._seats.qsize()):
            worker = self._seats.get_nowait()
            if worker is not None:
                worker.end()
            self._seats.put(None)

    @contextmanager
    def _seat(self) -> Iterator["_Seat"]:
        try:
            seat = _Seat(self._seats.get(timeout=self._limits.wall), self._limits)
        except queue.Empty:
            raise TryAgainLater(what="printing") from None
        try:
            yield seat
        finally:
            self._seats.put(seat.taken)


class _Seat:
    """A place in the pool, with or without a living worker on it."""

    def __init__(self, taken: TypstProcess | None, limits: Limits) -> None:
        self.taken = taken
        self._limits = limits

    def worker(self) -> TypstProcess:
        if self.taken is not None and not self.taken.is_fit():
            self.vacate()
        if self.taken is None:
            self.taken = TypstProcess(self._limits)
        return self.taken

    def vacate(self) -> int:
        worker, self.taken = self.taken, None
        return worker.end() if worker else 0


def _ask(seat: _Seat, job: Job, request: bytes) -> tuple[dict[str, object], bytes]:
    """Have a worker answer. One that somebody killed while it waited is replaced: the job is not to blame."""
    worker = seat.worker()
    has_worked = worker.jobs > 0
    try:
        return worker.ask(request)
    except WorkerDied:
        code = seat.vacate()
    if has_worked and code == _KILLED:
        try:
            return seat.worker().ask(request)
        except WorkerDied:
            code = seat.vacate()
    raise PrintFailed(template=job.template, reason=f"the worker ended with {code}")


@contextmanager
def _job_folder(job: Job) -> Iterator[Path]:
    """Make the folder that is all a template can see: the kit, one template, this job's data and images.

    The data is a file and no input of the engine's: with other inputs it would forget all that it has drawn before.
    """
    with tempfile.TemporaryDirectory(prefix="organizer-print-") as name:
        folder = Path(name)
        (folder / "kit").symlink_to(job.source.absolute() / "kit", target_is_directory=True)
        (folder / "templates").mkdir()
        (folder / "images").mkdir()
        (folder / "data.json").write_text(job.data, encoding="utf-8")
        shutil.copyfile((job.folder or job.source / "templates") / job.template, folder / "templates" / job.template)
        for image, content in job.images.items():
            (folder / "images" / image).write_bytes(content)
        for name_inside, path in job.files.items():
            shutil.copyfile(path, folder / "images" / name_inside)
        yield folder


def _request(job: Job, folder: Path) -> bytes:
    return json.dumps(
        {
            "root": str(folder),
            "template": f"templates/{job.template}",
            "format": job.output,
            "stamp": job.stamp,
            "standards": list(job.standards),
            "ppi": job.ppi,
            "most_pages": job.most_pages,
        }
    ).encode()
