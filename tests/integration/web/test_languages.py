import pytest
from flask.testing import FlaskClient


def _answer(web: FlaskClient, path: str, accept: str | None = None) -> tuple[str, str, str, list[str], str]:
    response = web.get(path, headers={} if accept is None else {"Accept-Language": accept})
    _, page, ui, *content = response.get_data(as_text=True).split(" ")
    return (
        page,
        ui,
        response.headers.get("Vary", ""),
        [t for t in content[0].split(",") if t],
        response.headers["Cache-Control"],
    )


def test_the_address_decides_alone(web: FlaskClient) -> None:
    page, ui, vary, content, _ = _answer(web, "/es/open/", "ar, en;q=0.5")
    assert (page, ui, content) == ("es", "es", ["es"])
    assert "Accept-Language" not in vary


@pytest.mark.parametrize(
    ("accept", "page", "ui", "content"),
    [
        (None, "en", "en", []),
        ("es-CO, es;q=0.8, en;q=0.5", "es-CO", "es", ["es-CO", "es", "en"]),
        ("sm, ar;q=0.3", "sm", "ar", ["sm", "ar"]),
        ("en;q=0.2, ar", "ar", "ar", ["ar", "en"]),
        ("*", "en", "en", []),
        ("xx-klingon, ;;;, q=", "en", "en", []),
        ("es;q=0", "en", "en", []),
        ("ES-co, es-CO", "es-CO", "es", ["es-CO"]),
        (", ".join(["es", "ar", "fr", "de", "pt", "it", "tr", "ja", "ko", "hi"] * 50), "es", "es",
         ["es", "ar", "fr", "de", "pt", "it", "tr", "ja"]),
    ],
)  # fmt: skip
def test_without_one_the_browser_decides_and_the_answer_says_so(
    web: FlaskClient, accept: str | None, page: str, ui: str, content: list[str]
) -> None:
    found_page, found_ui, vary, found_content, _ = _answer(web, "/open/", accept)
    assert (found_page, found_ui, found_content) == (page, ui, content)
    assert "Accept-Language" in vary


def test_a_language_without_translation_gets_english_words_and_its_own_texts(web: FlaskClient) -> None:
    page, ui, *_ = _answer(web, "/ka/open/", "ar")
    assert (page, ui) == ("ka", "en")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/switch/a", "/ar/switch/a"),
        ("/es/switch/a?page=2&q=x", "/ar/switch/a?page=2&q=x"),
        ("/switch/S%C3%A3o%20Paulo%3F", "/ar/switch/S%C3%A3o%20Paulo%3F"),
    ],
)
def test_the_same_page_has_an_address_in_each_language(web: FlaskClient, path: str, address: str) -> None:
    assert web.get(path).get_data(as_text=True) == address


def test_errors_speak_the_language_of_the_page(web: FlaskClient) -> None:
    page = web.get("/ar/nowhere/").get_data(as_text=True)
    assert '<html lang="ar" dir="rtl">' in page
