import json
from pathlib import Path

import pytest

from organizer.places import build_shapes as building
from organizer.places import shapes as reading
from organizer.places.build_gazetteer import is_latin, names_of, terms_of
from organizer.places.shapes import is_in_shape, polygon_from


def test_each_name_is_kept_once_and_the_usual_one_first() -> None:
    assert list(names_of("Bogotá", ["Bogota", "BOGOTÁ", "Богота", "بوغوتا"])) == ["Bogotá", "Богота", "بوغوتا"]


def test_machine_transliterations_and_links_are_left_out() -> None:
    assert list(names_of("Bogotá", ["bwghwta", "bo ge da", "http://example.org", "x" * 80, ""])) == ["Bogotá"]


def test_names_that_people_write_small_stay() -> None:
    assert list(names_of("The Hague", ["'s-Gravenhage", "la Haya"])) == ["The Hague", "'s-Gravenhage", "la Haya"]


def test_a_mixture_of_scripts_is_nobodys_spelling() -> None:
    assert is_latin("saልvadori")
    assert not is_latin("Богота")


def test_terms_are_whole_names_and_the_words_of_longer_ones() -> None:
    assert terms_of(["Bogotá"]) == {"=bogota"}
    assert terms_of(["Port-au-Prince"]) == {"=portauprince", "port", "au", "prince"}
    assert terms_of(["L'Aquila"]) == {"=laquila", "l", "aquila"}


@pytest.fixture
def basemap(tmp_path: Path) -> Path:
    """A world of one square country of ten degrees."""
    square = [[0, 0], [100, 0], [0, 100], [-100, 0], [0, -100]]
    country = {"type": "Polygon", "arcs": [[0]], "properties": {"a3": "COL"}}
    topology = {
        "transform": {"scale": [0.1, 0.1], "translate": [10, 20]},
        "arcs": [square],
        "objects": {"countries": {"geometries": [country]}},
    }
    path = tmp_path / "world.json"
    path.write_text(json.dumps(topology), encoding="utf-8")
    return path


def test_an_outline_comes_out_of_the_basemap_as_it_went_in(basemap: Path) -> None:
    [[ring]] = building._outlines(basemap)["CO"]
    assert ring == [(10, 20), (20, 20), (20, 30), (10, 30), (10, 20)]
    polygon = polygon_from([building._flatten(ring)])
    assert (polygon.west, polygon.south, polygon.east, polygon.north) == (10, 20, 20, 30)
    assert polygon.contains(25, 15)
    assert not polygon.contains(25, 21)
    assert building._middles([[ring]])[0] == [(25, 15)] * 4


def test_a_hole_is_not_in_the_country_but_its_edge_is_close_enough() -> None:
    outer = [0, 0, 1000, 0, 0, 1000, -1000, 0]
    hole = [300, 300, 400, 0, 0, 400, -400, 0]
    shape = reading.CountryShape((polygon_from([outer, hole]),), (), (), 1000)
    assert is_in_shape(shape, 1, 1)
    assert not is_in_shape(shape, 5, 5)
    assert is_in_shape(shape, 3.1, 3.1)
    assert not is_in_shape(shape, 11, 5)
