"""Columns that say the opposite of a client's status, such as "Inactive" or "Gesperrt"; knows no rows."""

from tui_clients.domain import choices
from tui_clients.domain.choices import ClientStatus
from tui_clients.formats.keys import alias_keys, header_keys

_HEADERS = frozenset().union(
    *map(
        alias_keys,
        (
            "inactive", "is inactive", "inaktiv", "inactif", "inactivo", "gesperrt", "ist gesperrt", "sperre",
            "kundensperre", "blocked", "is blocked", "blockiert", "archived", "is archived", "archiviert", "suspended",
            "is suspended", "disabled", "is disabled", "deaktiviert", "deleted", "is deleted", "gelöscht", "locked",
            "banned", "closed",
        ),
    )
)  # fmt: skip
_OPPOSITE = {
    ClientStatus.ACTIVE: ClientStatus.INACTIVE.value,
    ClientStatus.INACTIVE: ClientStatus.ACTIVE.value,
}


def is_opposite(header: str) -> bool:
    """Whether yes in a column of that name means that a client is not active."""
    return not _HEADERS.isdisjoint(header_keys(header))


def opposite(text: str) -> str:
    """Return the status of a client by such a cell; what is neither yes nor no comes back as it is."""
    status = choices.parse(ClientStatus, text)
    return text if status is None else _OPPOSITE[status]
