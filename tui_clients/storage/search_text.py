"""The folded text of a client in which its words are found."""

from tui_clients.domain import phone
from tui_clients.domain.client import Client, ContactPoint
from tui_clients.domain.fields import FIELDS, Kind
from tui_clients.domain.text import spellings

_SEARCHED = tuple(field for field in FIELDS if field.search)
LONGEST_NOTE = 20_000
"""Characters of each value that can be found; beyond that a note is a document."""


def search_text(client: Client) -> str:
    """Return the folded text in which a client's words are found: a line for each value and spelling."""
    lines: list[str] = []
    for field in _SEARCHED:
        for value in _values(getattr(client, field.name)):
            lines += spellings(value[:LONGEST_NOTE])
            if field.kind in (Kind.PHONE, Kind.PHONES):
                lines.append(phone.search_digits(value))
    return "\n".join(line for line in dict.fromkeys(lines) if line)


def _values(value: str | tuple[ContactPoint, ...]) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    return [point.value for point in value]
