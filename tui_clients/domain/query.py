"""What the user looks for: words, a range of days, an order."""

from dataclasses import dataclass, field, replace

from tui_clients.domain.dates import DateRange
from tui_clients.domain.text import digits, looks_like_phone, spellings, storable

LONGEST_WORD = 200
"""Characters of a word that are searched for; no stored value that can be found is longer in one word."""

MOST_WORDS = 100
"""Words of a query that are searched for; each is a condition, and a pasted page would be too deep for the database."""
_BETWEEN_DIGITS = "-–/.()"


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of the list by one field.

    `ranks` lists the field's codes in the order of their names, where codes do not sort as the names
    that readers see do ("AF EG AX …" for countries in German).
    """

    field: str = "name"
    is_descending: bool = False
    ranks: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What the list shows: clients that hold every word, were added in the range, in this order.

    `text` is as typed. `ids`, where given, narrows to these clients (the marked ones).
    """

    text: str = ""
    added: DateRange | None = None
    sort: Sort = field(default_factory=Sort)
    ids: frozenset[int] | None = None

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.text.strip()) or self.added is not None or self.ids is not None

    def terms(self) -> tuple[tuple[str, ...], ...]:
        """Return for each word the folded spellings of which one must occur."""
        words = storable(self.text).split()[:MOST_WORDS]
        if any(looks_like_phone(word) for word in words):  # "030 / 12 34 - 56" is one number
            words = [word for word in words if word.strip(_BETWEEN_DIGITS)]
        return tuple(dict.fromkeys(term for word in words if (term := _term(word[:LONGEST_WORD]))))

    def sorted_by(self, name: str, ranks: str = "") -> "Query":
        """Return the query sorted by a field: ascending, or the other way round if it is already."""
        is_again = self.sort.field == name
        return replace(self, sort=Sort(name, is_again and not self.sort.is_descending, ranks))


def _term(word: str) -> tuple[str, ...]:
    found = spellings(word)
    if looks_like_phone(word):  # "+49(0)30" is written for readers abroad and at home at once
        number = digits(word)
        abroad = number.removeprefix("00")  # "0049…" is how "+49…" is dialled
        found = (*found, number, abroad, digits(word.replace("(0)", "")))
    return tuple(dict.fromkeys(spelling for spelling in found if spelling.strip()))
