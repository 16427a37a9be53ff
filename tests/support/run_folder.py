"""One folder for a whole test run, shared by its worker processes; servers started for the run live in it."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_VARIABLE = "ORGANIZER_TEST_RUN"
_PREFIX = "organizer-tests-"


def make_run_folder() -> Path:
    """Make the folder (in the controlling process) and tell the workers, which inherit the environment."""
    # Others may pass through: PostgreSQL runs as another user when the tests run as root.
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    folder.chmod(0o711)
    (folder / "pid").write_text(str(os.getpid()), encoding="ascii")
    os.environ[_VARIABLE] = str(folder)
    return folder


def has_run_folder() -> bool:
    """True once this run has its folder."""
    return _VARIABLE in os.environ


def run_folder() -> Path:
    """Return the folder of this run."""
    return Path(os.environ[_VARIABLE])


def remove(folder: Path) -> None:
    """Take a run's folder away."""
    shutil.rmtree(folder, ignore_errors=True)


def orphaned_run_folders() -> list[Path]:
    """Return our folders of runs whose controlling process is gone: it was killed before it could tidy up."""
    folders = Path(tempfile.gettempdir()).glob(f"{_PREFIX}*")
    return [folder for folder in folders if _is_ours(folder) and not _is_alive(folder)]


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Hold back the other workers of this run that ask for the same name."""
    with (run_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_ours(folder: Path) -> bool:
    try:
        return folder.stat().st_uid == os.geteuid()
    except OSError:  # another run has just tidied it up
        return False


def _is_alive(folder: Path) -> bool:
    try:
        os.kill(int((folder / "pid").read_text(encoding="ascii")), 0)
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return True
