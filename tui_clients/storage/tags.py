"""The tags that are in use."""

import json

from tui_clients.domain.text import fold
from tui_clients.storage.database import Database

_NEWEST = 100_000
"""Clients that are looked at; 20,000 take 0.07 s."""


def in_use(database: Database) -> list[str]:
    """Return the tags of the newest clients, each as it is written most recently, sorted; others may be in use too."""
    newest = "SELECT id, tags FROM client WHERE deleted_at IS NULL ORDER BY id DESC LIMIT ?"
    statement = f"SELECT tags FROM ({newest}) WHERE tags <> '' GROUP BY tags ORDER BY max(id) DESC"
    found: dict[str, str] = {}
    for (texts,) in database.stream_sql(statement, _NEWEST):
        for tag in json.loads(texts):
            found.setdefault(fold(tag).strip(), tag)
    return [tag for _key, tag in sorted(found.items())]
