"""What the tests of imports share: a file from text, an import in one line, every client of a database."""

from pathlib import Path
from typing import Any

from tests.conftest import REPO
from tui_clients.domain.client import Client
from tui_clients.domain.query import Query, Sort
from tui_clients.services import importing
from tui_clients.services.importing import OnDuplicate, Options, Report
from tui_clients.settings import Settings
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database

SAMPLE = REPO / "sample_data"
TABLES = ("client", "project", "invoice", "payment", "contact", "note", "document", "document_part", "change",
          "import_run", "category")  # fmt: skip


def file(folder: Path, text: str, name: str = "file.csv") -> Path:
    """Return a UTF-8 file of that text."""
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def bring_in(
    database: Database, path: Path, *, country: str = "", on_duplicate: str = "skip", by: str = "me", **options: Any
) -> Report:
    """Import a file with some options; `country` is that of the settings."""
    chosen = Options(on_duplicate=OnDuplicate(on_duplicate), **options)
    plan = importing.inspect(path, Settings(country=country, currency="EUR", user=by), chosen)
    return importing.run(plan, database, by)


def everybody(database: Database) -> list[Client]:
    """Return all clients in the order in which they came."""
    clients = Clients(database)
    return clients.get_many(sorted(clients.find(Query(sort=Sort("created_at")))))


def counts(database: Database) -> dict[str, int]:
    """Return how many rows each table has."""
    return {table: int(database.sql(f"SELECT count(*) FROM {table}")[0][0]) for table in TABLES}


def codes(report: Report) -> list[tuple[int, str, str]]:
    """Return line, field and code of each problem."""
    return [(found.line, found.problem.field, found.problem.code.value) for found in report.problems]
