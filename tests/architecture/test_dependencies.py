"""What is imported is declared, what is declared is imported."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.support.sources import ROOT, ours, text, tree


def declared() -> tuple[set[str], set[str]]:
    """Return the names of the distributions that a server needs, and of those that an extra adds to it."""
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    extras = [line for name in ("postgres", "redis") for line in project["optional-dependencies"][name]]
    return names(project["dependencies"]), names(extras)


def names(requirements: list[str]) -> set[str]:
    """Return the normalised names in a list of requirements."""
    return {re.split(r"[\[<>=~! ]", line)[0].lower().replace("_", "-") for line in requirements}


def imported(module: ast.AST) -> set[str]:
    """Return the top-level names that a module imports, the standard library and ourselves left out."""
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return found - set(sys.stdlib_module_names) - {"organizer"}


def distributions(modules: set[str]) -> dict[str, set[str]]:
    """Return which distributions bring each module."""
    known = packages_distributions()
    return {module: {name.lower().replace("_", "-") for name in known.get(module, ())} for module in modules}


def in_our_source() -> dict[str, set[str]]:
    """Return the distributions of everything that organizer imports; what builds its data files is left out."""
    paths = [path for path in ours(".py", below="organizer") if not path.name.startswith("build_")]
    return distributions(set().union(*(imported(tree(path)) for path in paths)))


def test_everything_that_is_imported_is_declared() -> None:
    needed, optional = declared()
    faults = {module for module, bringers in in_our_source().items() if not bringers & (needed | optional)}
    assert faults == set()


def test_everything_that_is_declared_is_imported() -> None:
    needed, _ = declared()
    # The driver of a database is named in its address, never imported.
    assert needed - set().union(*in_our_source().values()) == set()


def test_an_undeclared_import_is_seen() -> None:
    found = imported(ast.parse("import os\nimport requests.adapters\nfrom organizer import app\nfrom .x import y"))
    assert found == {"requests"}
