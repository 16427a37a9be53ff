"""docs/printing.md names every item of the catalogue, and every choice in an address."""

import re
from pathlib import Path

import pytest

from organizer.editions.printing.catalogue import ITEMS

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "printing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("item", ITEMS)
def test_the_document_names_every_item(item: str) -> None:
    assert re.search(rf"(^\| |, ){re.escape(item)}\b", TEXT, re.M)
