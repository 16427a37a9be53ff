import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.foundation.web.redirects import safe_next


@pytest.mark.parametrize(
    "path", ["/", "/manage/", "/es/c/17n/?page=2", "/e/k7m3q9/#form", "/c/17n/events/?q=São%20Paulo"]
)
def test_a_path_of_ours_is_kept(path: str) -> None:
    assert safe_next(path, "/home/") == path


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "e.example",
        "//e.example",
        "///e.example",
        "/\\e.example",
        "\\/e.example",
        "/%09/e.example",
        "/\t/e.example",
        "\t//e.example",
        " /x",
        "https:e.example",
        "https://e.example",
        "javascript:alert(1)",
        "/x?next=//e.example",
        "/x\r\nSet-Cookie: a=b",
        "/%2f/e.example",
        "/%5ce.example",
        "/a\x00b",
        "/a\x7fb",
        "/" + "a" * 1001,
        "//[::1",
    ],
)
def test_everything_else_leads_home(value: str | None) -> None:
    assert safe_next(value, "/home/") == "/home/"


@settings(max_examples=60)
@given(st.text(alphabet="/\\.:a@%20951c\t\n?#&=", max_size=12))
def test_no_text_leads_to_another_host(value: str) -> None:
    path = safe_next(value)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))
    assert not any(ord(c) <= 32 for c in path)
