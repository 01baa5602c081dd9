"""Writes records as JSON (RFC 8259) and JSON Lines, a record at a time; knows no field."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from secrets import token_hex
from typing import Any, BinaryIO

from tui_clients.formats.json_data import Data


def write(stream: BinaryIO, columns: Sequence[str], records: Iterable[Mapping[str, Any]]) -> int:
    """Write a list of objects, one a line, in UTF-8; return how many there were."""
    count = 0
    stream.write(b"[")
    for count, record in enumerate(records, 1):
        stream.write(b"\n" if count == 1 else b",\n")
        stream.writelines(_encoded(columns, record))
    stream.write(b"\n]\n")
    return count


def write_lines(stream: BinaryIO, columns: Sequence[str], records: Iterable[Mapping[str, Any]]) -> int:
    """Write JSON Lines, an object a line, in UTF-8; return how many there were."""
    count = 0
    for record in records:
        stream.writelines(_encoded(columns, record))
        stream.write(b"\n")
        count += 1
    return count


_MARK = token_hex(16)  # what nobody can know who writes a text into a record


def _encoded(columns: Sequence[str], record: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the object of a record in parts: `Data` in it is not held as a whole."""
    chosen = {column: record[column] for column in columns if column in record}
    found: list[Data] = []
    text = json.dumps(chosen, ensure_ascii=False, allow_nan=False, default=partial(_marked, found))
    first, *others = text.split(_MARK)
    yield safe(first).encode()
    for data, part in zip(found, others, strict=True):
        yield from data.encoded()
        yield safe(part).encode()


def _marked(found: list[Data], data: Data) -> str:
    found.append(data)
    return _MARK


def safe(text: str) -> str:
    """Return JSON in which everything a terminal could act on is written as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)
