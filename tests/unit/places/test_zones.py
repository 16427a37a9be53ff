from datetime import UTC, datetime, timedelta

import pytest

from organizer.foundation.core.walltime import UnknownZone, known_zones
from organizer.places.zones import (
    canonical_zone,
    list_zones,
    utc_offset_label,
    zone_at,
    zone_label,
    zones_at,
    zones_of_country,
)

DAY = datetime(2027, 11, 17, 12, tzinfo=UTC)
JULY = datetime(2027, 7, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lat", "lon", "zone"),
    [
        (4.61, -74.08, "America/Bogota"),
        (22.57, 88.36, "Asia/Kolkata"),
        (50.45, 30.52, "Europe/Kyiv"),
        (27.7, 85.3, "Asia/Kathmandu"),
        (-43.95, -176.55, "Pacific/Chatham"),
        (31.5, 34.47, "Asia/Gaza"),
        (31.95, 35.2, "Asia/Hebron"),
        (-13.83, -171.76, "Pacific/Apia"),
        (0, -30, "Etc/GMT+2"),
    ],
)
def test_a_pin_tells_its_zone_by_the_present_name(lat: float, lon: float, zone: str) -> None:
    assert zone_at(lat, lon) == zone


def test_where_two_zones_are_in_use_both_are_offered() -> None:
    assert set(zones_at(43.8, 87.6)) == {"Asia/Shanghai", "Asia/Urumqi"}


def test_off_the_globe_there_is_no_zone() -> None:
    assert zone_at(139.7, 35.7) is None
    assert zone_at(float("nan"), 0) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [("Asia/Calcutta", "Asia/Kolkata"), ("Europe/Kiev", "Europe/Kyiv"), ("Europe/Paris", "Europe/Paris"), ("x", "x")],
)
def test_former_names_are_mapped(old: str, new: str) -> None:
    assert canonical_zone(old) == new


def test_a_country_tells_its_zones() -> None:
    assert zones_of_country("CO") == ["America/Bogota"]
    assert zones_of_country("ps") == ["Asia/Gaza", "Asia/Hebron"]
    assert zones_of_country("XK") == ["Europe/Belgrade"]
    assert len(zones_of_country("US")) > 20
    assert zones_of_country("QQ") == []


@pytest.mark.parametrize(
    ("minutes", "label"),
    [(0, "UTC"), (-300, "UTC−5"), (345, "UTC+5:45"), (-210, "UTC−3:30"), (840, "UTC+14"), (-30, "UTC−0:30")],
)
def test_an_offset_is_written_with_a_true_minus(minutes: int, label: str) -> None:
    assert utc_offset_label(timedelta(minutes=minutes)) == label


@pytest.mark.parametrize(
    ("zone", "at", "language", "label"),
    [
        ("America/Bogota", DAY, "en", "Bogotá time (UTC−5)"),
        ("America/Bogota", DAY, "es", "hora de Bogotá (UTC−5)"),
        ("America/Bogota", DAY, "ar", "توقيت بوغوتا (UTC−5)"),
        ("Europe/London", DAY, "en", "London time (UTC)"),
        ("Europe/London", JULY, "es", "hora de Londres (UTC+1)"),
        ("Asia/Kolkata", DAY, "en", "Kolkata time (UTC+5:30)"),
        ("Asia/Calcutta", DAY, "en", "Kolkata time (UTC+5:30)"),
        ("Europe/Kyiv", DAY, "en", "Kyiv time (UTC+2)"),
        ("America/Argentina/Buenos_Aires", DAY, "en", "Buenos Aires time (UTC−3)"),
        ("America/St_Johns", DAY, "en", "St. John’s time (UTC−3:30)"),
        ("Pacific/Apia", DAY, "sm", "Apia time (UTC+13)"),
        ("America/Asuncion", DAY, "gn", "hora de Asunción (UTC−3)"),
        ("UTC", DAY, "en", "UTC"),
        ("Etc/GMT+2", DAY, "en", "UTC−2"),
    ],
)
def test_a_zone_is_named_by_its_city_and_offset_on_the_day(zone: str, at: datetime, language: str, label: str) -> None:
    assert zone_label(zone, at, language) == label


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(UnknownZone):
        zone_label("Europe/Atlantis", DAY, "en")


@pytest.mark.parametrize("language", ["en", "es", "ar", "sm"])
def test_the_list_of_zones_is_grouped_complete_and_without_doubles(language: str) -> None:
    groups = list_zones(DAY, language)
    zones = [choice.zone for group in groups for choice in group.zones]
    assert len(zones) == len(set(zones)) > 400
    assert set(zones) <= known_zones()
    assert groups[-1].label == "UTC"
    assert len(groups) >= 9


def test_continents_are_in_the_readers_language() -> None:
    assert {"África", "Océano Índico", "Europa"} <= {group.label for group in list_zones(DAY, "es")}
    assert "أفريقيا" in {group.label for group in list_zones(DAY, "ar")}


@pytest.mark.parametrize(
    ("zone", "language", "label"),
    [
        ("America/Guayaquil", "es-EC", "hora de Guayaquil (UTC−5)"),
        ("Atlantic/Reykjavik", "is", "Reykjavík (UTC)"),
        ("America/Toronto", "fr-CA", "heure : Toronto (UTC−5)"),
        ("Asia/Tbilisi", "ru", "Тбилиси (UTC+4)"),
        ("Asia/Hong_Kong", "zh-Hant-HK", "香港時間 (UTC+8)"),
    ],
)
def test_no_zone_is_named_by_its_summer_time(zone: str, language: str, label: str) -> None:
    assert zone_label(zone, DAY, language) == label
