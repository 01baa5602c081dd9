"""The search index: an FTS5 table of trigrams, kept by triggers in the transaction that changes the row.

The index covers clients up to an id, `indexed_up_to`: all of them as a rule, fewer while it is being built anew.
Triggers leave rows beyond that id alone, so that building goes in short steps between which others can write,
and goes on where it stopped. Until it is whole, the list finds clients by looking at every row.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from tui_clients.errors import DatabaseRefused
from tui_clients.storage import facets, failures
from tui_clients.storage.database import Database

COMPLETE = 2**63 - 1
_STEP = 2_000
_MERGED_PAGES = 2_000
_TURN = 0.11
"""Seconds between two steps: who waits for SQLite's write lock looks every tenth of a second whether it is free."""

_NAMES = ", ".join(("text", *facets.COLUMNS))
_WATCHED = ("search", "tag_text", "created_at", "country", "language", "gender", "category_id", "status", "deleted_at")


def _texts(row: str) -> str:
    return ", ".join((f"{row}.search", *facets.sql(row)))


def _named(row: str) -> str:
    pairs = zip(("text", *facets.COLUMNS), (f"{row}.search", *facets.sql(row)), strict=True)
    return ", ".join(f"{expression} AS {name}" for name, expression in pairs)


_UP_TO = "(SELECT indexed_up_to FROM search_state)"
_REMOVE = f"INSERT INTO client_index (client_index, rowid, {_NAMES}) SELECT 'delete', old.id, {_texts('old')}"
_ADD = f"INSERT INTO client_index (rowid, {_NAMES}) SELECT new.id, {_texts('new')}"
_CHANGED = " OR ".join(f"old.{name} IS NOT new.{name}" for name in _WATCHED)

_INDEX = f"""CREATE VIRTUAL TABLE client_index USING fts5(
    {_NAMES}, content='client_entry', content_rowid='id', columnsize=0, tokenize='trigram case_sensitive 1')"""
_ON_INSERT = f"""CREATE TRIGGER client_index_insert AFTER INSERT ON client
        WHEN new.deleted_at IS NULL AND new.id <= {_UP_TO} BEGIN {_ADD}; END"""
_NEVER = "CREATE TRIGGER client_index_insert AFTER INSERT ON search_state BEGIN SELECT 1; END"
TABLES = (
    f"CREATE VIEW client_entry AS SELECT client.id, {_named('client')} FROM client WHERE deleted_at IS NULL",
    _INDEX,
    _ON_INSERT,
    f"""CREATE TRIGGER client_index_delete AFTER DELETE ON client
        WHEN old.deleted_at IS NULL AND old.id <= {_UP_TO} BEGIN {_REMOVE}; END""",
    f"""CREATE TRIGGER client_index_update AFTER UPDATE OF {", ".join(_WATCHED)} ON client
        WHEN old.id <= {_UP_TO} AND ({_CHANGED}) BEGIN
        {_REMOVE} WHERE old.deleted_at IS NULL;
        {_ADD} WHERE new.deleted_at IS NULL;
        END""",
)
"""What makes the index: the texts of a client's row as a view, the index over them, and the triggers that keep it."""

SETTINGS = ("INSERT INTO client_index (client_index, rank) VALUES ('hashsize', 16777216)",)
"""16 MB of a transaction's entries are sorted in memory, not one: fewer pieces to merge, and to look into."""

_SET = "INSERT INTO client_index (client_index, rank) VALUES (?, ?)"
_USUAL = {"automerge": 4, "crisismerge": 256, "usermerge": 4}
"""How many pieces of a size are merged (https://sqlite.org/fts5.html): a little with each change from four on, or all.
That takes 10 s after 1,000,000 clients were imported, of whoever saves the next, so that it is to happen to nobody."""

_PUT_OFF = {"automerge": 0, "crisismerge": 256, "usermerge": 16}
"""How many while clients are loaded: only where `merge_a_little` is asked to."""

