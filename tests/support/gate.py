"""Senders of public forms as the gate meets them: a browser that calculates, one that waits."""

import itertools
from hashlib import sha256

from tests.support.page import Element, Form


def solve(seed: str, bits: int, pieces: int) -> str:
    """Return what a browser calculates."""
    return ".".join(str(_number(f"{seed}.{piece}.", bits)) for piece in range(pieces))


def calculated(form: Form) -> dict[str, list[str]]:
    """Return what a browser sends from the page between, once it has done the calculation."""
    asked: Element = form.element
    work = solve(asked.get("data-seed", ""), int(asked.get("data-bits", "0")), int(asked.get("data-pieces", "0")))
    return {**form.values, asked.get("data-field", ""): [work]}


def _number(start: str, bits: int) -> int:
    prefix = sha256(start.encode())
    for number in itertools.count():
        attempt = prefix.copy()
        attempt.update(str(number).encode())
        if int.from_bytes(attempt.digest()[:4]) >> (32 - bits) == 0:
            return number
    raise AssertionError
