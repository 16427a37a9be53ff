"""The inspection of pages sees what it is made to see: a good page passes, each fault is named."""

import pytest

from tests.support.page import Page
from tests.support.page_inspection import faults

_HEADERS = {"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'"}
_GOOD = """<!DOCTYPE html>
<html lang="ar" dir="rtl">
<head><meta charset="utf-8"><title>Night buses</title>
<link rel="stylesheet" href="/static/base.css"><link rel="alternate" hreflang="es" href="https://other.example/es/">
<script type="application/ld+json">{"name": "{{"}</script><script type="module" src="/static/map.js"></script></head>
<body><a href="#main">Skip</a><main id="main"><h1>Night buses</h1>
<form method="post" action="/e/k7m3q9/rsvp"><input type="hidden" name="key" value="1">
<label for="name">Name</label><input id="name" name="name" aria-describedby="hint"><p id="hint">As you like</p>
<label>Mail <input type="email" name="email"></label><select name="s" aria-label="Size"><option>None yet</option></select>
<button>Come</button></form><img src="data:image/png;base64,AA" alt="">
<a href="https://other.example/">Another site</a><a href="/"><img src="/logo.svg" alt="Home"></a>
<svg viewBox="0 0 1 1" aria-hidden="true"><path d="M0 0"/></svg></main></body></html>"""


def test_a_good_page_has_no_fault() -> None:
    assert faults(Page(_GOOD), _HEADERS) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<!DOCTYPE html>", "", "not strict"),
        ("</form>", "</div></form>", "not strict"),
        ("<h1>Night buses</h1>", "", "0 h1"),
        ("<h1>", "<h1>First</h1><h1>", "2 h1"),
        ("<h1>Night buses</h1>", "<h1></h1>", "h1 is empty"),
        ("<title>Night buses</title>", "<title> </title>", "title is empty"),
        ('lang="ar"', 'lang=""', "html lang"),
        ('dir="rtl"', "", "html dir"),
        ('<p id="hint">', '<p id="name">', "'name' stands 2 times"),
        ('<p id="hint">', "<p>", "points at 'hint'"),
        ('href="#main"', 'href="#content"', "points at 'content'"),
        ('<label for="name">Name</label>', "", "no label"),
        ('<label for="name">Name</label>', '<label for="name"> </label>', "no label"),
        ("<label>Mail <input", "<label><input", "no label"),
        (' aria-label="Size"', "", "no label"),
        ("<button>Come</button>", "<button></button>", "has no name"),
        ('alt="Home"', 'alt=""', "has no name"),
        (' alt="Home"', "", "has no alt"),
        ("</main>", "<p style='color:red'>x</p></main>", "inline style"),
        ("</head>", "<style>p{}</style></head>", "inline style"),
        ("</head>", "<script>1</script></head>", "inline script"),
        ("<button>", "<button onclick='x()'>", "has onclick"),
        ('href="https://other.example/">A', 'href="javascript:x()">A', "javascript address"),
        ("</main>", '<ul><li><a href="/1">Berlin</a><li><a href="/2">Berlin</a></ul></main>', "named 'Berlin'"),
        ("As you like", "None", "shows 'None'"),
        ("As you like", "{{ hint }}", "shows"),
        ("As you like", "Hi %(name)s", "shows"),
        ("As you like", "Fish &amp;amp; chips", "shows"),
        ("/e/k7m3q9/rsvp", "/e/None/rsvp", "shows"),
        ('src="/logo.svg"', 'src="https://cdn.example/logo.svg"', "fetches https://cdn.example/logo.svg"),
        ('src="/logo.svg"', 'src="/a.svg" srcset="/b.svg 2x, //cdn.example/c.svg 3x"', "fetches //cdn.example"),
        ('href="/static/base.css"', 'href="https://cdn.example/base.css"', "fetches"),
    ],
)
def test_a_fault_of_a_page_is_seen(old: str, new: str, fault: str) -> None:
    assert old in _GOOD
    found = faults(Page(_GOOD.replace(old, new, 1)), _HEADERS)
    assert any(fault in one for one in found), found


@pytest.mark.parametrize(
    "entries",
    [
        '<li><a href="/1">Berlin</a><li><a href="/1">Berlin</a>',
        '<li><a href="/1">Berlin<small>, Germany</small></a><li><a href="/2">Berlin<small>, Maryland</small></a>',
        '<li>15:00 <h3><a href="/1">Vigil</a></h3><li>17:00 <h3><a href="/2">Vigil</a></h3>',
        '<li><a href="/1" aria-label="Subscribe: Berlin">Subscribe</a><li><a href="/2">Subscribe</a>',
    ],
)
def test_links_of_one_list_that_are_told_apart_are_no_fault(entries: str) -> None:
    assert faults(Page(_GOOD.replace("</main>", f"<ul>{entries}</ul></main>")), _HEADERS) == []


@pytest.mark.parametrize(
    "policy",
    [
        "",
        "script-src 'self'",
        "default-src 'self' 'unsafe-inline'",
        "default-src *",
        "default-src 'self'; img-src https:",
    ],
)
def test_a_loose_policy_is_seen(policy: str) -> None:
    assert faults(Page(_GOOD), {"Content-Security-Policy": policy})


def test_a_form_is_filled_as_a_browser_fills_it() -> None:
    form = Page(_GOOD).form(action="/rsvp")
    assert form.filled({"name": "Ana", "email": None}) == {"key": ["1"], "name": ["Ana"], "s": ["None yet"]}
    with pytest.raises(AssertionError, match="the form has no phone"):
        form.filled({"phone": "1"})