_STATE = "CREATE TABLE search_state (indexed_up_to INTEGER NOT NULL)"
_MADE = (
    ("view", "client_entry"),
    ("table", "client_index"),
    ("trigger", "client_index_insert"),
    ("trigger", "client_index_delete"),
    ("trigger", "client_index_update"),
)
_SHADOWS = ("client_index_config", "client_index_data", "client_index_idx")  # where FTS5 keeps an index
_PARTS = (*(name for _kind, name in _MADE), *_SHADOWS)
_COUNT_PARTS = f"SELECT count(*) FROM sqlite_schema WHERE name IN ({', '.join(map(repr, _PARTS))})"

# A leaf of the index (fts5_index.c, "DATABASE FORMAT") has an id of 37 bits and a size in its bytes 3 and 4, behind
# which it says where its terms begin. Every leaf with terms is named in `client_index_idx`, but for a segment's first.
_LOST_LEAVES = """SELECT count(*) FROM client_index_data AS leaf
    WHERE id >> 37 > 0 AND id >> 31 & 63 = 0 AND hex(substr(block, 3, 2)) < printf('%04X', length(block))
    AND id NOT IN (SELECT (segid << 37) + pgno / 2 FROM client_index_idx)
    AND EXISTS (SELECT 1 FROM client_index_data AS b WHERE b.id < leaf.id AND b.id >= leaf.id >> 37 << 37)
    """


