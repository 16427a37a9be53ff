from organizer.editions.printing.filename import print_filename
from organizer.foundation.core.languages import Text
from tests.support.records import make_event, make_place


def test_a_name_sorts_by_day_and_says_what_it_is() -> None:
    event = make_event(place=make_place(city="Bogotá"))
    name = print_filename(event, item="poster", sheet="a4", language="es", mode="bw", suffix="pdf")
    assert name == "2027-11-17_bogota_poster_a4_es_bw.pdf"


def test_colour_goes_without_saying() -> None:
    event = make_event()
    name = print_filename(event, item="share", sheet="1200x630", language="zh-Hant", mode="colour", suffix="png")
    assert name == "2027-11-17_berlin_share_1200x630_zh-hant.png"


def test_a_town_in_another_script_gives_way_to_the_code() -> None:
    event = make_event(place=make_place(city="東京"))
    name = print_filename(event, item="poster", sheet="a4", language="ja", mode="colour", suffix="pdf")
    assert name == "2027-11-17_k7m3q9_poster_a4_ja.pdf"


def test_nothing_that_people_wrote_can_leave_the_folder() -> None:
    event = make_event(place=make_place(city="../../etc/passwd\x00"), title=Text("x", "en"))
    name = print_filename(event, item="poster", sheet="a4", language="../en", mode="colour", suffix="pdf")
    assert "/" not in name
    assert name.isascii()
    assert name.isprintable()
