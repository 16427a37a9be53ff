from collections.abc import Callable, Iterable

import pytest

from organizer.foundation.web.language import OWN_SEGMENTS, LanguageMiddleware, is_prefix
from organizer.foundation.web.wsgi import Environ


def _through(path: str) -> Environ:
    seen: Environ = {}

    def app(environ: Environ, start_response: Callable[..., object]) -> Iterable[bytes]:
        seen.update(environ)
        return []

    LanguageMiddleware(app)({"PATH_INFO": path}, lambda *_: lambda _data: None)
    return seen


@pytest.mark.parametrize(
    ("path", "script", "rest", "tag"),
    [
        ("/es/c/17n/", "/es", "/c/17n/", "es"),
        ("/pt-BR/e/k7m3q9/", "/pt-BR", "/e/k7m3q9/", "pt-BR"),
        ("/PT-br/e/k7m3q9/", "/pt-BR", "/e/k7m3q9/", "pt-BR"),
        ("/zh-Hant/", "/zh-Hant", "/", "zh-Hant"),
        ("/sm/c/17n/", "/sm", "/c/17n/", "sm"),
        ("/ar", "/ar", "/", "ar"),
        ("/es/es/", "/es", "/es/", "es"),
    ],
)
def test_a_language_in_front_moves_aside(path: str, script: str, rest: str, tag: str) -> None:
    environ = _through(path)
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"], environ["organizer.language"]) == (script, rest, tag)


@pytest.mark.parametrize("path", ["/", "", "/c/17n/", "/xx-nowhere/", "/e/es/", "//es/", "/%65s/"])
def test_other_paths_stay(path: str) -> None:
    environ = _through(path)
    assert environ["PATH_INFO"] == path
    assert "organizer.language" not in environ


@pytest.mark.parametrize("segment", sorted(OWN_SEGMENTS))
def test_our_own_first_segments_are_no_languages(segment: str) -> None:
    assert not is_prefix(segment)
