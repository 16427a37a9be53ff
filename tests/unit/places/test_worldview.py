"""What an operator says about the world is taken as it is, or refused with one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from organizer.places.countries import country_name, list_countries, use_names
from organizer.places.worldview import WorldFileIsWrong, read_basemap, read_contested, read_names
from tests.support.tiny_pmtiles import write_pmtiles

SQUARE = [[[33, 44], [36, 44], [36, 46], [33, 44]]]


def write(instance: Path, name: str, value: object) -> None:
    folder = instance / "map"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")


def test_ours_is_in_force_where_the_operator_says_nothing(tmp_path: Path) -> None:
    ours = read_contested(tmp_path)

    assert ours.is_any
    assert ("ESH", "MAR") in ours.borders
    assert ours.note_for("es") is None
    assert read_names(tmp_path) == {}
    assert read_basemap(tmp_path) is None


def test_an_operators_file_replaces_ours(tmp_path: Path) -> None:
    area = {"type": "Polygon", "coordinates": SQUARE}
    write(tmp_path, "contested.json", {"areas": [area], "note": {"en": "Hatched.", "es": "Rayado."}})

    found = read_contested(tmp_path)

    assert (found.borders, found.areas, found.is_any) == ((), (area,), True)
    assert found.note_for("es-MX") == ("Rayado.", "es")
    assert found.note_for("ar") == ("Hatched.", "en")


def test_an_empty_file_draws_nothing_as_disputed(tmp_path: Path) -> None:
    write(tmp_path, "contested.json", {})

    assert not read_contested(tmp_path).is_any


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("{", "cannot be read as JSON"),
        ("[]", "one object"),
        ({"border": []}, "nobody knows what border means"),
        ({"borders": {}}, "borders must be a list"),
        ({"borders": [["ES", "MA"]]}, "three letters"),
        ({"borders": [["ESH"]]}, "pairs"),
        ({"lines": [{"type": "Point", "coordinates": [1, 2]}]}, "LineString"),
        ({"lines": [{"type": "LineString", "coordinates": [[200, 95], [1, 2]]}]}, "coordinates"),
        ({"areas": [{"type": "Polygon", "coordinates": SQUARE[0]}]}, "nested 2 deep"),
        ({"areas": [{"type": "MultiPolygon", "coordinates": [[["x", "y"]]]}]}, "coordinates"),
        ({"note": "Dashed."}, "texts by language"),
        ({"note": {"en": " "}}, "empty"),
        ({"note": {"en": "x" * 401}}, "longer than"),
    ],
)
def test_a_file_that_cannot_be_drawn_is_refused_with_the_reason(tmp_path: Path, value: Any, why: str) -> None:
    write(tmp_path, "contested.json", value)

    with pytest.raises(WorldFileIsWrong, match=why):
        read_contested(tmp_path)


@pytest.mark.parametrize(
    ("value", "why"), [({"Palestine": {}}, "no country's code"), ({"PS": ["Palestine"]}, "by language")]
)
def test_names_of_no_country_are_refused(tmp_path: Path, value: Any, why: str) -> None:
    write(tmp_path, "names.json", value)

    with pytest.raises(WorldFileIsWrong, match=why):
        read_names(tmp_path)


def test_countries_are_called_what_the_operator_calls_them() -> None:
    use_names({"DE": {"en": "Land of poets", "es": "Tierra de poetas"}})
    try:
        assert country_name("DE", "es-MX") == "Tierra de poetas"
        assert country_name("DE", "ar") == "ألمانيا"
        assert "Land of poets" in {country.name for country in list_countries("en")}
    finally:
        use_names({})
    assert country_name("DE", "en") == "Germany"


def test_an_archive_says_what_it_is_and_whom_to_name(tmp_path: Path) -> None:
    write_pmtiles(tmp_path / "map" / "basemap.pmtiles", attribution="© <a href='https://osm.example'>OpenStreetMap</a>")

    found = read_basemap(tmp_path)

    assert found is not None
    assert (found.kind, found.min_zoom, found.max_zoom, found.credit) == ("mvt", 0, 1, "© OpenStreetMap")
    assert found.box == (-180, -85, 180, 85)


@pytest.mark.parametrize(("change", "why"), [({"version": 2}, "version 2"), ({"kind": "avif"}, "neither vector tiles")])
def test_an_archive_that_no_map_can_be_drawn_from_is_refused(tmp_path: Path, change: dict[str, Any], why: str) -> None:
    write_pmtiles(tmp_path / "map" / "basemap.pmtiles", **change)

    with pytest.raises(WorldFileIsWrong, match=why):
        read_basemap(tmp_path)


@pytest.mark.parametrize("body", ["", "PMTiles", "<html>" * 100])
def test_what_is_no_archive_is_refused(tmp_path: Path, body: str) -> None:
    write(tmp_path, "basemap.pmtiles", body)

    with pytest.raises(WorldFileIsWrong, match="no PMTiles archive"):
        read_basemap(tmp_path)
