"""The rows of the client list: the ids of a result, and the few rows that are on the screen."""

from array import array
from collections.abc import Iterable, Mapping

from tui_clients import i18n
from tui_clients.domain.client_row import ClientRow
from tui_clients.i18n import _
from tui_clients.ui.widgets.columns import Column

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
    """The rows of one result."""

    def __init__(self, ids: "array[int]", rows: Mapping[int, Cells] | None = None) -> None:
        self.ids = ids
        self._cells: dict[int, Cells] = dict(rows or {})

    def add(self, rows: Mapping[int, Cells]) -> None:
        """Take in the texts of clients that were read."""
        if len(self._cells) > _KEPT:
            self._cells.clear()
        self._cells.update(rows)

    def take_from(self, others: "ClientRows") -> None:
        """Take over the rows that another result of the same query has read."""
        self._cells.update(others._cells)

    def add_missing(self, ids: Iterable[int]) -> None:
        """Take in that these clients are gone; they are shown so until the list is read again."""
        gone = (_("(deleted)"), *[""] * (len(columns()) - 1))
        self._cells.update((id_, gone) for id_ in ids if id_ not in self._cells)

    def __len__(self) -> int:
        """Return how many clients the result has."""
        return len(self.ids)

    def key(self, index: int) -> int:
        """Return the client's id."""
        return self.ids[index]

    def cells(self, index: int) -> Cells | None:
        """Return the client's texts, or None if they were not read yet."""
        return self._cells.get(self.ids[index])
