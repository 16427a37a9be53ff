import pytest

from organizer.accounts.rules.password import (
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    check_new_password,
    common_passwords,
    is_password,
)

GOOD = "purple kettle rides north"


@pytest.fixture(autouse=True, scope="module")
def _list_is_read() -> None:
    common_passwords()


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "x7-kettle-north",
        "قارب أزرق فوق الجبل",
        "雨の日に歩く青い猫と赤い傘を見た",
        "k" * 3 + "ettlenorthwestq",
        "ab cd ef gh ij " * 8,
    ],
)
def test_words_that_belong_to_nobody_else_are_taken(password: str) -> None:
    check_new_password(password)


@pytest.mark.parametrize("password", ["", "short", "14 characters.", "a\u0301" * 14])
def test_fewer_than_fifteen_characters_are_refused(password: str) -> None:
    with pytest.raises(PasswordTooShort):
        check_new_password(password)


@pytest.mark.parametrize("password", ["z" * 129, "kettle north " * 80_000])
def test_more_than_128_characters_are_refused_before_anything_slow(password: str) -> None:
    with pytest.raises(PasswordTooLong):
        check_new_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "PasswordPassword",
        "Correct Horse Battery Staple",
        "123456789012345",
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "qwertyuiopasdfgh",
        "elpueblounido123",
        "solidarity-protest-2027",
        "organize.example.2027",
        "maria.lopez-1975-2027",
    ],
)
def test_what_many_people_or_everybody_here_would_guess_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooCommon):
        check_new_password(password, own_words=["maria.lopez", "organize", "example"])


def test_a_password_over_the_limit_is_wrong_without_hashing() -> None:
    assert not is_password("x" * 1_000_000, None)


def test_the_list_holds_only_what_the_length_lets_through() -> None:
    assert len(common_passwords()) > 500
    assert min(map(len, common_passwords())) >= 15
