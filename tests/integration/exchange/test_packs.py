"""A pack in the line of the worker: made, stopped, ended with a reason, deleted after a week."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from organizer.campaigns.queries import find_campaign
from organizer.campaigns.rules import Phase
from organizer.editions.printing import packing
from organizer.exchange.models import PrintPack
from organizer.exchange.operations import remove_pack
from organizer.exchange.queries import find_next_pack
from organizer.exchange.rules.packs import KEPT, PackState, PackWish, TooManyPacks
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.db import Database
from tests.support.pack_office import Office, open_office
from tests.support.print_reading import all_codes_in


@pytest.fixture
def office(app: Flask, app_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose worker finishes in one go, however busy the machine is."""
    monkeypatch.setattr("organizer.jobs._PACKING_SECONDS", 3600)
    return open_office(app, app_database, tmp_path)


def test_the_worker_makes_what_was_asked_for_of_what_is_public(office: Office) -> None:
    pack_id = office.ask()
    office.work()
    pack = office.pack(pack_id)
    assert pack is not None
    assert (pack.state, pack.done, pack.total, pack.faults, pack.fault) == (PackState.READY, 18, 18, [], "")
    assert not pack.is_mixed
    names = office.names(pack_id.hex)
    folders = dict.fromkeys(name.rpartition("/")[0] for name in names)
    day = names[0].split("/")[1][:10]
    # What is off has its pictures, which say so, and no sheet; what waits or is hidden is not there at all.
    cities = ("CO", "Bogotá"), ("CO", "Cali"), ("JP", "Kyoto"), ("PE", "Lima")
    plain = {"Bogotá": "bogota"}
    assert list(folders) == [f"{c}/{day}_{plain.get(t, t.lower())}_{office.codes[t]}" for c, t in cities]
    assert names == sorted(names)
    assert [name for name in names if "_lima_" in name and not name.endswith(".png")] == []
    for city in ("Bogotá", "Kyoto"):
        (scan,) = office.sheets(city, pack_id.hex)
        assert all(office.codes[city] in code for code in all_codes_in(scan))
    assert sorted(path.name for path in (office.folder / pack_id.hex).iterdir()) == ["pack.pdf", "pack.zip"]
    office.work()  # nothing is left to do
    assert (office.folder / pack_id.hex / "pack.zip").exists()


def test_a_pack_is_stopped_by_who_wants_it_no_more(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("organizer.jobs._PACKING_SECONDS", -1)
    first, second = office.ask(), office.ask()
    office.work()
    kept = office.pack(first)
    assert kept is not None
    assert kept.state is PackState.PACKING
    assert (office.folder / first.hex).exists()
    with office.database.transaction() as session:
        remove_pack(session, pack=session.get_one(PrintPack, first), actor=ANONYMOUS)
        order = find_next_pack(session)
        assert order is not None
        assert order.id == second, "one at a time, the oldest first"
    office.work()
    assert office.pack(first) is None
    assert not (office.folder / first.hex).exists()


def test_packs_are_few_and_go_after_a_week(office: Office) -> None:
    packs = [office.ask(PackWish(items=("scan",), modes=("bw",))) for _ in range(3)]
    with pytest.raises(TooManyPacks):
        office.ask()
    for _ in packs:
        office.work()
    office.work(at=KEPT - timedelta(minutes=1))
    assert len(list(office.folder.iterdir())) == 3
    office.work(at=KEPT + timedelta(minutes=1))
    assert [office.pack(one) for one in packs] == [None] * 3
    assert list(office.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("spoil", "code"), [("private", "pack_not_public"), ("crowd", "too_many_sheets"), ("disk", "pack_disk_full")]
)
def test_what_cannot_be_packed_ends_with_its_reason(
    office: Office, monkeypatch: pytest.MonkeyPatch, spoil: str, code: str
) -> None:
    if spoil == "private":
        with office.database.transaction() as session:
            campaign = find_campaign(session, slug="17n")
            assert campaign is not None
            campaign.phase_by_hand = Phase.DRAFT
    monkeypatch.setattr(packing, "MOST_SHEETS", 17 if spoil == "crowd" else 2000)
    monkeypatch.setattr(packing, "SPARE", 1 << 62 if spoil == "disk" else 0)
    pack_id = office.ask()
    office.work()
    pack = office.pack(pack_id)
    assert pack is not None
    assert (pack.state, pack.fault) == (PackState.FAILED, code)
