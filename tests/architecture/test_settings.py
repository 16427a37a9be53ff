"""Each variable that the program reads is explained to operators, and none that it does not read."""

import re

from tests.support.sources import ROOT, ours, text

_VARIABLE = re.compile(r"\bORGANIZER_[A-Z_]*[A-Z]\b")
_KEY = "ORGANIZER_KEY_"


def read_by_the_program() -> set[str]:
    """Return the variables that stand in our source; keys are named by their prefix."""
    return {found for path in ours(".py", below="organizer") for found in _VARIABLE.findall(text(path))}


def explained() -> set[str]:
    """Return the variables that docs/operating.md names."""
    return set(_VARIABLE.findall(text(ROOT / "docs/operating.md")))


def test_every_variable_is_explained() -> None:
    assert read_by_the_program()
    assert read_by_the_program() - explained() == set()


def test_no_variable_is_explained_that_is_not_read() -> None:
    assert {name for name in explained() - read_by_the_program() if not name.startswith(_KEY)} == set()
