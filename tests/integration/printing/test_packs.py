"""A pack is made in slices: of one version of the record, of what is public alone, the same bytes after a restart."""

from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader

from organizer.events.rules import EventState
from organizer.exchange.rules.packs import PackWish
from organizer.foundation.db import Database
from tests.support.pack_office import Office, open_office, stop_after
from tests.support.print_reading import text_of

pytestmark = pytest.mark.engines("sqlite")


@pytest.fixture
def office(app: Flask, app_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose worker finishes in one go, however busy the machine is."""
    monkeypatch.setattr("organizer.jobs._PACKING_SECONDS", 3600)
    return open_office(app, app_database, tmp_path)


def test_the_one_pdf_has_every_page_with_bookmarks_and_labels(office: Office) -> None:
    progress = office.slice()
    reader = PdfReader(office.folder / "one" / "pack.pdf")
    assert progress.pages == len(reader.pages) == 1 + 3 * (1 + 2)
    assert reader.page_labels == ["i", *map(str, range(1, 10))]
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in reader.pages]
    assert sizes[-3:] == [(842, 595), (842, 595), (595, 842)], sizes
    assert sizes[0] == sizes[3] == (612, 792)

    def titles(nodes: object) -> list[object]:
        assert isinstance(nodes, list)
        return [titles(node) if isinstance(node, list) else node.title for node in nodes]

    marks = titles(reader.outline)
    assert marks[0] == "What is in it"
    assert marks[1] == "Colombia"
    assert [one for one in marks if isinstance(one, str)] == ["What is in it", "Colombia", "Japan"]
    bogota = marks[2]
    assert isinstance(bogota, list)
    assert bogota[0].startswith("Bogotá – ")
    assert [name.split("_", 2)[2] for name in bogota[1]] == ["leaflet_letter_en.pdf", "scan_letter_en.pdf"]
    words = [page.extract_text() for page in reader.pages]
    assert office.codes["Kyoto"] in words[-1]
    assert "kyoto" in words[0]
    assert "quito" not in words[0]


def test_the_same_record_is_the_same_bytes_also_after_a_restart(office: Office) -> None:
    assert office.slice().is_ready
    broken = [office.slice(stop_after(number), name="two") for number in (4, 1, 9)]
    assert [one.done for one in broken] == [4, 5, 14]
    assert not any(one.is_ready for one in broken)
    drawn = {path: path.stat().st_mtime_ns for path in (office.folder / "two").rglob("*.p??")}
    assert len(drawn) == 14
    (office.folder / "two" / "sheets" / ".unfinished.pdf").write_bytes(b"%PDF killed in the middle")
    last = office.slice(stop_after(1), name="two")
    assert {path: path.stat().st_mtime_ns for path in drawn} == drawn, "what was drawn is not drawn again"
    assert last.done == 15
    assert office.slice(name="two").is_ready
    for name in ("pack.zip", "pack.pdf"):
        assert (office.folder / "one" / name).read_bytes() == (office.folder / "two" / name).read_bytes()


def test_a_record_that_changes_meanwhile_is_packed_as_it_is_in_the_end(office: Office) -> None:
    assert office.slice(stop_after(12)).done == 12
    office.change("Bogotá", lambda event: setattr(event, "title", {"en": "River walk"}))
    office.change("Cali", lambda event: setattr(event, "state", EventState.HIDDEN))
    progress = office.slice()
    assert (progress.is_ready, progress.is_mixed, progress.total) == (True, False, 13)
    assert "Riverwalk" in text_of(office.sheets("Bogotá")[0])
    assert not [name for name in office.names() if "_cali_" in name]


def test_a_record_that_never_rests_is_packed_all_the_same_and_says_so(office: Office) -> None:
    done = []
    for _ in range(20):
        progress = office.slice(stop_after(2))
        done.append(progress.done)
        if progress.is_ready:
            break
        office.change("Kyoto", lambda event: setattr(event, "capacity", (event.capacity or 10) + 1))
    assert (progress.is_ready, progress.is_mixed) == (True, True), done


def test_a_sheet_that_cannot_be_drawn_is_named_and_the_others_are_there(office: Office) -> None:
    office.change("Kyoto", lambda event: setattr(event, "title", {"en": "\U00017000 rally"}))
    progress = office.slice(wish=PackWish(items=("scan",)))
    assert progress.is_ready
    assert [(f.event, f.item, f.code) for f in progress.faults] == [
        (office.codes["Kyoto"], "scan", "character_not_printable")
    ] * 2
    assert len(office.names()) == 4


def test_what_cannot_be_bound_is_still_a_zip(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("organizer.editions.printing.binding.MOST_PAGES", 2)
    progress = office.slice(wish=PackWish(items=("scan",)))
    assert (progress.is_ready, progress.pages) == (True, 0)
    assert not (office.folder / "one" / "pack.pdf").exists()
