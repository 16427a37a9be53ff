"""Editions are rendered once for each version."""

import threading
from concurrent.futures import ThreadPoolExecutor

from organizer.foundation.core.prepared import Draft
from organizer.record.cache import EditionCache, EditionKey


class Shelf(dict[str, object]):
    """A store in memory, as another process's would be."""

    def set(self, key: str, value: object, timeout: int | None = None) -> bool:
        self[key] = value
        return True


def _key(**changes: object) -> EditionKey:
    values = {"scope": "c/17n", "version": "1", "edition": "page", "parameters": (), "language": "en", **changes}
    return EditionKey(**values)  # type: ignore[arg-type]


def _draft(body: bytes = b"x") -> Draft:
    return Draft(body, "text/html; charset=utf-8")


def test_the_same_key_is_rendered_once_however_many_ask() -> None:
    cache = EditionCache(Shelf(), release="1")
    rendered: list[int] = []
    together = threading.Barrier(16)

    def ask(_: int) -> bytes:
        together.wait()
        return cache.get(_key(), lambda: rendered.append(1) or _draft()).draft.body  # type: ignore[func-returns-value]

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(ask, range(16))) == {b"x"}
    assert rendered == [1]


def test_version_language_parameters_and_release_part_editions() -> None:
    store = Shelf()
    cache = EditionCache(store, release="1")
    bodies = [
        cache.get(key, lambda body=body: _draft(body)).draft.body
        for key, body in [
            (_key(), b"a"),
            (_key(version="2"), b"b"),
            (_key(language="es"), b"c"),
            (_key(parameters=("q",)), b"d"),
            (_key(edition="map"), b"e"),
            (_key(scope="c/other"), b"f"),
        ]
    ]
    assert bodies == [b"a", b"b", b"c", b"d", b"e", b"f"]
    assert EditionCache(store, release="2").get(_key(), lambda: _draft(b"g")).draft.body == b"g"


def test_another_process_finds_what_this_one_rendered() -> None:
    store = Shelf()
    EditionCache(store, release="1").get(_key(), lambda: _draft(b"a"))

    assert EditionCache(store, release="1").get(_key(), lambda: _draft(b"never")).draft.body == b"a"


def test_memory_stays_within_its_bounds() -> None:
    cache = EditionCache(Shelf(), release="1", memory=10_000)
    for number in range(100):
        cache.get(_key(version=str(number)), lambda: _draft(b"x" * 700))

    assert cache._held <= 10_000


def test_a_render_that_fails_is_tried_again() -> None:
    cache = EditionCache(Shelf(), release="1")

    def fail() -> Draft:
        raise RuntimeError

    for _ in range(2):
        try:
            cache.get(_key(), fail)
        except RuntimeError:
            continue
    assert cache.get(_key(), _draft).draft.body == b"x"
