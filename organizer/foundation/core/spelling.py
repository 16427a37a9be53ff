"""How far two words are apart: letters missing, too many, wrong, or two of them swapped."""


def edits_between(first: str, second: str, most: int) -> int | None:
    """Return how many edits lead from one word to another, None when it takes more than ``most``.

    Two neighbouring letters that are swapped are one edit (optimal string alignment).
    """
    if abs(len(first) - len(second)) > most:
        return None
    before: list[int] = []
    previous = list(range(len(second) + 1))
    for row, letter in enumerate(first, start=1):
        current = [row]
        for column, other in enumerate(second, start=1):
            cost = min(previous[column - 1] + (letter != other), previous[column] + 1, current[-1] + 1)
            if row > 1 and column > 1 and letter == second[column - 2] and first[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > most and min(previous) > most:
            return None
        before, previous = previous, current
    return previous[-1] if previous[-1] <= most else None


def edits_allowed(word: str) -> int:
    """Return how many edits may lie between a word and what was meant by it: none for short ones, which all look alike."""
    return (len(word) >= _ONE) + (len(word) >= _TWO)


_ONE, _TWO = 4, 7
