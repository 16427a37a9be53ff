"""The calculation: easy to check, and as long as we want to make.

Many small puzzles instead of a large one: the time that a slow telephone needs then hardly differs from try to try.
"""

from hashlib import sha256

#: So many numbers are looked for.
PIECES = 16
#: Longer than any number that a browser finds.
_LONGEST = 10


def is_solved(seed: str, bits: int, work: str) -> bool:
    """Tell whether ``work`` holds a number for each piece, whose hash with the seed begins with ``bits`` zero bits."""
    if bits == 0:
        return True
    numbers = work.split(".", PIECES)
    return len(numbers) == PIECES and all(
        _is_number(number) and _zeros(f"{seed}.{piece}.{number}", bits) for piece, number in enumerate(numbers)
    )


def _is_number(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and text.isascii() and text.isdigit()


def _zeros(text: str, bits: int) -> bool:
    return int.from_bytes(sha256(text.encode()).digest()[:4]) >> (32 - bits) == 0
