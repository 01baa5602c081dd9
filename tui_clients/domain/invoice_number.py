"""How invoices are numbered: a format such as "{year}-{number:04}", read strictly and filled in."""

import re
from dataclasses import dataclass
from datetime import date

from tui_clients.errors import N_, UsageError

_HOLDERS = re.compile(r"\{(year|month|client|number)(?::0([1-9]))?\}")
_LONGEST = 60
_REFUSED = N_(
    "“{format}” is no format for invoice numbers. It holds {{number}} once, as {{number}} or {{number:04}}, and may "
    "hold {{year}}, {{month}} and {{client}}."
)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What stands before the running number and behind it, with places for the year and such, and its least digits."""

    before: str
    behind: str
    digits: int

    def ends(self, day: date, client_id: int) -> tuple[str, str]:
        """Return what stands before and behind the running number on a day, for a client."""
        values = {"year": f"{day.year:04}", "month": f"{day.month:02}", "client": str(client_id)}
        before, behind = (_HOLDERS.sub(lambda match: values[match[1]], part) for part in (self.before, self.behind))
        return before, behind

    def number(self, running: int, day: date, client_id: int) -> str:
        """Return the number of an invoice."""
        before, behind = self.ends(day, client_id)
        return f"{before}{running:0{self.digits}}{behind}"


def parse(text: str) -> NumberFormat:
    """Return the format that a text describes; refuse one without a running number, or with braces it knows not."""
    found = [match for match in _HOLDERS.finditer(text) if match[1] == "number"]
    has_strange = bool(re.search(r"[{}]", _HOLDERS.sub("", text)))
    is_padded_elsewhere = any(match[2] and match[1] != "number" for match in _HOLDERS.finditer(text))
    is_sound = len(found) == 1 and not has_strange and not is_padded_elsewhere
    if not is_sound or len(text) > _LONGEST or not text.isprintable():
        raise UsageError(_REFUSED, format=text)
    (holder,) = found
    return NumberFormat(text[: holder.start()], text[holder.end() :], int(holder[2] or 1))
