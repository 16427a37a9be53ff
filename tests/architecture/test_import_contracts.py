"""The contracts of pyproject.toml hold, name every feature, and can fail."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.sources import ROOT

_ROLES = {"rules", "models", "policy", "queries", "operations", "forms", "views", "api", "commands", "delivery"}
#: Packages with files of these names that are no features.
_OTHER = {
    "organizer.foundation.outbox",  # a machine of its own: claims, composes, delivers
    "organizer.places",  # a body of data with a cache beside it
    "organizer.record",  # the waist: it has an index of words of its own
}
_BAD_CONTRACT = """
[tool.importlinter]
root_package = "sample"

[[tool.importlinter.contracts]]
name = "High above low"
type = "layers"
layers = ["sample.high", "sample.low"]
"""


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the pyproject.toml in ``folder``."""
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(cache_dir=None))"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def contracts() -> dict[str, dict[str, list[str]]]:
    """Return the contracts by id."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def features(package: Path) -> set[str]:
    """Return the packages below ``package`` that have files of two roles or more."""
    return {
        ".".join(folder.relative_to(ROOT).parts)
        for folder in package.rglob("*")
        if folder.is_dir() and len(_ROLES & {path.stem for path in folder.iterdir()}) >= 2
    }


def test_all_contracts_are_kept() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-4000:]


def test_every_feature_is_under_the_contract_of_roles() -> None:
    assert features(ROOT / "organizer") - _OTHER <= set(contracts()["roles"]["containers"])


@pytest.mark.parametrize(("low", "code"), [("", 0), ("import sample.high\n", 1)])
def test_a_broken_contract_is_seen(low: str, code: int, tmp_path: Path) -> None:
    package = tmp_path / "sample"
    package.mkdir()
    for name, source in {"__init__": "", "high": "", "low": low}.items():
        (package / f"{name}.py").write_text(source)
    (tmp_path / "pyproject.toml").write_text(_BAD_CONTRACT)
    assert lint(tmp_path).returncode == code
