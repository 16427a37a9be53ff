"""Counts the statements that a block sends, so that a list can prove it asks once for all rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event


@dataclass
class Statements:
    """The SQL texts that were sent, without transaction control."""

    sent: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.sent)


@contextmanager
def counted(engine: Engine) -> Iterator[Statements]:
    """Record what goes to the database within the block."""
    statements = Statements()

    def record(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.split(None, 1)[0].upper() not in {"BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA"}:
            statements.sent.append(statement)

    event.listen(engine, "before_cursor_execute", record)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", record)
