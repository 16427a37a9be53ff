"""Templates are code that only we write: nothing in them may run, read or fetch what people typed."""

import re

import pytest

from organizer.editions.printing.binding import TEMPLATE
from organizer.editions.printing.catalogue import ITEMS, OWN
from organizer.editions.printing.fonts import font_families
from organizer.editions.printing.listed import LIST
from organizer.editions.printing.trial import TEMPLATE as TRIAL
from organizer.editions.printing.typst_pool import PRINT_DATA

SOURCES = sorted(PRINT_DATA.rglob("*.typ"))
FORBIDDEN = re.compile(r"\beval\s*\(|@preview|@local|\bread\s*\(|\bplugin\s*\(|https?:")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_template_runs_reads_or_fetches(path: object) -> None:
    assert not FORBIDDEN.search(PRINT_DATA.joinpath(str(path)).read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", ['#eval("1")', '#import "@preview/x:1"', '#read("a")', '#plugin("a.wasm")'])
def test_the_rule_sees_a_breach(code: str) -> None:
    assert FORBIDDEN.search(code)


def test_templates_import_only_the_kit() -> None:
    imports = {
        found for path in SOURCES for found in re.findall(r'#import "([^"]+)"', path.read_text(encoding="utf-8"))
    }
    kit = {path.name for path in (PRINT_DATA / "kit").glob("*.typ")} - {"kit.typ"}
    assert imports <= {"/kit/kit.typ", *kit}


def test_the_kit_names_every_family_that_we_ship_and_no_other() -> None:
    kit = (PRINT_DATA / "kit" / "type.typ").read_text(encoding="utf-8")
    named = set(re.findall(r'"(Noto [^"]+|Twemoji [^"]+)"', kit))
    assert named == font_families()


def test_every_item_has_its_template() -> None:
    assert {TEMPLATE, TRIAL, *(item.template for item in (LIST, OWN, *ITEMS.values()))} == {
        path.name for path in (PRINT_DATA / "templates").glob("*.typ")
    }


def test_every_template_is_short_enough_to_read() -> None:
    assert all(len(path.read_text(encoding="utf-8").splitlines()) <= 200 for path in SOURCES)
