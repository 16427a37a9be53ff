import pytest

from organizer.editions.site.prose import prose


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("One.\n\nTwo\nthree", "<p>One.</p>\n<p>Two<br>\nthree</p>\n"),
        ("**Bring** a *drum*", "<p><strong>Bring</strong> a <em>drum</em></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("# Big", "<p># Big</p>\n"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
    ],
)
def test_the_little_that_people_use_becomes_html(words: str, html: str) -> None:
    assert prose(words) == html


def test_a_link_is_followed_without_our_word_for_it() -> None:
    assert prose("[map](https://example.org/a)") == (
        '<p><a href="https://example.org/a" rel="nofollow noopener noreferrer ugc">map</a></p>\n'
    )


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://example.org/pixel.gif)",
        "<https://example.org/><b style='x'>",
        "<p onclick=alert(1)>x</p>",
        "&lt;script&gt;",
    ],
)
def test_nothing_that_acts_or_loads_gets_through(words: str) -> None:
    html = prose(words).lower()

    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert 'href="data' not in html
    assert "<p onclick" not in html
    assert "<b style" not in html
