"""The newest schema in an empty database."""

from importlib import import_module
from pathlib import Path

from sqlalchemy import Column, Table, Uuid

import organizer
from organizer.foundation.db import Base, Database


def upgrade(url: str) -> None:
    """Make all tables: by the migrations, or from the models while there are none."""
    if list((Path(organizer.__file__).parent / "migrations" / "versions").glob("*.py")):
        import_module("organizer.foundation.db.migrations").upgrade(url)
        return
    root = Path(organizer.__file__).parent
    for path in root.rglob("models*"):
        if "__pycache__" not in path.parts:
            import_module("organizer." + ".".join(path.relative_to(root).with_suffix("").parts))
    if "person" not in Base.metadata.tables:
        Table("person", Base.metadata, Column("id", Uuid, primary_key=True))
    database = Database.from_url(url)
    Base.metadata.create_all(database.engine)
    database.dispose()
