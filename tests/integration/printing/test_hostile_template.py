"""A template that hangs or eats memory, from the page to the worker: a clear sentence, and the site answers meanwhile."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from flask import Flask

from organizer.editions.printing import render
from organizer.editions.printing.typst_pool import PRINT_DATA, Job, Outcome, TypstPool
from organizer.editions.printing.typst_process import Limits, TypstProcess
from organizer.exchange.rules.packs import PackWish
from organizer.foundation.db import Database
from tests.support.pack_office import Office, open_office

pytestmark = pytest.mark.engines("sqlite")

_HANGS = "#for a in range(100000) { for b in range(100000) { } }"
_EATS = "#let all = range(100000000)"
_READS = '#read("/etc/passwd")'
_CLIMBS = '#image("../../../../etc/hostname", format: "png")'
_IMPORTS = '#import "@local/outside:0.1.0"'  # the language has no words to write with; a package is the nearest thing
_FETCHES = '#image("http://127.0.0.1:9/picture.png")'
_HARMS = {"hangs": _HANGS, "eats": _EATS, "reads": _READS, "climbs": _CLIMBS, "imports": _IMPORTS, "fetches": _FETCHES}
_SENTENCE = "The sheet could not be drawn. Try another size or language."


class SpoiledPool(TypstPool):
    """Tight limits, and one template of somebody who means harm."""

    def __init__(self, folder: Path, template: str, source: str) -> None:
        super().__init__(2, Limits(cpu=60, wall=1.5))
        self._folder, self._template = folder, template
        shutil.copytree(PRINT_DATA, folder)
        (folder / "templates" / template).write_text(source, encoding="utf-8")

    def run(self, job: Job) -> Outcome:
        return super().run(replace(job, source=self._folder) if job.template == self._template else job)


@pytest.fixture
def office(app: Flask, app_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr("organizer.jobs._PACKING_SECONDS", 3600)
    return open_office(app, app_database, tmp_path)


@pytest.fixture
def spoil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Put a hostile template in the place of ours."""
    pools = []

    def put(template: str, source: str) -> None:
        pools.append(SpoiledPool(tmp_path / "print-data", template, source))
        monkeypatch.setattr(render, "_pool", lambda: pools[-1])

    yield put
    for pool in pools:
        pool.close()


@pytest.mark.parametrize("source", _HARMS.values(), ids=_HARMS)
def test_the_host_hears_a_sentence_and_the_site_answers_meanwhile(office: Office, spoil: object, source: str) -> None:
    assert callable(spoil)
    spoil("poster.typ", source)
    code = office.codes["Kyoto"]
    with ThreadPoolExecutor(1) as threads:
        sheet = threads.submit(lambda: office.app.test_client().get(f"/e/{code}/print/poster.pdf"))
        start = monotonic()
        assert office.app.test_client().get(f"/e/{code}/").status_code == 200
        took = monotonic() - start
        assert sheet.result().status_code == 422
        assert _SENTENCE in sheet.result().text
    assert took < 20
    desk = office.app.test_client().get(f"/e/{code}/print/poster/")
    assert desk.status_code == 422
    assert _SENTENCE in desk.text
    assert office.app.test_client().get(f"/e/{code}/print/scan.pdf").status_code == 200, "the next worker works"


@pytest.mark.parametrize("harm", ["hangs", "fetches"])
def test_the_zip_of_everything_gives_the_same_sentence(office: Office, spoil: object, harm: str) -> None:
    assert callable(spoil)
    spoil("leaflet.typ", _HARMS[harm])
    answer = office.app.test_client().get(f"/e/{office.codes['Kyoto']}/print/everything.zip")
    assert answer.status_code == 422
    assert _SENTENCE in answer.text


def test_a_worker_that_is_killed_while_it_draws_costs_a_sentence_and_nothing_else(
    office: Office, spoil: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(spoil)
    spoil("poster.typ", _HANGS)
    at_work: list[subprocess.Popen[bytes]] = []
    ask = TypstProcess.ask

    def watched(worker: TypstProcess, request: bytes) -> object:
        at_work.append(worker._process)
        return ask(worker, request)

    monkeypatch.setattr(TypstProcess, "ask", watched)
    code, killed = office.codes["Kyoto"], 0
    with ThreadPoolExecutor(1) as threads:
        sheet = threads.submit(lambda: office.app.test_client().get(f"/e/{code}/print/poster.pdf"))
        while not sheet.done():
            for process in [process for process in at_work if process.poll() is None]:
                process.send_signal(signal.SIGKILL)
                killed += 1
            wait([sheet], timeout=0.02)
    assert killed
    assert sheet.result().status_code == 422
    assert _SENTENCE in sheet.result().text
    assert office.app.test_client().get(f"/e/{code}/print/scan.pdf").status_code == 200


def test_a_pack_names_what_hung_and_holds_the_rest(office: Office, spoil: object) -> None:
    assert callable(spoil)
    spoil("leaflet.typ", _HANGS)
    progress = office.slice(wish=PackWish(items=("scan", "leaflet"), modes=("bw",), countries=("JP",)))
    assert progress.is_ready
    assert [(fault.item, fault.code) for fault in progress.faults] == [("leaflet", "print_failed")]
    assert len(office.names()) == 1
