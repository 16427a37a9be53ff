"""Rules on our own source, each first shown to see what it is made to see."""

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.support import source_rules as rules
from tests.support.sources import name, ours, tree

Rule = Callable[[ast.AST], Iterator[str]]

#: Rule, folder, files that may (each with a reason), source that breaks it.
OUR_RULES: list[tuple[Rule, str, set[str], str]] = [
    (
        rules.commits,
        "organizer",
        {
            "organizer/foundation/db/database.py",  # the edge itself
            "organizer/places/build_gazetteer.py",  # writes the gazetteer, a file of its own without people
            "organizer/places/unpack.py",  # indexes that same file
        },
        "def f(session):\n    session.commit()\n",
    ),
    (rules.hidden_imports, "organizer", set(), "def f():\n    import os\n"),
    (
        rules.blind_excepts,
        "organizer",
        {
            "organizer/foundation/jobs/worker.py",  # the worker's loop records the failure on the job's row
            "organizer/foundation/outbox/delivery.py",  # the same for a message that cannot be drawn
        },
        "try:\n    f()\nexcept (ValueError, Exception):\n    pass\n",
    ),
    (rules.long_functions, "organizer", set(), "def f():\n" + "    g()\n" * 60),
    (rules.long_functions, "tests", set(), "def f():\n" + "    g()\n" * 60),
    (rules.many_parameters, "organizer", set(), "def f(self, a, b, c, *, d, e, f, g): ...\n"),
    (rules.unfinished, "organizer", set(), "def f():\n    raise NotImplementedError\n"),
    (rules.sleeps, "tests", set(), "import time\ntime.sleep(1)\n"),
    (rules.unclear_test_names, "tests", set(), "def test_it_works_twice(): ...\ndef test_it_works_twice(): ...\n"),
]


_IDS = [f"{rule.__name__}-in-{folder}" for rule, folder, *_ in OUR_RULES]


@pytest.mark.parametrize(("rule", "folder", "excused", "_bad"), OUR_RULES, ids=_IDS)
def test_our_source_keeps_the_rule(rule: Rule, folder: str, excused: set[str], _bad: str) -> None:
    faults = [
        f"{name(path)}:{fault}"
        for path in ours(".py", below=folder)
        if name(path) not in excused
        for fault in rule(tree(path))
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("rule", "_folder", "_excused", "bad"), OUR_RULES, ids=_IDS)
def test_the_rule_sees_a_breach(rule: Rule, _folder: str, _excused: set[str], bad: str) -> None:
    assert list(rule(ast.parse(bad)))


@pytest.mark.parametrize("name", ["test_x", "test_one_two", "test_a__b_c"])
def test_a_name_that_is_no_sentence_is_seen(name: str) -> None:
    assert list(rules.unclear_test_names(ast.parse(f"def {name}(): ...")))


def test_reraising_at_the_end_is_no_blind_except() -> None:
    assert not list(rules.blind_excepts(ast.parse("try:\n    f()\nexcept Exception:\n    g()\n    raise\n")))