class Bulk:
    """Clients that are added inside a transaction and wait for being indexed together: those beyond an id."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reached: int | None = None
        self._are_many = False
        self.begin()

    def begin(self) -> None:
        """Let clients wait from now on, unless the index is not whole: then whoever makes it gets to them."""
        is_ours = is_whole(self._database)
        self._reached = _reach(self._database, _highest(self._database)) if is_ours else None
        self._put_aside()

    def expect_many(self) -> None:
        """Put the trigger aside that would ask of each new client whether it waits: a tenth of what storing takes.

        Another of its name stands in for it that nothing sets off, which nobody else sees: it is back before a commit.
        """
        self._are_many = True
        self._put_aside()

    def _put_aside(self) -> None:
        if self._are_many and self._reached is not None:
            _set_trigger(self._database, _NEVER)

    def extend(self) -> None:
        """Index those who wait."""
        if self._reached is None:
            return
        highest = _highest(self._database)
        entries = f"SELECT id, {_NAMES} FROM client_entry WHERE id > ? AND id <= ?"
        self._database.sql(f"INSERT INTO client_index (rowid, {_NAMES}) {entries}", self._reached, highest)
        self._reached = _reach(self._database, highest)

    def end(self) -> None:
        """Index those who wait, and let nobody wait any more."""
        if self._reached is not None:
            self.extend()
            _reach(self._database, COMPLETE)
            self._reached = None
            if self._are_many:
                _set_trigger(self._database, _ON_INSERT)


@contextmanager
def in_bulk(database: Database) -> Iterator[Bulk]:
    """Inside the caller's transaction, let clients that are added be indexed together: at the end, or when told to.

    That takes 30 µs a client; one by one, as the triggers do it, 160. One inside another leaves it to the outer one.
    """
    bulk = Bulk(database)
    yield bulk
    bulk.end()


def _set_trigger(database: Database, definition: str) -> None:
    database.sql("DROP TRIGGER client_index_insert")
    database.sql(definition)


def _reach(database: Database, up_to: int) -> int:
    database.sql("UPDATE search_state SET indexed_up_to = ?", up_to)
    return up_to


def _highest(database: Database) -> int:
    return int(database.sql("SELECT coalesce(max(id), 0) FROM client")[0][0])


def put_off_merging(database: Database) -> None:
    """Let the pieces of the index be as they come; merging all the while takes a quarter of the time."""
    _set(database, _PUT_OFF)


def merge_as_usual(database: Database) -> None:
    """Let pieces of the index be merged by whoever writes, a little at a time."""
    _set(database, _USUAL)


def _set(database: Database, settings: Mapping[str, int]) -> None:
    for setting in settings.items():
        database.sql(_SET, *setting)


def merge_a_little(database: Database) -> bool:
    """Merge pieces of the index where there are many of a size, for a tenth of a second; return whether any were."""
    return _merged(database, _MERGED_PAGES)


def is_whole(database: Database) -> bool:
    """Return whether the index covers every client; raise `IndexDamaged` where a part of it is missing."""
    rows = database.sql(f"SELECT indexed_up_to, ({_COUNT_PARTS}) FROM search_state")
    if len(rows) != 1 or rows[0][1] != len(_PARTS) or not isinstance(rows[0][0], int):
        raise failures.index_damaged(database.path)
    return bool(rows[0][0] == COMPLETE)


def discard(database: Database) -> None:
    """Throw a damaged index away and begin an empty one; `build` fills it."""
    with database.transaction():
        _drop(database)
        for statement in (*TABLES, *SETTINGS, _STATE):
            database.sql(statement)
        database.sql("INSERT INTO search_state VALUES (0)")


def _drop(database: Database) -> None:
    """Remove the index with all that belongs to it, however damaged it is: the index itself could not be opened."""
    database.sql("PRAGMA writable_schema = ON")
    try:
        database.sql("DELETE FROM sqlite_schema WHERE name = 'client_index' AND type = 'table'")
    finally:
        database.sql("PRAGMA writable_schema = RESET")
    for kind, name in (*_MADE, *(("table", name) for name in (*_SHADOWS, "search_state"))):
        database.sql(f"DROP {kind} IF EXISTS {name}")


def build(database: Database, refresh: Callable[[int, int], None], progress: Callable[[int, int], None]) -> None:
    """Bring the index from where it stands to the last client, in short transactions; another process may do so too.

    `refresh` makes the search texts of the clients with ids in a range (first excluded, last included) anew,
    `progress` is told the id that was reached and the highest there is, and may raise to stop.
    """
    if is_whole(database):
        return
    reached = highest = 0
    while reached < COMPLETE:
        with database.transaction():
            if not is_whole(database):  # else another process has done the rest
                _extend(database, refresh)
            ((reached, highest),) = database.sql(
                "SELECT indexed_up_to, (SELECT coalesce(max(id), 0) FROM client) FROM search_state"
            )
        progress(min(reached, highest), highest)
        time.sleep(_TURN)
    _merge(database, partial(progress, highest, highest))


def _extend(database: Database, refresh: Callable[[int, int], None]) -> None:
    """Take the next clients into the index."""
    ((reached,),) = database.sql("SELECT indexed_up_to FROM search_state")
    next_ids = "SELECT id FROM client WHERE id > ? ORDER BY id LIMIT ?"
    count, end = database.sql(f"SELECT count(*), max(id) FROM ({next_ids})", reached, _STEP)[0]
    if count:
        refresh(reached, end)
        entries = f"SELECT id, {_NAMES} FROM client_entry WHERE id > ? AND id <= ?"
        database.sql(f"INSERT INTO client_index (rowid, {_NAMES}) {entries}", reached, end)
    database.sql("UPDATE search_state SET indexed_up_to = ?", COMPLETE if count < _STEP else end)


def _merge(database: Database, progress: Callable[[], None]) -> None:
    """Merge what the index was built of, step by step; counting takes half the time then.

    The steps are those of https://sqlite.org/fts5.html#the_merge_command: a negative number begins, and a step that
    changes less than two rows had nothing to do.
    """
    pages, is_merged = -_MERGED_PAGES, True
    while is_merged:
        with database.transaction():
            is_merged = _merged(database, pages)
        pages = _MERGED_PAGES
        progress()
        time.sleep(_TURN)


def _merged(database: Database, pages: int) -> bool:
    """Merge so many pages of the index, and return whether there was anything to merge."""
    ((before,),) = database.sql("SELECT total_changes()")
    database.sql(_SET, "merge", pages)
    ((after,),) = database.sql("SELECT total_changes()")
    return bool(after - before >= 2)


def prove(database: Database) -> None:
    """Read all of the index and of the table; raise `IndexDamaged` where they disagree.

    Nobody can write meanwhile: for a second with 70,000 clients.
    """
    made = dict(database.sql("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    if [made.get(name) for _kind, name in _MADE] != list(TABLES):
        raise failures.index_damaged(database.path)
    try:
        database.sql("INSERT INTO client_index (client_index, rank) VALUES ('integrity-check', 1)")
        ((lost,),) = database.sql(_LOST_LEAVES)  # of which the statement above knows nothing
    except DatabaseRefused as error:
        if failures.is_damage(error):
            raise failures.index_damaged(database.path) from error
        raise
    if lost:
        raise failures.index_damaged(database.path)
