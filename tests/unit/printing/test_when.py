from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask_babel import force_locale

from organizer.editions.printing.locales import sheet_locale
from organizer.editions.printing.when import DateWords, date_words, step_words
from organizer.editions.printing.words import words_for
from organizer.foundation.core.languages import Text
from organizer.record.types import EventTime
from tests.support.records import make_time


def words(when: EventTime, language: str = "en", country: str | None = "DE") -> DateWords:
    return date_words(when, language=language, country=country, words=words_for(language))


def line(text: object) -> str:
    return str(text).replace("\u00a0", " ")


def test_an_ordinary_event_has_a_day_its_hours_and_the_zone() -> None:
    found = words(make_time())
    assert str(found.day) == "17"
    assert str(found.month) == "November 2027"
    assert line(found.date) == "Wednesday, 17 November 2027"
    assert line(found.time) == "17:00 – 19:00"
    assert str(found.zone) == "Central European Time"


@pytest.mark.parametrize(
    ("language", "country", "zone", "hours"),
    [
        ("en", "US", "America/New_York", "5:00 PM – 7:00 PM"),
        ("en", "NG", "Africa/Lagos", "17:00 – 19:00"),
        ("es", "CO", "America/Bogota", "5:00 p. m. – 7:00 p. m."),
        ("es", "ES", "Europe/Madrid", "17:00 – 19:00"),
        ("fr", "TN", "Africa/Tunis", "17:00 – 19:00"),
        ("ar", "LB", "Asia/Beirut", "٥:٠٠ م – ٧:٠٠ م"),
        ("ar", "MA", "Africa/Casablanca", "17:00 – 19:00"),
        ("ne", "NP", "Asia/Kathmandu", "१७:०० – १९:००"),
    ],
)
def test_hours_follow_the_habit_of_the_country(language: str, country: str, zone: str, hours: str) -> None:
    assert line(words(make_time(zone=zone), language, country).time) == hours


def test_months_are_named_as_the_country_names_them() -> None:
    assert str(words(make_time(zone="Asia/Beirut"), "ar", "LB").month) == "تشرين الثاني ٢٠٢٧"
    assert str(words(make_time(zone="Africa/Tunis"), "ar", "TN").month) == "نوفمبر 2027"


def test_latin_hours_in_urdu_read_from_the_left() -> None:
    found = words(make_time(zone="Asia/Karachi"), "ur", "PK")
    assert found.time is not None
    assert found.time.dir == "ltr"
    assert found.date.dir == "rtl"


def test_without_an_end_only_the_start_is_told() -> None:
    assert line(words(make_time(end=None)).time) == "17:00"


def test_an_evening_past_midnight_is_one_evening() -> None:
    found = words(make_time("2027-11-17T22:30", "2027-11-18T01:00", "Europe/Rome"), "it", "IT")
    assert str(found.day) == "17"
    assert line(found.time) == "22:30 – 01:00"


def test_a_vigil_over_days_tells_first_and_last_moment() -> None:
    found = words(make_time("2027-11-16T20:00", "2027-11-18T08:00", "America/Bogota"), "es", "CO")
    assert str(found.day) == "16–18"
    assert line(found.date) == "Mar, 16 de noviembre, 8:00 p. m. –"
    assert line(found.time) == "jue, 18 de noviembre, 8:00 a. m."


def test_days_across_two_months_show_the_first_on_the_leaf() -> None:
    found = words(make_time("2027-11-30T00:00", "2027-12-02T00:00", all_day=True), "en", "DE")
    assert str(found.day) == "30"
    assert "1 Dec" in line(found.time)


def test_an_event_of_a_whole_day_has_no_hour_and_no_zone() -> None:
    found = words(make_time("2027-11-17T00:00", "2027-11-18T00:00", all_day=True))
    assert str(found.day) == "17"
    assert str(found.time) == "All day"
    assert found.zone is None


def test_an_hour_that_is_not_known_is_said_to_follow() -> None:
    found = words(make_time("2027-11-17T00:00", None, to_be_announced=True))
    assert str(found.time) == "Time to be announced"
    assert found.zone is None


def test_an_online_event_without_a_country_is_told_in_utc() -> None:
    found = words(make_time("2027-11-17T15:00", "2027-11-17T17:00", "Etc/UTC"), "en", None)
    assert line(found.date) == "Wednesday, 17 November 2027"
    assert line(found.time) == "15:00 – 17:00"
    assert str(found.zone) == "UTC"


