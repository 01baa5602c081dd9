"""Makes room for very many new clients in one transaction: what is kept in order is sorted once, at the end.

Of the 115 µs that SQLite takes to store and index a client one by one, 65 go into finding the places in the list's
indexes; sorted by CREATE INDEX the same entries take 10. Measured with 100,000 clients on one core.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

from tui_clients.storage import client_indexes, search_index
from tui_clients.storage.database import Database
from tui_clients.storage.search_index import Bulk

_FEWEST = 5_000
"""New clients for which it is worth it; the lock on the schema costs other connections a moment."""

_TOGETHER = 4_000
"""New clients that are indexed in one step, of which each makes a piece of the index: merging all pieces once takes
7 µs a client, and pieces of 500 clients are merged twice. In larger steps the process that reads has to wait."""

_CACHE = 48_000  # kB of pages; with the usual 2 MB pages are written and read again, over and over


class Loading:
    """What is put off while clients are loaded; goes with the transaction when that is undone."""

    def __init__(self, database: Database, bulk: Bulk) -> None:
        self._database = database
        self._bulk = bulk
        self._has_put_off = False
        self._waiting = 0

    def index(self, count: int) -> Iterator[None]:
        """Take the new clients so far into the search index, once up to `count` more have made them many.

        Yield while its pieces are merged, which goes on for seconds after very many clients.
        """
        self._waiting += count
        if self._waiting >= _TOGETHER:
            self._waiting = 0
            self._bulk.extend()
            while self._has_put_off and search_index.merge_a_little(self._database):
                yield

    def expect(self, count: int, needed: Collection[str], *, is_alone: bool) -> None:
        """Put the list's indexes off, but for those `needed` meanwhile, if that is less work for `count` new clients.

        Sorting takes all clients into account, so it does not pay where many are there already. Where another import
        is under way they stay as they are, but that those are made which are needed and which that one has put off.
        """
        if not is_alone:
            missing = [name for name in client_indexes.missing(self._database) if name in needed]
            list(client_indexes.make(self._database, missing))
            return
        ((present,),) = self._database.sql("SELECT count(*) FROM client")
        if count < _FEWEST or present > 2 * count:
            return
        search_index.put_off_merging(self._database)
        self._bulk.expect_many()
        self._has_put_off = True
        for name in client_indexes.present(self._database) - client_indexes.WITHOUT_NEW - set(needed):
            client_indexes.drop(self._database, name)

    def settle(self) -> None:
        """Bring everything into a state that is right for others, but for the indexes that were put off."""
        self._bulk.end()
        self._waiting = 0

    def go_on(self) -> None:
        """Load on, in another transaction."""
        self._bulk.begin()

    def finish(self, insist: Callable[[Callable[[], None]], None]) -> Iterator[str]:
        """Make the indexes that were put off, and yield after each; `insist` does the work of one."""
        if self._has_put_off:
            for name in client_indexes.missing(self._database):
                insist(partial(client_indexes.make_one, self._database, name))
                yield name
            search_index.merge_as_usual(self._database)


@contextmanager
def loading(database: Database) -> Iterator[Loading]:
    """Inside the caller's transaction, give what makes room for new clients; call `finish` when all are there."""
    with ExitStack() as undone:
        ((usual,),) = database.sql("PRAGMA cache_size")
        undone.callback(database.sql, f"PRAGMA cache_size = {usual}")
        database.sql(f"PRAGMA cache_size = -{_CACHE}")
        yield Loading(database, undone.enter_context(search_index.in_bulk(database)))
