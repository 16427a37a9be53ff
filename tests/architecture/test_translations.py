"""Every word of the interface is there in every language, with the same places to fill in."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from organizer.editions.printing.words import PRINTED_LANGUAGES
from organizer.foundation.core.languages import INTERFACE_LANGUAGES
from organizer.foundation.core.wording import digits
from tests.support import catalogs

#: The words in the source are English.
TRANSLATED = [language for language in INTERFACE_LANGUAGES if language != "en"]
#: Their catalogs hold the words on paper alone.
ON_PAPER = [language.replace("-", "_") for language in PRINTED_LANGUAGES if language not in INTERFACE_LANGUAGES]


def test_every_language_of_interface_and_paper_has_a_catalog_and_no_other() -> None:
    assert sorted([*TRANSLATED, *ON_PAPER]) == catalogs.languages()


@pytest.mark.parametrize("language", [*TRANSLATED, *ON_PAPER])
def test_a_catalog_is_complete_and_without_doubt(language: str) -> None:
    faults = catalogs.faults(catalogs.catalog(language))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", [*TRANSLATED, *ON_PAPER])
def test_a_catalog_holds_exactly_the_words_of_the_source(language: str) -> None:
    there = {
        catalogs.identity(message.context, message.id) for message in catalogs.messages(catalogs.catalog(language))
    }
    source = catalogs.in_the_source() if language in TRANSLATED else catalogs.on_paper()
    assert sorted(map(str, source - there)) == [], "missing; run: make translations"
    assert sorted(map(str, there - source)) == [], "no longer used; run: make translations"


@pytest.mark.parametrize("language", [*TRANSLATED, *ON_PAPER])
def test_the_compiled_catalog_says_what_the_written_one_says(language: str) -> None:
    path = catalogs.FOLDER / language / "LC_MESSAGES/messages.mo"
    with path.open("rb") as file:
        compiled = read_mo_ids(file.read(), language)
    written = {
        (message.id if isinstance(message.id, str) else message.id[0]): _first(message.string)
        for message in catalogs.messages(catalogs.catalog(language))
        if not message.context
    }
    assert {words: compiled.get(words) for words in written} == written


#: Names (A4, ICSx5, Microsoft 365), what is filled in, and what a person types as it stands: 4.598, 17:30, 1-14, 17.
_AS_IT_STANDS = re.compile(r"%\(\w+\)[sd]|\{\w*\}|\d+(?:[.:,-] ?\d+)+|[A-Za-z]+ ?\d+(?:\.\d+)*|[A-Za-z]\S*\d")


@pytest.mark.parametrize("language", [*TRANSLATED, *ON_PAPER])
def test_numbers_stand_in_the_digits_of_their_language(language: str) -> None:
    for message in catalogs.messages(catalogs.catalog(language)):
        for text in [message.string] if isinstance(message.string, str) else message.string:
            prose = _AS_IT_STANDS.sub("", text)
            assert prose == digits(prose, language.replace("_", "-")), f"{message.id!r}: {text}"


def read_mo_ids(data: bytes, language: str) -> dict[str, str]:
    """Return singulars and their translations from a compiled catalog."""
    compiled = read_mo(io.BytesIO(data))
    compiled.locale = language
    return {
        (message.id if isinstance(message.id, str) else message.id[0]): _first(message.string)
        for message in compiled
        if message.id and not message.context
    }


def _first(words: str | tuple[str, ...] | list[str]) -> str:
    return words if isinstance(words, str) else words[0]


@pytest.mark.parametrize(
    "entry",
    [
        'msgid "Come"\nmsgstr ""',
        '#, fuzzy\nmsgid "Come"\nmsgstr "Ven"',
        'msgid "Come to %(place)s"\nmsgstr "Ven a %(plaza)s"',
        'msgid "Come to <b>us</b>"\nmsgstr "Ven"',
        'msgid "%(num)d action"\nmsgid_plural "%(num)d actions"\nmsgstr[0] "una acción"\nmsgstr[1] ""',
    ],
)
def test_an_unfinished_translation_is_seen(entry: str) -> None:
    assert catalogs.faults(read_po(io.BytesIO(entry.encode()), locale="es"))


def test_a_plural_may_say_its_number_in_words() -> None:
    entry = (
        'msgid "%(num)d action"\nmsgid_plural "%(num)d actions"\nmsgstr[0] "una acción"\nmsgstr[1] "%(num)d acciones"'
    )
    assert not catalogs.faults(read_po(io.BytesIO(entry.encode()), locale="es"))


def test_words_of_the_source_are_found(tmp_path: Path) -> None:
    package = tmp_path / "organizer"
    (package / "templates").mkdir(parents=True)
    (package / "a.py").write_text('lazy_gettext("One")\nngettext("%(num)d a", "%(num)d b", 2)\n')
    (package / "templates" / "b.html").write_text("{{ _('Two') }}{% trans %}\n  Three\n{% endtrans %}")
    assert catalogs.in_the_source(tmp_path) == {(None, "One"), (None, "%(num)d a"), (None, "Two"), (None, "Three")}
