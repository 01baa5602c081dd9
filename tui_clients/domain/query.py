"""What the user looks for: words, a range of days, an order."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui_clients.domain.conditions import Condition
    from tui_clients.domain.dates import DateRange


class Sort(NamedTuple):
    """An order of the list by one field.

    `ranks` lists the field's codes in the order of their names, where codes do not sort as the names
    that readers see do ("AF EG AX …" for countries in German).
    """

    field: str = "name"
    is_descending: bool = False
    ranks: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What the list shows: clients for which all holds that `text` says (as typed), added in the range, in this order.

    `ids`, where given, narrows to these clients (the marked ones), `without` leaves some out; those of `also` are
    there whatever the rest says.
    """

    text: str = ""
    added: "DateRange | None" = None
    sort: Sort = field(default_factory=Sort)
    ids: frozenset[int] | None = None
    without: frozenset[int] = frozenset()
    also: frozenset[int] = frozenset()

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list."""
        is_narrowed = self.added is not None or self.ids is not None
        return is_narrowed or bool(self.text.strip()) or bool(self.without)

    def conditions(self) -> "tuple[Condition, ...]":
        """Return what must hold by the text and the range of days; a text that is no query is a QueryMistake."""
        from tui_clients.domain.conditions import Added
        from tui_clients.domain.query_parser import parse  # what parses is not needed for the first paint

        typed = parse(self.text)
        return typed if self.added is None else (*typed, Added(self.added))

    def sorted_by(self, name: str, ranks: str = "") -> "Query":
        """Return the query sorted by a field: ascending, or the other way round if it is already."""
        is_again = self.sort.field == name
        return replace(self, sort=Sort(name, is_again and not self.sort.is_descending, ranks))
