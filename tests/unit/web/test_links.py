from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from organizer.foundation.web.links import LinkNotUsable, Signer

OLD, NEW = b"o" * 32, b"n" * 32


def test_a_link_gives_back_what_was_signed() -> None:
    signer = Signer([NEW])
    assert signer.read("rsvp", signer.sign("rsvp", {"rsvp": "abc", "v": 2})) == {"rsvp": "abc", "v": 2}


@pytest.mark.parametrize(
    ("made_for", "used_for"), [("rsvp", "sign-in"), ("sign-in", "rsvp"), ("rsvp", "rsv"), ("a", "A")]
)
def test_a_link_of_another_purpose_is_refused(made_for: str, used_for: str) -> None:
    signer = Signer([NEW])
    with pytest.raises(LinkNotUsable):
        signer.read(used_for, signer.sign(made_for, {"id": "1"}))


def test_an_old_key_opens_but_never_signs() -> None:
    before, after = Signer([OLD]), Signer([NEW, OLD])
    assert after.read("p", before.sign("p", {"id": "1"})) == {"id": "1"}
    with pytest.raises(LinkNotUsable):
        before.read("p", after.sign("p", {"id": "1"}))


def test_a_link_ends() -> None:
    signer, start = Signer([NEW]), datetime(2027, 1, 1, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        token = signer.sign("p", {"id": "1"})
    with time_machine.travel(start + timedelta(minutes=14), tick=False):
        assert signer.read("p", token, timedelta(minutes=15))
    with time_machine.travel(start + timedelta(minutes=16), tick=False), pytest.raises(LinkNotUsable):
        signer.read("p", token, timedelta(minutes=15))


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é", "\x00", "a" * 5000])
def test_nonsense_is_no_link(token: str) -> None:
    with pytest.raises(LinkNotUsable):
        Signer([NEW]).read("p", token)


def test_a_changed_link_is_refused() -> None:
    token = Signer([NEW]).sign("p", {"id": "1"})
    with pytest.raises(LinkNotUsable):
        Signer([NEW]).read("p", "A" + token[1:] if token[0] != "A" else "B" + token[1:])


def test_a_signer_needs_a_key_and_a_link_a_purpose() -> None:
    with pytest.raises(ValueError, match="key"):
        Signer([])
    with pytest.raises(ValueError, match="purpose"):
        Signer([NEW]).sign("", {})
