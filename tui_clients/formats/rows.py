"""What every format reads: rows of cells under a header; knows no file and no field."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Row(NamedTuple):
    """One row of a table.

    `line` is the line of the file where it starts, in a workbook the row of the sheet. `is_repaired` where a stray
    quotation mark made its cells doubtful, `is_damaged` where the record has no end or lines that say nothing (in
    vCards). `rest` holds what stands under names that are no columns of the table (in JSON and vCards), and `nested`
    the lists of what belongs to a client, by their names (in JSON). `is_group` where it is none, but a group of clients
    that are not in the file (in vCards).
    """

    line: int
    cells: list[str]
    is_repaired: bool = False
    rest: dict[str, str] | None = None
    nested: Mapping[str, Any] | None = None
    is_damaged: bool = False
    is_group: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not (any(map(str.strip, self.cells)) or self.rest or self.nested)
