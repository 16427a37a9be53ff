"""Every column says whether it can hold something about a person; export, erasure and purge rely on it."""

import re

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table

from organizer.foundation.db import Personal, impersonal
from organizer.tables import metadata

#: A column with such a name is about a person, whatever its declaration says.
_TELLING = re.compile(r"(?:^|_)(?:email|phone|password|token|secret|ip|user_agent|contact|passkey)(?:_|$)")
#: Columns with a telling name that are about nobody.
_EXCUSED = {"campaign.contact": "the public address of the coalition"}


def undeclared(tables: MetaData) -> list[str]:
    """Name the columns that don't say what they hold."""
    return [str(column) for table in tables.sorted_tables for column in table.columns if "personal" not in column.info]


def misdeclared(tables: MetaData) -> list[str]:
    """Name the columns that say they are about nobody, and are."""
    return [
        str(column)
        for table in tables.sorted_tables
        for column in table.columns
        if column.info.get("personal") is None and _TELLING.search(column.name) and str(column) not in _EXCUSED
    ]


def test_every_column_declares_what_it_holds() -> None:
    assert not undeclared(metadata)


def test_no_column_about_a_person_is_declared_to_be_about_nobody() -> None:
    assert not misdeclared(metadata)


def test_every_declaration_gives_a_purpose() -> None:
    declarations = [column.info["personal"] for table in metadata.sorted_tables for column in table.columns]
    personal = [declaration for declaration in declarations if declaration is not None]
    assert personal
    for declaration in personal:
        assert isinstance(declaration, Personal)
        assert len(declaration.purpose.split()) >= 2


@pytest.mark.parametrize(
    ("column", "check"),
    [
        (Column("x", Integer), undeclared),
        (Column("email_index", String, info=impersonal()), misdeclared),
        (Column("ip", String, info=impersonal()), misdeclared),
    ],
)
def test_a_column_without_a_true_declaration_is_seen(column: Column[object], check: object) -> None:
    tables = MetaData()
    Table("sample", tables, column)
    assert callable(check)
    assert check(tables) == [f"sample.{column.name}"]
