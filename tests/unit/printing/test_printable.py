import pytest

from organizer.editions.printing.prose import short_prose
from organizer.foundation.core.glyphs import can_print, check_glyphs
from organizer.foundation.core.printable import CharacterNotPrintable, printable


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x9f", "\ud800", "\uffff"])
def test_control_characters_are_refused_by_name(char: str) -> None:
    with pytest.raises(CharacterNotPrintable) as refusal:
        printable(f"a{char}b")
    assert refusal.value.params["code"] == f"U+{ord(char):04X}"


def test_nothing_reorders_the_words_of_others() -> None:
    assert printable("a\u202eb\u2066c\u200fd\u061ce") == "abcde"


def test_accents_make_no_towers_over_the_lines_above() -> None:
    assert printable("Z" + "\u0301" * 40 + "algo") == "Z" + "\u0301" * 5 + "algo"
    for written in ("שַׁבָּ֑ת", "مُحَمَّدٌ", "ที่นี่", "ប្រព្រឹត្ត", "བརྒྱད", "👩🏽‍🚒🏴󠁧󠁢󠁷󠁬󠁳󠁿1️⃣"):
        assert printable(written) == written


def test_joiners_stay_because_scripts_and_emoji_need_them() -> None:
    assert printable("می\u200cخواهم 👩\u200d🚒") == "می\u200cخواهم 👩\u200d🚒"


def test_lines_become_one_run() -> None:
    assert printable(" one\r\n\ttwo\u2028three ") == "one two three"


def test_the_refusal_names_the_character_that_no_font_draws() -> None:
    with pytest.raises(CharacterNotPrintable) as refusal:
        check_glyphs(["Fine", "Aksara ꦗ"])
    assert refusal.value.params == {
        "character": "ꦗ",
        "code": "U+A997",
        "name": "JAVANESE LETTER JA",
        "text": "Aksara ꦗ",
    }


@pytest.mark.parametrize("text", ["Ñandú Łódź ƀ", "ভূমি", "მიწა", "ພາສາ", "ខ្មែរ", "தமிழ்", "骨直", "👩🏽‍🚒🏳️‍🌈🇧🇷", "①→★☎"])
def test_scripts_of_the_world_can_be_printed(text: str) -> None:
    check_glyphs([text])


def test_decomposed_letters_count_as_what_they_make() -> None:
    check_glyphs(["e\u0301"])


def test_planes_past_the_fonts_cannot_be_printed() -> None:
    assert not can_print("\U0010fffd")


def test_markdown_becomes_plain_words() -> None:
    assert (
        short_prose("# Come\n\n**Bring** a [lantern](https://example.org) & _water_.")
        == "Come Bring a lantern & water."
    )


def test_html_is_printed_as_it_stands() -> None:
    assert short_prose("<b>x</b> <script>y</script>") == "<b>x</b> <script>y</script>"


def test_long_prose_ends_after_a_word() -> None:
    found = short_prose("word " * 200, limit=50)
    assert found == "word " * 10 + "…"
