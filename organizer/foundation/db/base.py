"""The base of mapped classes: names of constraints, keys, declared columns."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from organizer.foundation.core.ids import new_id

from .personal import impersonal

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table: a UUIDv7 key made in Python, so that sealing can bind to it before the insert."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {UUID: Uuid(as_uuid=True)}

    def __init__(self, **values: Any) -> None:
        """Give the row its key at once, then set the values."""
        if "id" in type(self).__mapper__.columns and values.get("id") is None:
            values = {"id": new_id(), **values}
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, value)


class Keyed:
    """Mix-in: the primary key."""

    id: Mapped[UUID] = mapped_column(Uuid(as_uuid=True), primary_key=True, info=impersonal(), sort_order=-10)
