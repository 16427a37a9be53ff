"""The boxes of who may write, as the guest's own page draws them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from organizer.foundation.core.wording import plain_day
from organizer.record.consents import ConsentRecord


@dataclass(frozen=True, slots=True)
class ConsentBox:
    """One box with its sentence; ``since``: when it was ticked, in words."""

    id: str
    words: str
    is_given: bool
    since: str | None


def consent_boxes(records: Sequence[ConsentRecord], language: str) -> tuple[ConsentBox, ...]:
    """Return the boxes, in their order."""
    return tuple(
        ConsentBox(
            id=str(record.id),
            words=record.words,
            is_given=record.given_on is not None,
            since=gettext("Since %(day)s", day=plain_day(record.given_on, language)) if record.given_on else None,
        )
        for record in records
    )
