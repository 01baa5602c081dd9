"""The command `list`: the clients that a query finds, in columns, as tab-separated values or as JSON."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import islice

from tui_clients.cli import output
from tui_clients.cli.session import Session
from tui_clients.domain import dates
from tui_clients.domain.client_row import ClientRow
from tui_clients.domain.phone import show as show_phone
from tui_clients.domain.query import Query
from tui_clients.domain.record_json import to_plain
from tui_clients.domain.text import visible
from tui_clients.i18n import _, ngettext
from tui_clients.storage.clients import Clients
from tui_clients.ui import show, words

_COLUMNS = ("id", "name", "company_name", "email", "mobile", "country", "category", "created_at")
_CHUNK = 500


def list_(session: Session, options: Namespace) -> int:
    """Print the clients that hold all words of the query."""
    query = Query(" ".join(options.query))
    with session.database() as database:
        clients = Clients(database)
        if options.json:
            found = islice(clients.iterate(query), options.limit)
            output.write_json_array({"id": client.id, **to_plain(client)} for client in found)
        elif output.is_terminal():
            _print_columns(clients, query, options.limit)
        else:
            _print_table(clients, query, options.limit)
    return 0


def _chunks(clients: Clients, query: Query, limit: int | None) -> Iterator[list[ClientRow]]:
    ids = clients.find(query)[:limit]
    for start in range(0, len(ids), _CHUNK):
        yield clients.rows(ids[start : start + _CHUNK])


def _print_table(clients: Clients, query: Query, limit: int | None) -> None:
    query.conditions()  # a mistake in the query leaves nothing on the standard output
    output.write("\t".join(_COLUMNS))
    for rows in _chunks(clients, query, limit):
        for row in rows:
            output.write("\t".join(visible(cell) for cell in _plain(row)))


def _plain(row: ClientRow) -> Sequence[str]:
    texts = (row.name, row.company_name, row.email, row.mobile, row.country, row.category)
    return (str(row.id), *texts, dates.iso(row.created_at))


def _print_columns(clients: Clients, query: Query, limit: int | None) -> None:
    """Print lines as wide as the terminal; the first rows decide how wide each column is."""
    header = ["", *(words.label(name) for name in _COLUMNS[1:])]
    widths: list[int] = []
    count = 0
    for rows in _chunks(clients, query, limit):
        shown = [_shown(row) for row in rows]
        if not widths:
            widths = output.fitting([header, *shown], output.terminal_width())
            output.write(output.aligned(header, widths))
        for cells in shown:
            output.write(output.aligned(cells, widths))
        count += len(rows)
    sentence = ngettext("{count} client", "{count} clients", count) if count else _("No client was found.")
    output.say(sentence.format(count=show.number(count)))


def _shown(row: ClientRow) -> list[str]:
    country = show.country(row.country)
    added = show.day(row.created_at.astimezone().date())
    return [str(row.id), row.name, row.company_name, row.email, show_phone(row.mobile), country, row.category, added]
