"""A database as the first version of the program made it."""

from pathlib import Path

from peewee import SqliteDatabase
from peewee import sqlite3 as library  # type: ignore[attr-defined]
from playhouse.migrations import Runner

from tui_clients.storage import database as opening
from tui_clients.storage.database import APPLICATION_ID

OLD = [
    (1, "Anna Müller", "Köln", "anna muller\nanna mueller\nkoln\nkoeln"),
    (2, "Bert Smith", "Bonn", "bert smith\nbonn"),
    (3, "Carla Weiß", "Köln", "carla weiss\nkoln\nkoeln"),
]


def first_schema(path: Path) -> None:
    """Make a database as version 1 did, with texts as it wrote them."""
    folder = Path(opening.__file__).parent / "migrations"
    connection = SqliteDatabase(str(path))
    Runner(connection, str(folder)).up(target="0001_initial")
    connection.close()
    raw = library.connect(path, isolation_level=None)
    names = [name for _number, name, *_rest in raw.execute("PRAGMA table_info(client)")]
    for id_, name, city, search in OLD:
        known = {"id": id_, "uid": f"u{id_}", "name": name, "city": city, "search": search, "version": 1}
        known |= {"sort_name": name.lower(), "tags": '["vip"]' if id_ == 2 else "", "status": "active"}
        known |= {"created_at": 1_700_000_000, "updated_at": 1_700_000_000, "deleted_at": None, "category_id": None}
        marks = ", ".join("?" * len(names))
        raw.execute(f"INSERT INTO client VALUES ({marks})", [known.get(name, "") for name in names])
    raw.execute("INSERT INTO contact_point VALUES (1, 2, 'phone', '', '+442079460018', 0)")
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute("PRAGMA user_version = 1")
    raw.close()
