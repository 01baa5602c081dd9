"""How the tests of formats read a file: by the same calls as an import."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tui_clients.domain.joined import Rows
from tui_clients.errors import UserError
from tui_clients.formats.applied import apply
from tui_clients.formats.detect import detect
from tui_clients.formats.mapping import Mapping as ColumnMapping
from tui_clients.formats.proposal import propose
from tui_clients.formats.rows import Row
from tui_clients.formats.table import by_name, opened
from tui_clients.formats.targets import guess_target

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test data is not beside the checkout")


def rows_of(path: Path) -> list[Row]:
    with opened(path, detect(path)) as table:
        return list(table.rows)


def records_of(path: Path) -> tuple[ColumnMapping, list[dict[str, str]]]:
    with opened(path, detect(path)) as table:
        columns = table.header.columns
        mapping = propose(columns, guess_target(columns), [row.cells for row in table.samples])
        return mapping, [apply(mapping, row.cells) for row in table.rows]


def only_record(path: Path) -> dict[str, str]:
    """Return the one record of a file, without the fields that are empty in it."""
    _, records = records_of(path)
    (record,) = records
    return {field: text for field, text in record.items() if text}


def refusal(path: Path) -> str:
    """Return the sentence with which a file is refused, however far it was read until then."""
    with pytest.raises(UserError) as caught:
        records_of(path)
    return str(caught.value)


def write(path: Path, columns: Sequence[str], records: Sequence[Mapping[str, Any]], file_format: str = "csv") -> Path:
    chosen = by_name(file_format)
    with path.open("wb") as stream:
        content = records if chosen.is_plain else [joined(columns, records)]
        assert chosen.write(stream, columns, content) == len(records)
    return path


def joined(columns: Sequence[str], records: Sequence[Mapping[str, Any]]) -> Rows:
    """Return the rows of records."""
    return Rows.of([str(record.get(column, "")) for column in columns] for record in records)


def vcard(folder: Path, *lines: str, encoding: str = "utf-8", end: str = "\r\n") -> Path:
    """Return a file with one card of these lines."""
    path = folder / "contacts.vcf"
    path.write_bytes(end.join(["BEGIN:VCARD", *lines, "END:VCARD", ""]).encode(encoding))
    return path
