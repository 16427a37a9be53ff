"""Sealed values open in their own place and nowhere else."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organizer.foundation.db import SealBroken, Vault

PLACE = "rsvp|email_sealed|0190"


def _vault(folder: Path, wrapping: bytes = bytes(32)) -> Vault:
    return Vault(wrapping, bytes(range(32)), folder / "keys.json")


def test_the_same_text_is_sealed_differently_each_time(vault: Vault) -> None:
    first, second = (vault.seal("ana@example.org", scope="a", place=PLACE) for _ in range(2))
    assert first != second
    assert vault.open(first, scope="a", place=PLACE) == vault.open(second, scope="a", place=PLACE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=50)
@given(st.text(max_size=400))
def test_any_text_comes_back_as_it_was(vault: Vault, text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert vault.open(vault.seal(text, scope="a", place=PLACE), scope="a", place=PLACE) == text


def test_lengths_tell_only_the_size_of_the_box(vault: Vault) -> None:
    sizes = {len(vault.seal("x" * n, scope="a", place=PLACE)) for n in range(1, 61)}
    assert len(sizes) == 1


@pytest.mark.parametrize(
    ("scope", "place"), [("b", PLACE), ("a", "rsvp|email_sealed|0191"), ("a", "rsvp|name_sealed|0190")]
)
def test_a_value_moved_elsewhere_does_not_open(vault: Vault, scope: str, place: str) -> None:
    sealed = vault.seal("secret", scope="a", place=PLACE)
    vault.seal("other", scope="b", place=PLACE)
    with pytest.raises(SealBroken):
        vault.open(sealed, scope=scope, place=place)


def test_a_changed_byte_does_not_open(vault: Vault) -> None:
    sealed = bytearray(vault.seal("secret", scope="a", place=PLACE))
    for position in (0, 3, 10, len(sealed) - 1):
        broken = bytes(sealed[:position] + bytes([sealed[position] ^ 1]) + sealed[position + 1 :])
        with pytest.raises(SealBroken):
            vault.open(broken, scope="a", place=PLACE)


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    sealed = _vault(tmp_path).seal("secret", scope="a", place=PLACE)
    with pytest.raises(SealBroken):
        _vault(tmp_path, bytes([1]) * 32).open(sealed, scope="a", place=PLACE)


def test_two_processes_share_the_keys_of_one_file(tmp_path: Path) -> None:
    sealed = _vault(tmp_path).seal("secret", scope="a", place=PLACE)
    assert _vault(tmp_path).open(sealed, scope="a", place=PLACE) == "secret"
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0


def test_what_is_shredded_never_opens_again(tmp_path: Path) -> None:
    vault = _vault(tmp_path)
    sealed = vault.seal("secret", scope="a", place=PLACE)
    vault.shred("a")
    vault.seal("new life", scope="a", place=PLACE)
    with pytest.raises(SealBroken):
        vault.open(sealed, scope="a", place=PLACE)


def test_addresses_are_found_in_their_campaign_and_not_linked_across(vault: Vault) -> None:
    here = vault.email_index("Ana@Example.org", scope="a")
    assert here == vault.email_index("ana@example.org", scope="a")
    assert here != vault.email_index("ana@example.org", scope="b")
    assert len(here) == 32
