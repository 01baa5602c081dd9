"""Reads and writes vCards (2.1, 3.0 and 4.0 read, 4.0 and 3.0 written), a card at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any, BinaryIO

from tui_clients.domain.fields import FIELDS
from tui_clients.errors import N_, FileRefused
from tui_clients.formats.header import Header
from tui_clients.formats.rows import Row
from tui_clients.formats.source import TextSource
from tui_clients.formats.vcard_fields import record_of
from tui_clients.formats.vcard_groups import Groups, is_group
from tui_clients.formats.vcard_lines import Card, NothingInside, cards
from tui_clients.formats.vcard_properties import PRODUCT
from tui_clients.formats.vcard_text import Decoder, fold
from tui_clients.formats.vcard_write import card

_PIECE = 2**16  # characters of a line that are read at once
_COLUMNS = tuple(field.name for field in FIELDS)
_OF_OURS = frozenset({"created_by", "updated_by"})  # which no other program writes


def read(source: TextSource, encoding: str, *, is_guess: bool) -> tuple[Header, Iterator[Row]]:
    """Return the fields that cards have, and a row for each card; FileRefused if there is none.

    A card that has no end is given as far as it goes, and marked as damaged.
    """
    has_bytes = source.keep_bytes()
    is_strict = not is_guess and not encoding.startswith("utf")
    decoder = Decoder(encoding, has_bytes=has_bytes, is_strict=is_strict)
    found = _cards(source, decoder)
    first = list(islice(found, 1))
    if not first:
        raise FileRefused(N_("{path} holds no vCard: no line begins one with BEGIN:VCARD."), path=source.path)
    columns = _COLUMNS if _is_ours(first[0]) else tuple(name for name in _COLUMNS if name not in _OF_OURS)
    groups = Groups.of(source.path, encoding, decoder)
    return Header(0, columns), _rows(chain(first, found), columns, groups)


def _cards(source: TextSource, decoder: Decoder) -> Iterator[Card]:
    try:
        yield from cards(source.pieces(_PIECE), decoder)
    except NothingInside as error:
        message = N_("{path} is refused: in line {line} still another vCard begins after thousands that hold nothing.")
        raise FileRefused(message, path=source.path, line=error.line) from error


def _is_ours(first: Card) -> bool:
    return any(line.name == "PRODID" and line.value == PRODUCT for line in first.lines)


def _rows(found: Iterable[Card], columns: Sequence[str], groups: Groups) -> Iterator[Row]:
    """Yield a row for each card but groups, which become tags; those whose members are not there come last."""
    for each in found:
        if not (groups.cards and is_group(each)):
            yield _row(each, columns, groups.tags(each))
    for each in groups.without_members():
        yield _row(each, columns)._replace(is_group=True)


def _row(found: Card, columns: Sequence[str], tags: Sequence[str] = ()) -> Row:
    record = record_of(found.lines, tags)
    cells = [record.pop(column, "") for column in columns]
    return Row(found.line, cells, rest=record or None, is_damaged=found.is_damaged)


def _write(stream: BinaryIO, columns: Sequence[str], records: Iterable[Mapping[str, Any]], *, is_4: bool) -> int:
    """Write a card for each record, in UTF-8; return how many there were."""
    wanted = frozenset(columns)
    count = 0
    for record in records:
        stream.write(b"".join(part for line in card(record, wanted, is_4=is_4) for part in fold(line)))
        count += 1
    return count


write_4 = partial(_write, is_4=True)
write_3 = partial(_write, is_4=False)