@pytest.mark.parametrize(
    ("language", "country", "spoken"), [("sm", "WS", "en"), ("fj", "FJ", "en"), ("ja", "JP", "ja")]
)
def test_a_language_without_names_of_months_gives_way(language: str, country: str, spoken: str) -> None:
    assert words(make_time(), language, country).date.lang == spoken


def test_a_zone_that_a_language_cannot_name_is_left_out() -> None:
    assert words(make_time(zone="Pacific/Honolulu"), "haw", "US").day.value == "17"


def test_georgian_gets_no_capitals() -> None:
    assert "ოთხშაბათი" in str(words(make_time(zone="Asia/Tbilisi"), "ka", "GE").date)


@pytest.mark.parametrize(
    ("language", "spoken", "said"),
    [
        ("es", "es", "Exigimos"), ("pt-BR", "pt", "Exigimos"), ("zh", "zh-Hans", "我们要求"), ("zh-TW", "zh-Hant", "我們要求"),
        ("zh-Hant", "zh-Hant", "我們要求"), ("hi", "hi", "हमारी माँगें"), ("fa-AF", "fa", "خواسته‌های ما"),
    ],
)  # fmt: skip
def test_words_are_in_the_language_of_the_sheet(language: str, spoken: str, said: str) -> None:
    found = words_for(language)
    assert found.is_native
    assert found.native(found.demands) == Text(said, spoken)


def test_where_we_do_not_speak_it_words_are_left_out_or_english() -> None:
    assert words_for("sm").is_native is False
    assert words_for("sm").native("We demand") is None
    assert words_for("sm").text("Online").lang == "en"


def test_what_stands_around_a_teams_words_speaks_as_they_do() -> None:
    assert words_for("ja").beside(Text("Bring water", "en")).lang == "en"
    assert words_for("ja").beside(Text("水を", "ja")).draft == "下書き"
    assert words_for("ja").beside(Text("Aumai se vai", "sm")).lang == "ja"


@pytest.mark.parametrize(
    ("zone", "language", "country", "name"),
    [
        ("America/Guayaquil", "es", "EC", "Hora de Guayaquil"),
        ("America/Argentina/Buenos_Aires", "es", "AR", "Hora de Buenos Aires"),
        ("America/Bogota", "es", "CO", "Hora de Colombia"),
        ("Atlantic/Reykjavik", "is", "IS", "Reykjavík"),
        ("Asia/Jakarta", "en", "ID", "Jakarta time"),
    ],
)
def test_a_zone_without_a_name_is_called_by_its_city_and_never_by_summer(
    zone: str, language: str, country: str, name: str
) -> None:
    assert str(words(make_time(zone=zone), language, country).zone) == name


@pytest.mark.parametrize(
    ("minutes", "said"), [(-90, "15:30"), (0, "17:00"), (480, "Thu, 18 Nov, 01:00"), (-1440, "Tue, 16 Nov, 17:00")]
)
def test_steps_are_told_by_the_clocks_of_the_event_with_another_day_named(minutes: int, said: str) -> None:
    time = make_time()
    found = step_words(time, minutes, sheet_locale("en", "DE"), words_for("en"))
    assert found.value.replace("\u00a0", " ") == said


def test_steps_follow_the_clocks_over_a_change() -> None:
    # In Berlin clocks went back from 3 to 2 on 31 October 2027: four hours after eleven at night it is two.
    start = datetime(2027, 10, 30, 23)  # noqa: DTZ001 - wall time
    time = replace(make_time(), start=start, start_utc=datetime(2027, 10, 30, 21, tzinfo=UTC), end=None, end_utc=None)
    assert step_words(time, 240, sheet_locale("de", "DE"), words_for("de")).value.endswith("02:00")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(-90, "90 minutes before"), (-120, "2 hours before"), (2880, "2 days after"), (0, "At the start")],
)
def test_steps_of_an_event_without_an_hour_are_so_long_before_or_after(minutes: int, said: str) -> None:
    time = replace(make_time(), to_be_announced=True)
    with force_locale("en"):
        assert step_words(time, minutes, sheet_locale("en", "DE"), words_for("en")).value == said
