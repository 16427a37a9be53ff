"""Packages of designs: the round trip, and every kind of dangerous zip."""

import json
import stat
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from organizer.designs.rules.package import PackageRefused, pack, unpack
from organizer.designs.rules.slots import DesignNotReadable, read_spec
from tests.support.designs import box, design

SVG = b"<svg/>"
GOOD = {"design.json": json.dumps(design()).encode(), "art.svg": SVG}


def zipped(files: dict[str, bytes], change: Callable[[ZipInfo], None] | None = None, way: int = ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", way) as archive:
        for name, body in files.items():
            entry = ZipInfo(name)
            entry.compress_type = way
            if change:
                change(entry)
            archive.writestr(entry, body)
    return out.getvalue()


def linked(entry: ZipInfo) -> None:
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16


def twice() -> bytes:
    """Return a zip with two files of one name."""
    file = zipped({"design.json": GOOD["design.json"], "design.jsom": GOOD["design.json"]})
    return file.replace(b"design.jsom", b"design.json")


def lying() -> bytes:
    """Return a zip that says that a large file is small."""
    file = zipped({"design.json": b" " * 5_000_000})
    return file.replace((5_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))


def test_a_design_comes_back_as_it_went() -> None:
    spec = read_spec(design(art=f"{'0' * 64}.svg", mirror=True, licence="CC BY 4.0"))
    file = pack(spec, SVG)
    assert pack(spec, SVG) == file
    found = unpack(file)
    assert found.art == SVG
    assert {**found.spec.to_row(), "art": spec.art} == spec.to_row()


def test_words_of_a_package_are_cleaned_as_typed_ones_and_artwork_that_it_does_not_hold_is_not_named() -> None:
    row = design(name="\ud800Sun\x00\u202erise ", licence="\udfffCC BY", art=f"{'a' * 64}.png")
    found = unpack(zipped({"design.json": json.dumps(row).encode()}))
    assert (found.spec.name, found.spec.licence, found.spec.art, found.art) == ("Sunrise", "CC BY", "", None)
    with pytest.raises(DesignNotReadable):
        unpack(zipped({"design.json": json.dumps(design(name="\ud800")).encode()}))
    for named in ("art.png", "../../x.svg"):
        assert unpack(zipped({"design.json": json.dumps(design(art=named)).encode()})).spec.art == ""


@pytest.mark.parametrize(
    "file",
    [
        b"", b"PK\x03\x04", zipped(GOOD)[:-30],
        zipped({**GOOD, "../../etc/cron.d/x": b"x"}), zipped({**GOOD, "/etc/passwd": b"x"}),
        zipped({**GOOD, "a\\..\\b": b"x"}), zipped({**GOOD, "folder/": b""}), zipped({**GOOD, "run.sh": b"x"}),
        zipped({**GOOD, "template.typ": b"x"}), zipped({**GOOD, "art.png": b"x"}), zipped({"art.svg": SVG}),
        zipped(GOOD, linked), zipped(GOOD, way=ZIP_BZIP2), twice(), lying(),
        zipped({**GOOD, "README.txt": bytes(49_000)}), zipped({**GOOD, "README.txt": b"x" * 60_000}),
        zipped({f"{number}.txt": b"" for number in range(5000)}), bytes(7_000_001),
        zipped({"design.json": b"[" * 100_000}), zipped({"design.json": b"\xff"}),
        zipped({"design.json": b'{"v": NaN}'}),
    ],
)  # fmt: skip
def test_a_dangerous_or_broken_package_is_refused(file: bytes) -> None:
    with pytest.raises(PackageRefused):
        unpack(file)


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"v": 2}, "v"), ({"name": ""}, "name"), ({"width": "210"}, "width"), ({"width": True}, "width"),
        ({"height": 1e9}, "height"), ({"papers": []}, "papers"), ({"papers": ["b4"]}, "papers/1"),
        ({"art": "../../x.svg"}, "art"), ({"script": 1}, "script"), ({"boxes": {}}, "boxes"),
        ({"boxes": [box("title", 1, 9)] * 41}, "boxes"), ({"boxes": [box("secret", 1, 9)]}, "boxes/1/field"),
        ({"boxes": [box("title", -1, 9)]}, "boxes/1/y"), ({"boxes": [box("title", 1, 9, weight=401)]}, "boxes/1/weight"),
        ({"boxes": [{"field": "title"}]}, "boxes/1/x"), ({"boxes": ["title"]}, "boxes/1"),
    ],
)  # fmt: skip
def test_what_is_not_of_the_schema_is_named_by_its_path(changes: dict[str, Any], at: str) -> None:
    with pytest.raises(DesignNotReadable) as refused:
        read_spec(design(**changes))
    assert refused.value.params["at"] == at
