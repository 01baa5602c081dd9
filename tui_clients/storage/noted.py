"""Lets clients be found by the notes on them: their folded texts stand at the end of a client's search text."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from tui_clients.storage.database import Database
from tui_clients.storage.search_text import LONGEST_NOTE, OWN_END, notes_text

NOTES = f"SELECT substr(text, 1, {LONGEST_NOTE}) FROM note WHERE client_id = ? ORDER BY created_at DESC, id DESC"
_RANGE = f"""SELECT client_id, substr(text, 1, {LONGEST_NOTE}) FROM note
    WHERE client_id > ? AND client_id <= ? ORDER BY client_id, created_at DESC, id DESC"""

_OWN = f"substr(search, 1, instr(search, char({OWN_END})))"
KEEPING_NOTES = f"? || substr(search, instr(search, char({OWN_END})) + 1)"
"""The search text of a client whose own values were changed, in SQL: what its notes say stays."""

WRITE = f"UPDATE client SET search = {_OWN} || ? WHERE id = ? AND {_OWN} <> '' AND {_OWN} || ? <> search"
"""A text of an earlier version has no end; it is made anew before it is indexed."""


def refresh(database: Database, client_ids: Iterable[int]) -> None:
    """Bring what clients are found by up to date with the notes on them, inside the caller's transaction.

    The newest notes count, up to as many characters as of a client's own note.
    """
    for id_ in dict.fromkeys(client_ids):
        text = notes_text(note for (note,) in database.stream_sql(NOTES, id_))
        database.sql(WRITE, text, id_, text)


def texts(database: Database, after: int, up_to: int) -> Iterator[tuple[int, str]]:
    """Yield for the clients with ids behind `after` and up to `up_to` what the notes on them say, if there are any."""
    for id_, rows in groupby(database.stream_sql(_RANGE, after, up_to), key=itemgetter(0)):
        yield id_, notes_text(text for _id, text in rows)
