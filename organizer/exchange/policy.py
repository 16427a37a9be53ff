"""Whose sheets somebody may have packed."""

from collections.abc import Collection


def lies_within(countries: Collection[str], scope: frozenset[str] | None) -> bool:
    """Tell whether a pack of these countries, none for all of them, is somebody's with this scope."""
    return scope is None or (bool(countries) and scope.issuperset(countries))
