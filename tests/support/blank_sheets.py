"""A press that prints blank sheets at once, and remembers what should have been on them."""

import json
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from organizer.editions.printing.typst_pool import Job, Outcome, TypstPool


def print_blank_sheets(monkeypatch: pytest.MonkeyPatch, *fit: dict[str, object]) -> list[dict[str, Any]]:
    """Have nothing drawn any more; return the list that the data of each sheet is put on. ``fit``: what each reports."""
    sheets: list[dict[str, Any]] = []

    def run(_: TypstPool, job: Job) -> Outcome:
        sheets.append(json.loads(job.data))
        return Outcome(_PNG if job.output == "png" else b"%PDF-1.7 blank", fit)

    monkeypatch.setattr(TypstPool, "run", run)
    return sheets


def _png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, "PNG")
    return out.getvalue()


_PNG = _png()
