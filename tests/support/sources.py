"""The repository's own files, as the architecture tests read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Written by others, or a record of steps that is never edited again.
_NOT_OURS = ("vendor", "versions")


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file that git tracks, or would track, below the root."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(path for name in sorted(filter(None, listing.split("\0"))) if (path := ROOT / name).is_file())


def ours(*suffixes: str, below: str = "") -> list[Path]:
    """Return tracked files with these suffixes below a folder; vendored files and migrations are left out."""
    folder = ROOT / below
    return [
        path
        for path in tracked()
        if path.suffix in suffixes
        and path.is_relative_to(folder)
        and not any(part in _NOT_OURS for part in path.relative_to(ROOT).parts)
    ]


def name(path: Path) -> str:
    """Return a path as it is written in a message."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


def text(path: Path) -> str:
    """Return the text of a file; empty when it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed source."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=name(path))


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(module: ast.AST) -> Iterator[Function]:
    """Yield all functions and methods, inner ones too."""
    for node in ast.walk(module):
        if isinstance(node, Function):
            yield node
