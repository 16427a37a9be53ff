import pytest

from organizer.places.countries import country_codes, country_name, is_country, list_countries


def test_every_country_of_iso_3166_is_there_and_kosovo() -> None:
    assert len(country_codes()) == 250
    assert {"CO", "PS", "TW", "EH", "XK"} <= set(country_codes())
    assert is_country("CO")
    assert not is_country("co")
    assert not is_country("ZZ")


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("PS", "en", "Palestine"),
        ("PS", "es", "Palestina"),
        ("PS", "ar", "فلسطين"),
        ("PS", "pt-BR", "Palestina"),
        ("PS", "sm", "Palestine"),
        ("PS", "gn", "Palestina"),
        ("DE", "es", "Alemania"),
        ("DE", "ar", "ألمانيا"),
        ("DE", "gn", "Alemania"),
        ("DE", "sm", "Germany"),
        ("DE", "zh-Hant", "德國"),
        ("DE", "xx", "Germany"),
        ("DE", "not a tag", "Germany"),
        ("de", "en", "Germany"),
        ("HK", "en", "Hong Kong"),
        ("CD", "en", "DR Congo"),
        ("QQ", "en", "QQ"),
    ],
)
def test_a_country_has_a_name_in_every_language(code: str, language: str, name: str) -> None:
    assert country_name(code, language) == name


@pytest.mark.parametrize("language", ["en", "es", "ar", "sm", "gn", "am", "ka"])
def test_no_country_is_called_by_its_code(language: str) -> None:
    assert [country.code for country in list_countries(language) if country.name == country.code] == []


def test_accents_do_not_send_a_country_to_the_end() -> None:
    names = [country.name for country in list_countries("en")]
    assert names.index("Åland Islands") < names.index("Albania") < names.index("Zimbabwe")
    spanish = [country.name for country in list_countries("es")]
    assert spanish.index("Eslovaquia") < spanish.index("Etiopía")
    assert len(names) == len(spanish) == 250
