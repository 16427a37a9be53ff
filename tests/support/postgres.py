"""A PostgreSQL cluster of the tests' own: made when first needed, shared by the workers, stopped at the end."""

import os
import pwd
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.support.run_folder import one_at_a_time, run_folder

_BINARIES = "usr/lib/postgresql"
#: What is lost in a crash doesn't matter to most tests. Those that kill servers ask for a durable cluster.
_FAST = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


@dataclass(frozen=True)
class Cluster:
    """A running server that listens on a Unix socket in its folder only."""

    folder: Path

    def url(self, database: str) -> str:
        """Return the SQLAlchemy URL of a database."""
        return f"postgresql+psycopg://organizer@/{quote(database)}?host={quote(str(self.folder))}"

    def psql_url(self, database: str = "postgres") -> str:
        """Return the libpq address of a database."""
        return f"host={self.folder} user=organizer dbname={database}"


def shared_cluster() -> Cluster:
    """Return the cluster of this run; the first worker that asks starts it."""
    folder = run_folder() / "postgres"
    with one_at_a_time("postgres"):
        if not (folder / "ready").exists():
            start_cluster(folder)
            (folder / "ready").touch()
    return Cluster(folder)


def start_cluster(folder: Path, *, durable: bool = False) -> Cluster:
    """Make and start a cluster in ``folder``. The path must stay short: a socket's may have 107 bytes."""
    folder.mkdir(mode=0o700)
    owner = _owner()
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    run_as_owner("initdb", "-D", data, "-U", "organizer", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    start(folder, durable=durable)
    return Cluster(folder)


def start(folder: Path, *, durable: bool = False) -> None:
    """Start (or start again) the server of a cluster that was made."""
    settings = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}", "-c", "max_connections=200"]
    options = " ".join([*settings, *(() if durable else _FAST)])
    run_as_owner("pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "-t", "60", "-o", options, "start")


def stop_cluster(folder: Path) -> None:
    """Stop the server at once; nobody needs its data again. Does nothing when it runs no longer."""
    if not is_running(folder):
        return
    try:
        run_as_owner("pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    except RuntimeError:
        if is_running(folder):
            raise


def kill(folder: Path) -> None:
    """End the server and everything it runs at once, in the middle of whatever they do."""
    number = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(number, signal.SIGSTOP)  # or it would start others meanwhile, which hold the memory that a new server needs
    children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    ours = [number, *map(int, children)]
    for one in ours:
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    while any(_is_there(one) for one in ours):
        time.sleep(0.01)
    # They name a process that nobody may ever have asked about, so that it still seems to be there.
    (folder / "data" / "postmaster.pid").unlink()
    (folder / ".s.PGSQL.5432.lock").unlink()


def _is_there(number: int) -> bool:
    """True for a process that has not ended; one whose end nobody has noticed is none."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def is_running(folder: Path) -> bool:
    """True when the process that the cluster's file names is its server.

    A server that was killed leaves the file behind, and its number may since have gone to another program.
    """
    data = folder / "data"
    try:
        number = int((data / "postmaster.pid").read_text().splitlines()[0])
        command = Path("/proc", str(number), "cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError, IndexError):
        return False
    return os.fsencode(data) in command


def run_as_owner(program: str, *arguments: object) -> None:
    """Run one of PostgreSQL's programs; they refuse to run as root, so then as the user ``postgres``."""
    owner = _owner()
    identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    command = [str(_binaries() / program), *map(str, arguments)]
    result = subprocess.run(
        command,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        **identity,
    )
    if result.returncode:
        raise RuntimeError(f"{program} failed: {result.stderr.strip()}")


def _owner() -> pwd.struct_passwd | None:
    return pwd.getpwnam("postgres") if os.geteuid() == 0 else None


def _binaries() -> Path:
    found = sorted(Path("/", _BINARIES).glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        pytest.fail("PostgreSQL is not installed; `make test` says how to get it")
    return found[-1]
