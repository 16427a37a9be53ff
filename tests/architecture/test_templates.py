"""Templates, style sheets and script keep their manners, and every component draws strict HTML in both directions."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, render_template
from jinja2 import StrictUndefined
from jinja2.exceptions import UndefinedError

from organizer.foundation.core.theme import DEFAULT_COLOURS, derive
from organizer.foundation.web.assets import FOLDER, UnknownAsset, assets, blueprint
from organizer.foundation.web.chrome import Chrome, NavLink, language_links
from organizer.foundation.web.headers import SECURITY_HEADERS
from organizer.foundation.web.language import LanguageMiddleware, set_up_languages
from organizer.foundation.web.style_samples import style_samples
from tests.support.page import Page
from tests.support.page_inspection import faults
from tests.support.sources import ROOT, name, ours, text
from tests.support.template_rules import script_faults, static_names, style_faults, template_faults

TEMPLATES = ours(".html", ".txt", below="organizer/templates")
STYLES = ours(".css", below="organizer/static")
SCRIPTS = ours(".js", below="organizer/static")
COMPONENTS = ROOT / "organizer" / "templates" / "components"

#: The one module that may keep something in a browser, and why: docs/decisions/0013.
KEEPERS = {"door.js": frozenset({"keeps state in the browser"})}


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_keeps_its_manners(path: Path) -> None:
    assert list(template_faults(text(path), name(path))) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_names_only_files_that_exist(path: Path) -> None:
    for asset in static_names(text(path)):
        assets().find(asset)


@pytest.mark.parametrize("path", STYLES, ids=name)
def test_a_style_sheet_keeps_its_manners(path: Path) -> None:
    faults = list(style_faults(text(path).replace("@import", "") if path.name == "organizer.css" else text(path)))
    assert faults == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_a_module_keeps_its_manners(path: Path) -> None:
    allowed = KEEPERS.get(path.name, frozenset())
    faults = set(script_faults(text(path)))
    assert faults == allowed  # an allowance that is needed no more must go


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_a_module_can_be_read_by_the_engine(path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed; the browser tests load every module")
    found = subprocess.run(
        [node, "--check", "--input-type=module", "-"], input=path.read_bytes(), capture_output=True, check=False
    )
    assert found.returncode == 0, found.stderr.decode()


def test_every_module_that_markup_names_exists() -> None:
    known = re.search(r"new Set\(\[(.*?)\]\)", text(FOLDER / "js" / "organizer.js"), re.S)
    assert known is not None
    modules = set(re.findall(r"'([a-z-]+)'", known.group(1)))
    named = {
        word
        for path in TEMPLATES
        for value in re.findall(r'data-module="([a-z -]+)"', text(path))
        for word in value.split()
    }
    assert named <= modules
    assert all((FOLDER / "js" / f"{module}.js").is_file() for module in modules)


def test_every_component_has_its_own_file_of_style_or_needs_none() -> None:
    styles = {path.stem for path in (FOLDER / "css" / "components").glob("*.css")}
    macros = {path.stem for path in COMPONENTS.glob("*.html")}
    assert styles <= macros
    assert macros - styles <= {"icon", "text", "mail"}


def test_every_component_is_on_the_style_page_and_in_the_handbook() -> None:
    page, handbook = text(ROOT / "organizer/templates/style/index.html"), text(ROOT / "docs/design-system.md")
    shown_elsewhere = {"icon", "languages", "mail"}
    for path in COMPONENTS.glob("*.html"):
        assert path.stem in shown_elsewhere or f"components/{path.name}" in page, path.stem
        for macro in re.findall(r"^{% macro (\w+)", text(path), re.M):
            assert f"{macro}(" in handbook, f"{path.stem}: {macro}"


@pytest.fixture
def app() -> Flask:
    app = Flask("organizer", root_path=str(ROOT / "organizer"), static_folder=None)
    app.config["SECRET_KEY"] = "only for tests"
    app.jinja_env.undefined = StrictUndefined
    set_up_languages(app)
    app.register_blueprint(blueprint)
    app.add_url_rule(
        "/style/", "style", lambda: render_template("style/index.html", chrome=_chrome(), **style_samples())
    )
    app.add_url_rule("/bare/", "bare", lambda: render_template("layouts/bare.html"))
    app.add_url_rule("/plain/", "plain", lambda: render_template("layouts/page.html"))
    app.wsgi_app = LanguageMiddleware(app.wsgi_app)  # type: ignore[method-assign]  # Flask's documented way to wrap
    return app


def _chrome() -> Chrome:
    nav = tuple(NavLink(word, "#main") for word in ("Events", "Host", "Calendar", "Materials"))
    return Chrome(
        "Night buses",
        "/",
        "Night buses",
        nav,
        language_links(("en", "es", "ar")),
        None,
        "Nothing.",
        nav[:2],
        "Us",
        "Jana",
        front=True,
    )


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_every_component_draws_strict_html(app: Flask, language: str, direction: str) -> None:
    page = Page(app.test_client().get(f"/{language}/style/").text)
    assert faults(page, SECURITY_HEADERS) == []
    assert page.root.get("dir") == direction


def test_a_page_without_chrome_has_the_sites_own(app: Flask) -> None:
    page = Page(app.test_client().get("/es/plain/").text)
    assert page.link("Organizer") == "/es/"
    assert page.link("العربية") == "/ar/plain/"
    assert page.errors == []


def test_static_addresses_carry_no_language(app: Flask) -> None:
    html = app.test_client().get("/ar/style/").text
    assert "/ar/static/" not in html
    assert html.count('"/static/') >= 4


def test_a_bare_page_is_strict_too(app: Flask) -> None:
    assert Page(app.test_client().get("/en/bare/").text).errors == []


def test_a_mail_is_strict_html_in_its_own_direction(app: Flask) -> None:
    with app.test_request_context():
        html = render_template(
            "layouts/mail.html",
            warning="تنبيه",
            mail_lang="ar",
            mail_dir="rtl",
            subject="سأحضر",
            mark="17N",
            theme=derive(*DEFAULT_COLOURS).light,
        )
    page = Page(html)
    assert page.errors == []
    assert page.root.get("dir") == "rtl"
    assert "<img" not in html
    assert "http" not in html.replace("<!doctype html>", "")


def test_parts_of_a_mail_carry_their_own_style(app: Flask) -> None:
    source = (
        '{% from "components/mail.html" import mail_button, mail_slip %}'
        '{{ mail_button("Yes", "https://organize.example/r/1/", theme) }}{{ mail_slip("15:00", "UTC−5", theme, "Plaza <de> Bolívar") }}'
    )
    with app.test_request_context():
        html = app.jinja_env.from_string(source).render(theme=derive(*DEFAULT_COLOURS).light)
    assert "background:#f7b731" in html
    assert "Plaza &lt;de&gt; Bolívar" in html


def test_an_unknown_icon_fails(app: Flask) -> None:
    template = app.jinja_env.from_string('{% from "components/icon.html" import icon %}{{ icon("unicorn") }}')
    with app.test_request_context(), pytest.raises(UndefinedError):
        template.render()


def test_an_unknown_static_file_fails(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(UnknownAsset):
        app.jinja_env.from_string("{{ static_url('js/none.js') }}").render()


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ("{{ text|safe }}", template_faults),
        ('<p style="color:red">', template_faults),
        ("<script>go()</script>", template_faults),
        ('<a onclick="go()">', template_faults),
        ('<img src="https://elsewhere.example/x.png">', template_faults),
        ('<img src="/static/x.svg">', template_faults),
        (".a { margin-left: 1px; }", style_faults),
        (".a { width: 1px; }", style_faults),
        (".a { text-align: right; }", style_faults),
        (".a { background: url(x.png); }", style_faults),
        (".a { color: red !important; }", style_faults),
        ("box.innerHTML = text;", script_faults),
        ("eval(text);", script_faults),
        ("element.setAttribute('style', 'x');", script_faults),
        ("fetch('https://elsewhere.example');", script_faults),
    ],
)
def test_the_rules_can_see_what_they_look_for(wrong: str, rule: object) -> None:
    found: Iterator[str] = rule(wrong, "page.html") if rule is template_faults else rule(wrong)  # type: ignore[operator]
    assert list(found)
