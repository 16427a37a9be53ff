"""Kinds of groups."""

from enum import StrEnum


class GroupKind(StrEnum):
    """A local group lists events; a partner stands behind campaigns."""

    LOCAL = "local"
    PARTNER = "partner"
