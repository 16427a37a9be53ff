from organizer.editions.site.facts import access_facts, access_unknown, language_words, tags_of
from tests.support.records import make_event


def test_what_the_hosts_did_not_say_is_said_to_be_unknown() -> None:
    assert access_unknown(make_event(accessibility=()), "en") == "The hosts have not told us yet."


def test_what_is_missing_among_what_people_ask_first_is_named() -> None:
    event = make_event(accessibility=("step-free", "sign-language"))

    assert access_unknown(event, "en") == "Not told yet: accessible toilet and seats."


def test_nothing_is_unknown_when_the_main_things_are_told() -> None:
    event = make_event(accessibility=("step-free", "accessible-toilet", "seats", "sign-language"))

    assert access_unknown(event, "en") is None


def test_every_fact_has_a_shape_and_words() -> None:
    event = make_event(accessibility=("step-free", "children-welcome"))

    assert access_facts(event) == (("step-free", "Step-free", None), ("children", "Children welcome", None))


def test_languages_are_a_list_in_words() -> None:
    assert language_words(make_event(languages=("es", "fr", "ar")), "en") == "Spanish, French and Arabic"


def test_a_row_shows_kind_language_and_a_few_facts() -> None:
    event = make_event(languages=("de",), accessibility=("step-free", "captions", "seats", "quiet-space"))

    labels = [label for label, _ in tags_of(event, "en")]

    assert labels == ["Rally", "German", "Step-free", "Captions", "Seats"]
