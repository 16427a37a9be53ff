from datetime import date, datetime

import pytest

from organizer.foundation.core.wording import (
    day,
    days,
    full_day,
    hour,
    joined,
    leaf_month,
    listed,
    locale_of,
    number,
    plain_day,
    short_day,
)

DAY = date(2027, 11, 17)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Wed 17 November"),
        ("en-US", "Wed 17 November"),
        ("es", "mié, 17 de noviembre"),
        ("ar", "الأربعاء، ١٧ نوفمبر"),
        ("pt-BR", "qua., 17 de novembro"),
        ("ja", "11月17日(水)"),
    ],
)
def test_a_day_is_written_as_its_readers_write_it(language: str, words: str) -> None:
    assert day(DAY, language) == words


@pytest.mark.parametrize(("language", "as_in"), [("sm", "en"), ("gn", "es"), ("ht", "fr"), ("xx", "en"), ("fj", "en")])
def test_a_language_without_days_of_its_own_gives_way_to_one_that_its_readers_read(language: str, as_in: str) -> None:
    assert full_day(DAY, language) == full_day(DAY, as_in)


def test_hours_have_twenty_four_of_them() -> None:
    assert hour(datetime.fromisoformat("2027-11-17T15:05"), "en-US") == "15:05"
    assert hour(datetime.fromisoformat("2027-11-17T09:30"), "ar") == "٠٩:٣٠"


def test_a_span_within_a_year_says_the_year_once() -> None:
    assert days(DAY, date(2027, 11, 18), "en", with_year=True) == "Wed 17 November to Thu 18 November 2027"
    assert "2027" in days(date(2027, 12, 31), date(2028, 1, 1), "en", with_year=True)


def test_one_day_is_no_span() -> None:
    assert days(DAY, DAY, "en") == day(DAY, "en")


def test_the_leaf_says_weekday_month_and_year() -> None:
    assert leaf_month(DAY, DAY, "en") == "Wednesday, November 2027"


def test_numbers_have_their_separators_and_digits() -> None:
    assert [number(12345, language) for language in ("en", "es", "ar")] == ["12,345", "12.345", "١٢٬٣٤٥"]


def test_a_narrow_day_and_a_plain_day_are_short() -> None:
    assert short_day(DAY, "en") == "Wed 17 Nov"
    assert plain_day(DAY, "en") == "17 November 2027"
    assert plain_day(DAY, "es", with_year=False) == "17 de noviembre"


def test_a_list_is_joined_by_the_readers_own_and() -> None:
    assert listed(["a", "b", "c"], "en") == "a, b and c"
    assert listed([], "en") == ""


def test_a_script_in_a_tag_is_not_lost() -> None:
    assert str(locale_of("zh-Hant")) == "zh_Hant"


@pytest.mark.parametrize(
    ("language", "line"),
    [("es", "Plaza de Bolívar, Bogotá"), ("ar", "Plaza de Bolívar، Bogotá"), ("zh-Hant", "Plaza de Bolívar，Bogotá")],
)
def test_parts_stand_in_a_row_with_the_comma_of_the_language(language: str, line: str) -> None:
    assert joined(["Plaza de Bolívar", "Bogotá"], language) == line
