"""The rows of the client list: of a result that may be a million, the few on the screen and beside it."""

from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING

from tui_clients import i18n
from tui_clients.domain.client_row import ClientRow
from tui_clients.i18n import _
from tui_clients.ui.widgets.columns import Column

if TYPE_CHECKING:
    from tui_clients.storage.results import Result

_KEPT = 2_000
"""Rows held at the most; a screen shows fewer than 200."""


def columns() -> tuple[Column, ...]:
    """Return the list's columns; the category gives way first, then the country, the date and so on."""
    return (
        Column("name", _("Name"), 28, 20, grows=True),
        Column("company_name", _("Company"), 24, 14, gives_way=1, grows=True),
        Column("email", _("E-mail"), 30, 18, gives_way=2),
        Column("mobile", _("Mobile"), 18, 18, gives_way=3),
        Column("country", _("Country"), 14, 11, gives_way=5),
        Column("category", _("Category"), 13, 9, gives_way=6),
        Column("created_at", _("Date added"), 12, 12, gives_way=4),
    )


Cells = tuple[str, ...]


def plain(row: ClientRow) -> Cells:
    """Return a client's texts as they are stored: what can be painted before Babel and phonenumbers are loaded."""
    added = row.created_at.astimezone().date().isoformat()
    return (row.name, row.company_name, row.email, row.mobile, row.country, row.category, added)


def cells(row: ClientRow) -> Cells:
    """Return a client's texts in the order of the columns, as the user reads them."""
    from tui_clients.domain import phone
    from tui_clients.ui import show

    return (
        row.name,
        row.company_name,
        row.email,
        phone.show(row.mobile),
        show.country(row.country),
        row.category,
        show.day(row.created_at.astimezone().date()),
    )


def ranks(column: str) -> str:
    """Return the codes of a column in the order of their names, or "" where texts sort as they read."""
    from tui_clients.domain import names

    return " ".join(names.countries(i18n.current().locale)) if column == "country" else ""


class ClientRows:
    """The rows of one result, as far as they were read: its windows on the screen and beside it."""

    def __init__(self, count: int, result: "Result | None" = None) -> None:
        self.result = result
        self._count = count
        self._rows: dict[int, tuple[int, Cells, bool]] = {}

    def add(self, first: int, ids: Sequence[int], cells: Mapping[int, Cells], found: Container[int] = ()) -> None:
        """Take in clients from a position on; those without cells were deleted, those `found` fit the marks' query."""
        if len(self._rows) > _KEPT:
            self._rows = {place: row for place, row in self._rows.items() if abs(place - first) < _KEPT // 4}
        gone = (_("(deleted)"), *[""] * (len(columns()) - 1))
        for place, id_ in enumerate(ids, first):
            self._rows[place] = (id_, cells.get(id_, gone), id_ in found)

    def find_all(self) -> None:
        """Take in that the marks' query finds everything that is here."""
        self._rows = {place: (id_, cells, True) for place, (id_, cells, _is_found) in self._rows.items()}

    def is_found(self, index: int) -> bool:
        """Whether the marks' query finds the client at a position."""
        row = self._rows.get(index)
        return row is not None and row[2]

    def __len__(self) -> int:
        """Return how many clients the result has."""
        return self._count

    def key(self, index: int) -> int | None:
        """Return the client's id, or None if it was not read yet."""
        row = self._rows.get(index)
        return row[0] if row else None

    def cells(self, index: int) -> Cells | None:
        """Return the client's texts, or None if they were not read yet."""
        row = self._rows.get(index)
        return row[1] if row else None
