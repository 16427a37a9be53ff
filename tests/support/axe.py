"""axe-core, which looks for barriers in a page that stands in a browser (installed with the readers of tests/readers)."""

import pytest
from playwright.sync_api import Page

from .calendar_readers import NODE_MODULES

_SCRIPT = NODE_MODULES / "axe-core" / "axe.min.js"


def barriers_of(page: Page) -> list[str]:
    """Return the rules that a page breaks, each with the first element that does. Skips where axe could not be installed."""
    if not _SCRIPT.is_file():
        pytest.skip("axe-core is not installed: it needs the npm registry")
    # Without script its timers never ring, and it would be waited for until the end of days.
    assert page.evaluate("matchMedia('(scripting: enabled)').matches"), "axe needs a page whose script runs"
    page.evaluate(_SCRIPT.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(
        "axe.run().then(result => result.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`))"
    )
    return found
