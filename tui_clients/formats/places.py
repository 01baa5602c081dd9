"""Tells the columns of one address from those of another: "Home Street 2" is the second line of the one at home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tui_clients.formats import foreign
from tui_clients.formats.keys import header_keys, words
from tui_clients.formats.targets import CLIENTS

FIELDS = ("address", "city", "state", "postal_code", "country")
Samples = Sequence[Sequence[str]]

_PLACES = (
    words("default primary main haupt"),
    foreign.WORK
    | words(
        "work business geschaftlich geschaeftlich dienstlich office company firma buro buero client customer kunde"
    ),
    words("billing bill to card rechnung rechnungs invoice mailing mail po post"),
    foreign.HOME | words("home privat private personal"),
    foreign.OTHER | words("other weitere weiterer weiteres r e alternate alternative secondary"),
    words("shipping ship delivery lieferung liefer sa"),
)
_RANK = {word: rank for rank, group in enumerate(_PLACES, 1) for word in group}
_SPELLED = {"geschaeftlich": "geschaftlich", "buero": "buro"}
_FILLING = words("of line zeile de del della du di do da la op van addresses location")
_LINES = frozenset({("bill", "to"), ("ship", "to")})  # columns that hold a whole address line by line
_SECOND = frozenset({"apt suite", "suite", "apartment", "adresszusatz", "address extended address", "zusatz",
                     "apartment office room floor", "complement d adresse", "complement"})  # fmt: skip
_HERE = frozenset({"address", "adresse", "adres", "direccion", "indirizzo"})
_NUMBERS = frozenset({"hausnummer", "hausnr", "house number", "house no", "hnr"})
_NUMBER = frozenset({"nr", "no", "number", "nummer"})
_WHOLE = frozenset({"formatted", "formatiert", "address formatted", "adresse formatiert"})
_TOWNS = words("plz-ort ort-plz plz-stadt plz-wohnort postleitzahl-ort plz-und-ort zip-city city-zip postal-code-city")
_BARE = frozenset({"address", "adresse", "anschrift"})
_STREETS = frozenset({"street", "strasse"})
_LAST = 1000  # as a name
_BEHIND = 10  # the lines that are counted
_SHORTEST = 4  # letters of a place that a word may begin with


@dataclass(frozen=True, slots=True)
class Part:
    """A column of an address: of which place, what it holds, and on which of its lines (0 is the house number).

    `place` is "" where the header names none; `rank` says how good a name the header is (0 best). A city may be one
    `with_code`.
    """

    place: str
    field: str
    line: int = 1
    rank: int = 0
    with_code: bool = False

    @property
    def order(self) -> int:
        """Return how far behind other places this one stands."""
        return max((_order(word) for word in self.place.split()), default=0)


def _order(word: str) -> int:
    return 10 * int(word) if word.isdecimal() else _RANK[word]


def parts_of(columns: Sequence[str]) -> dict[int, Part]:
    """Return the columns that hold parts of addresses, by position."""
    found = {i: part for i, column in enumerate(columns) if (part := _part(column))}
    found |= {i: replace(found[i - 1], line=0) for i, column in enumerate(columns) if _is_number(i, column, found)}
    numbered = {(part.place, part.line) for part in found.values() if part.field != "address" and part.line > 1}
    return {i: _placed(part, numbered) for i, part in found.items()}


def _is_number(position: int, header: str, found: Mapping[int, Part]) -> bool:
    """Whether a column is that of the house number: called so, or "No." behind one for a street."""
    before = found.get(position - 1)
    return header_keys(header)[0] in _NUMBER and before is not None and (before.field, before.line) == ("address", 1)


def _placed(part: Part, numbered: set[tuple[str, int]]) -> Part:
    """Let "Street 2" be of another place where there is a "City 2"."""
    if (part.place, part.line) in numbered:
        return replace(part, place=f"{part.place} {part.line}".strip(), line=1)
    return part if part.field == "address" else replace(part, line=1)


def _part(header: str) -> Part | None:
    return next((part for key in reversed(header_keys(header)) if (part := _part_of(_tokens(key)))), None)


def _tokens(key: str) -> list[str]:
    """Return the words of a key, with the number at the end of "line1" apart."""
    tokens = []
    for word in key.split():
        stem = word.rstrip("0123456789")
        tokens += [stem, word[len(stem) :]] if stem and stem != word else _apart(word)
    return tokens


def _apart(word: str) -> list[str]:
    """Return the place and the part of it that "MAILINGCITY" is written together of."""
    if word not in CLIENTS.index or CLIENTS.index[word][0] in FIELDS:
        for place in _RANK:
            rest = word.removeprefix(place)
            if len(place) >= _SHORTEST and rest != word and CLIENTS.index.get(rest, ("",))[0] in FIELDS:
                return [place, rest]
    return [word]


def _part_of(tokens: list[str]) -> Part | None:
    if tokens[-2:] == ["post", "code"]:
        tokens[-2:] = ["postcode"]
    line = int(tokens.pop()) if tokens and tokens[-1].isdecimal() and len(tokens[-1]) == 1 else 1
    numbers = [word for word in tokens if word.isdecimal() and word != "1"]
    named = [_SPELLED.get(word, word) for word in tokens if word in _RANK]
    rest = [word for word in tokens if not (word.isdecimal() or word in _RANK or word in _FILLING)]
    place = " ".join((*named, *numbers))
    if any(len(number) > 1 for number in numbers):
        return None
    if not rest:
        return Part(place, "address", line) if tuple(named) in _LINES else None
    return next((part for key in _readings(rest) if (part := _known(key, place, line))), None)


def _readings(rest: list[str]) -> list[str]:
    """Return how the words that name no place can be read: "address city" is a city, too."""
    readings = [" ".join(rest)]
    if len(rest) > 1 and rest[0] in _HERE:
        readings.append(" ".join(rest[1:]))
    if len(rest) > 1 and rest[-1] in _HERE:
        readings.append(" ".join(rest[:-1]))
    return readings


def _known(key: str, place: str, line: int) -> Part | None:
    if key in _NUMBERS:
        return Part(place, "address", 0)
    if key in _WHOLE:
        return Part(place, "address", line, _LAST)
    if key in _SECOND:
        return Part(place, "address", _BEHIND)
    if key.replace(" ", "-") in _TOWNS:
        return Part(place, "city", line, _LAST, with_code=True)
    if key == "code" and place:
        return Part(place, "postal_code", line)
    field, rank = CLIENTS.index.get(key, CLIENTS.index.get(f"{key} 1", ("", 0)))
    return Part(place, field, line, rank) if field in FIELDS else None


def _without_wholes(parts: dict[int, Part], columns: Sequence[str], is_empty: set[int]) -> dict[int, Part]:
    """Let a plain "Address" stand behind a "Street" beside it: it is the whole of it."""
    keys = {i: header_keys(columns[i])[0] for i in parts}
    has_street = any(keys[i] in _STREETS and i not in is_empty for i in parts)
    return {i: replace(part, rank=_LAST) if has_street and keys[i] in _BARE else part for i, part in parts.items()}


def groups(parts: dict[int, Part], columns: Sequence[str], is_empty: set[int]) -> list[dict[int, Part]]:
    """Return the addresses among the columns, the one that counts first; `is_empty` are columns without samples.

    What stands under no place and is no address by itself, such as a country, belongs to the first one.
    """
    by_place: dict[str, dict[int, Part]] = {}
    for i, part in sorted(_without_wholes(parts, columns, is_empty).items(), key=lambda item: (item[1].rank, item[0])):
        by_place.setdefault(part.place, {})[i] = part
    found = [_without_doubles(group, is_empty) for group in by_place.values()]
    found.sort(key=lambda group: next(iter(group.values())).order)
    if len(found) > 1 and "" in by_place:
        plain, first = found[0], found[1]
        held = {part.field for part in first.values()}
        rest = {i: part for i, part in plain.items() if part.field not in held}
        if not _is_address(plain) or ("city" not in {part.field for part in plain.values()} and rest == plain):
            found[:2] = [first | rest]
    return found


def _is_address(group: dict[int, Part]) -> bool:
    fields = {part.field for part in group.values()} - {"country"}
    return "address" in fields or len(fields) > 1


def _without_doubles(group: dict[int, Part], is_empty: set[int]) -> dict[int, Part]:
    """Return one column of each part and line, the best named one of those that hold something."""
    chosen: dict[tuple[str, int], int] = {}
    for i, part in group.items():
        key = (part.field, part.line)
        if key not in chosen or (chosen[key] in is_empty and i not in is_empty):
            chosen[key] = i
    return {i: group[i] for i in sorted(chosen.values(), key=lambda i: (group[i].field, group[i].line, i))}
