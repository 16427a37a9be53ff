"""Workers end at their limits, and the next job finds another."""

import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.item import Order
from organizer.editions.printing.papers import PICTURES
from organizer.editions.printing.render import render_item
from organizer.editions.printing.typst_pool import PRINT_DATA, Job, PrintFailed, TypstPool
from organizer.editions.printing.typst_process import Limits
from organizer.editions.printing.view import print_view
from organizer.foundation.core.errors import TryAgainLater
from organizer.record.types import EventRecord
from tests.support.print_reading import text_of
from tests.support.print_requests import campaign_in, demo_events, poster, translations

_GOOD = "= Fine"
_BOMBS = {
    "memory": "#let all = range(100000000)",
    "processor": "#for a in range(100000) { for b in range(100000) { } }",
    "endless": "#while true { }",
    "recursion": "#let f(x) = f(x + 1)\n#f(1)",
    "outside": '#read("/etc/passwd")',
    "above": '#read("../../../../etc/passwd")',
    "package": '#import "@preview/cetz:0.3.0"',
    "fetched": '#image("http://127.0.0.1:9/x.png")',
    "linked": '#image("/../../etc/hostname", format: "png")',
    "font": '#set text(font: "No Such Font")\nx',
}


@pytest.fixture
def pool() -> Iterator[TypstPool]:
    """One worker with tight limits."""
    found = TypstPool(1, Limits(cpu=1, wall=5))
    yield found
    found.close()


class MakeJob:
    """Makes jobs of templates that nobody would ship."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        shutil.copytree(PRINT_DATA / "kit", folder / "kit")
        (folder / "templates").mkdir()

    def __call__(self, source: str, **options: object) -> Job:
        fonts = "" if "font:" in source else '#set text(font: "Noto Sans")\n'
        (self._folder / "templates" / "x.typ").write_text(fonts + source, encoding="utf-8")
        return Job("x.typ", "{}", "pdf", source=self._folder, **options)  # type: ignore[arg-type]


@pytest.fixture
def job(tmp_path: Path) -> MakeJob:
    """A maker of jobs with a folder of its own."""
    return MakeJob(tmp_path)


@pytest.mark.parametrize("bomb", _BOMBS)
def test_a_template_that_breaks_out_fails_and_the_next_job_works(bomb: str, pool: TypstPool, job: MakeJob) -> None:
    with pytest.raises(PrintFailed) as refusal:
        pool.run(job(_BOMBS[bomb]))
    assert refusal.value.params["template"] == "x.typ"
    assert pool.run(job(_GOOD)).body.startswith(b"%PDF")


def test_a_job_past_the_clock_ends_its_worker(job: MakeJob) -> None:
    pool = TypstPool(1, Limits(cpu=60, wall=0.5))
    try:
        with pytest.raises(PrintFailed) as refusal:
            pool.run(job(_BOMBS["processor"]))
        assert "-9" in str(refusal.value.params["reason"])
    finally:
        pool.close()


def test_a_missing_glyph_fails_loudly(pool: TypstPool, job: MakeJob) -> None:
    with pytest.raises(PrintFailed):
        pool.run(job('#set document(title: "x")\n#set text(lang: "jv", fallback: false)\nꦗ', standards=("ua-1",)))


def test_a_job_sees_nothing_of_the_job_before(pool: TypstPool, job: MakeJob) -> None:
    said = '#let d = json("/data.json")\n#d.word'
    assert "one" in text_of(pool.run(replace(job(said), data='{"word": "one"}')).body)
    assert "two" in text_of(pool.run(replace(job(said), data='{"word": "two"}')).body)
    shown = '#image("/images/a.svg")'
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"
    assert pool.run(job(shown, images={"a.svg": drawing})).body
    with pytest.raises(PrintFailed):
        pool.run(job(shown))
    assert pool.pids(), "it was one worker all the time"


def test_a_killed_worker_is_replaced_without_anybody_noticing(pool: TypstPool, job: MakeJob) -> None:
    first = pool.run(job(_GOOD)).body
    (pid,) = pool.pids()
    os.kill(pid, signal.SIGKILL)
    assert pool.run(job(_GOOD)).body == first
    assert pool.pids() != [pid]


def test_a_worker_retires_after_its_jobs(job: MakeJob) -> None:
    pool = TypstPool(1, Limits(jobs=2))
    pids = []
    for _ in range(3):
        pool.run(job(_GOOD))
        pids += pool.pids()
    pool.close()
    assert pids[0] == pids[1] != pids[2]


def test_a_full_house_is_told_to_come_back(job: MakeJob) -> None:
    pool = TypstPool(0, Limits(wall=0.1))
    with pytest.raises(TryAgainLater):
        pool.run(job(_GOOD))


def test_no_folder_is_left_behind(
    pool: TypstPool, job: MakeJob, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("jobs")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    pool.run(job(_GOOD, images={"logo.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}))
    with pytest.raises(PrintFailed):
        pool.run(job(_BOMBS["memory"]))
    assert not list(folder.iterdir())


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="this system shows no process to others")
def test_a_worker_knows_nothing_of_our_environment_and_has_hard_limits(
    pool: TypstPool, job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORGANIZER_KEY_VAULT", "hush")
    pool.run(job(_GOOD))
    (pid,) = pool.pids()
    assert b"hush" not in Path(f"/proc/{pid}/environ").read_bytes()
    limits = Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
    assert "1500000000" in next(line for line in limits.splitlines() if line.startswith("Max address space"))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system shows no process to others")
def test_memory_stays_flat_over_many_jobs() -> None:
    pool = TypstPool(1)
    sheets = [(event, event.languages[0]) for event in demo_events()[:20]]
    contracts = [
        print_view(
            Order(ITEMS["share"], PICTURES["1080x1080"], "colour", language, campaign_in(language), event)
        ).to_json()
        for event, language in sheets
    ]
    sizes = [_memory_after(pool, Job("share.typ", contract, "png")) for contract in contracts * 2]
    pool.close()
    assert sizes[-1] - sizes[len(sheets) - 1] < 30_000, sizes


def _memory_after(pool: TypstPool, job: Job) -> int:
    """Return what the only worker holds after ``job``, in kilobytes."""
    pool.run(job)
    (pid,) = pool.pids()
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def test_threads_do_not_mix_up_their_events() -> None:
    events = [event for event in demo_events() if event.languages[0] in ("en", "es", "fr")][:16]

    def addresses(event: EventRecord) -> list[str]:
        with translations():
            return re.findall(r"act\.example\.org/e/(\w{6})", text_of(render_item(poster(event)).body))

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(addresses, events)) == [[event.code] for event in events]
