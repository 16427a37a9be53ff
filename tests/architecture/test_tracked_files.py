"""What is in the repository can be read, built and published anywhere."""

import re
import tomllib

import pytest

from tests.support.sources import ROOT, name, ours, text, tracked

_LOCKS = ("requirements/runtime.lock", "requirements/test.lock")
#: What must not stand anywhere, by what it is.
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?:^|[^\w.])/(?:work|farm|root|home/\w+|Users/\w+|tmp/bash_jobs)/"),
    "the address of a package registry": re.compile(
        r"(?:pypi|pythonhosted|npmjs|yarnpkg|crates|debian)\.(?:org|com|io)/(?:simple|packages|project|pypi|debian)"
        r"|registry\.\w+\.(?:org|com)|index[-]url|find[-]links",
        re.IGNORECASE,
    ),
    "the number of an issue": re.compile(r"\b(?:issue|ticket|fixes|closes)\s+#?\d+\b", re.IGNORECASE),
    "something left for later": re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X])\b"),
}
_SAMPLES = {
    "a path of one machine": "see " + "/" + "root/notes.txt",
    "the address of a package registry": "https://" + "pypi." + "org/simple",
    "the number of an issue": "as asked in issue" + " #12",
    "something left for later": "# TO" + "DO: later",
}
#: Text of others, kept as it came.
_QUOTED = ("LICENSE", "vendor", "translations", "data")


def test_no_file_holds_what_must_not_be_published() -> None:
    faults = [
        f"{name(path)}:{number} has {what}: {line.strip()[:100]}"
        for path in tracked()
        if not set(path.relative_to(ROOT).parts) & set(_QUOTED)
        for number, line in enumerate(text(path).splitlines(), 1)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(line)
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_must_not_be_published_is_seen(what: str) -> None:
    assert FORBIDDEN[what].search(_SAMPLES[what])


def test_no_module_has_a_name_that_says_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc", "stuff"}
    faults = [name(path) for path in ours(".py") if nothing & set(path.relative_to(ROOT).with_suffix("").parts)]
    assert not faults


def test_every_file_ends_its_lines_the_same_way() -> None:
    kinds = (".py", ".html", ".css", ".js", ".toml", ".md", ".sh", ".po", ".lock", ".in")
    faults = [name(path) for path in ours(*kinds) if b"\r" in path.read_bytes()]
    assert not faults


@pytest.mark.parametrize("lock", _LOCKS)
def test_a_lock_pins_every_package_with_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").strip())
    assert len(entries) > 40
    for entry in entries:
        assert re.match(r"[a-z0-9.-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry
        assert "/" not in entry, entry


def test_both_locks_hold_the_same_releases() -> None:
    runtime, everything = (set(re.findall(r"^\S+==\S+", text(ROOT / lock), re.MULTILINE)) for lock in _LOCKS)
    assert runtime <= everything


def test_every_dependency_is_locked_and_explained() -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    names = {re.split(r"[\[<>=~!]", line)[0] for line in project["dependencies"]}
    locked = set(re.findall(r"^([a-z0-9.-]+)==", text(ROOT / _LOCKS[0]), re.MULTILINE))
    reasons = text(ROOT / "docs/decisions/0002-dependencies.md").lower()
    assert names <= locked
    assert not {name for name in names if f"`{name}`" not in reasons}
