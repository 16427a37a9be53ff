import time

import pytest

from organizer.accounts.rules.password import hash_password, is_password

PASSWORD = "purple kettle rides north"


@pytest.fixture(scope="module")
def encoded() -> str:
    return hash_password(PASSWORD)


def test_a_hash_is_argon2id_of_at_least_the_recommended_cost(encoded: str) -> None:
    assert encoded.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_the_right_password_fits(encoded: str) -> None:
    assert is_password(PASSWORD, encoded)


@pytest.mark.parametrize(
    "wrong", ["", PASSWORD + " ", " " + PASSWORD, PASSWORD.upper(), PASSWORD[:-1], PASSWORD + "\x00"]
)
def test_nothing_is_trimmed_folded_or_cut_off(encoded: str, wrong: str) -> None:
    assert not is_password(wrong, encoded)


def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    assert is_password("cafe\u0301 azul en la lluvia", hash_password("caf\u00e9 azul en la lluvia"))


def test_a_long_password_counts_to_its_end() -> None:
    encoded = hash_password("k" * 127 + "a")
    assert not is_password("k" * 127 + "b", encoded)


@pytest.mark.parametrize("encoded", [None, "", "nonsense", "$argon2id$v=19$m=19456,t=2,p=1$"])
def test_without_a_hash_nothing_fits(encoded: str | None) -> None:
    assert not is_password("\x00no password is stored\x00", encoded)


def test_an_unknown_person_takes_as_long_as_a_wrong_password(encoded: str) -> None:
    is_password("x", None)

    def seconds(stored: str | None) -> float:
        best = 9.0
        for _ in range(5):
            start = time.process_time()
            is_password("some wrong password", stored)
            best = min(best, time.process_time() - start)
        return best

    assert 0.5 < seconds(None) / seconds(encoded) < 2
