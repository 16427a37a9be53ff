"""Codes at the door, and rows of sheets as people type them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from organizer.foundation.core.ids import CODE_ALPHABET, new_id
from organizer.rsvps.rules.door import (
    AddressesNotUnderstood,
    RowsNotUnderstood,
    first_word,
    guest_code,
    is_door_open,
    read_addresses,
    read_code,
    read_rows,
)

START = datetime(2027, 11, 17, 17, tzinfo=UTC)


def test_a_code_is_five_clear_letters_and_always_the_same() -> None:
    keys = [new_id() for _ in range(2000)]
    codes = [guest_code(key) for key in keys]
    assert all(len(code) == 5 and set(code) <= set(CODE_ALPHABET) for code in codes)
    assert codes == [guest_code(UUID(str(key))) for key in keys]
    assert len(set(codes)) >= 1998


@pytest.mark.parametrize(
    "typed", ["k7m3q", "K7M3Q", " k7m 3q ", "https://act.example.org/e/near22/#in-k7m3q", "#in-K7M3Q"]
)
def test_a_code_is_read_however_it_comes(typed: str) -> None:
    assert read_code(typed) == "k7m3q"


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("", []),
        ("7", [7]),
        ("1-3, 5", [1, 2, 3, 5]),
        ("1–3; 2-4", [1, 2, 3, 4]),
        ("NEAR22-01, near22-03", [1, 3]),
        ("NEAR22-01 - NEAR22-03", [1, 2, 3]),
        ("١-٣، ٥", [1, 2, 3, 5]),
        (" 9 ,, 9 ,", [9]),
        ("2000", [2000]),
    ],
)
def test_rows_are_read(typed: str, rows: list[int]) -> None:
    assert sorted(read_rows(typed, "near22")) == rows


@pytest.mark.parametrize("typed", ["abc", "3-1", "0", "2001", "1-2001", "1,5x", "-4", "1-2-3", "²", "1e3"])
def test_what_is_no_row_is_refused_with_the_piece(typed: str) -> None:
    with pytest.raises(RowsNotUnderstood) as refused:
        read_rows(typed, "near22")
    assert refused.value.params["piece"] in typed


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", {}),
        ("7 ana@example.net", {7: "ana@example.net"}),
        ("  NEAR22-07\tana@example.net \n\n٨، bo@example.net", {7: "ana@example.net", 8: "bo@example.net"}),
        ("7,ana@example.net\r\n8: bo@example.net;", {7: "ana@example.net", 8: "bo@example.net"}),
        ("7 ana@example.net\n7 ANA@example.net", {7: "ANA@example.net"}),
    ],
)
def test_addresses_are_read_with_their_rows(typed: str, found: dict[int, str]) -> None:
    assert read_addresses(typed, "near22") == found


@pytest.mark.parametrize(
    "line",
    [
        "ana@example.net", "7", "1-2 ana@example.net", "0 ana@example.net", "7 ana@", "7 a@b c@d", "x ana@example.net",
        "7 ana@example.net bo@example.net", ":" * 19_000, "@" * 19_000, "1 " * 9_000,
    ],
    ids=lambda line: line[:20],
)  # fmt: skip
def test_what_is_no_row_with_an_address_is_named_and_soon(line: str) -> None:
    with pytest.raises(AddressesNotUnderstood) as refused:
        read_addresses(f"1 ok@example.net\n{line}", "near22")
    assert refused.value.params["pieces"] == line.strip()[:60]


@pytest.mark.parametrize(("name", "said"), [("Ana María López", "Ana"), (" Zoë ", "Zoë"), ("", None), (None, None)])
def test_the_door_says_the_first_name_only(name: str | None, said: str | None) -> None:
    assert first_word(name) == said


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (START - timedelta(hours=24, seconds=1), False),
        (START - timedelta(hours=24), True),
        (START + timedelta(hours=14), True),
        (START + timedelta(hours=14, seconds=1), False),
    ],
)
def test_the_door_is_open_around_the_event(at: datetime, *, is_open: bool) -> None:
    assert is_door_open(START, START + timedelta(hours=2), at) is is_open
