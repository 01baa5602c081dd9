"""The command `export`: writes clients to a file or to standard output."""

import codecs
import io
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tui_clients.cli import arguments, output
from tui_clients.cli.session import Session
from tui_clients.domain.query import Query
from tui_clients.domain.text import visible
from tui_clients.errors import N_, UsageError
from tui_clients.formats import csv_
from tui_clients.formats.csv_ import Dialect
from tui_clients.i18n import _, ngettext
from tui_clients.services import exporting
from tui_clients.services.progress import Progress
from tui_clients.ui import show

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def export_(session: Session, options: Namespace) -> int:
    """Write the clients that a query finds."""
    is_stdout = options.file == "-"
    chosen = exporting.format_of(sys.stdout.buffer if is_stdout else Path(options.file), options.format or "")
    if chosen.is_binary and is_stdout and output.is_terminal():
        raise UsageError(N_("A terminal cannot show this format. Name a file."))
    target: Path | BinaryIO = _stdout() if is_stdout else Path(options.file).expanduser()
    fields = [name.strip() for name in (options.fields or "").split(",") if name.strip()]
    line = output.ProgressLine(is_wanted=not is_stdout)

    def tell(progress: Progress) -> None:
        sentence = _("{count} of {total} clients")
        line.show(sentence.format(count=show.number(progress.rows), total=show.number(progress.total)))

    try:
        with session.database() as database:
            count = exporting.run(
                database,
                Query(options.query),
                target,
                options.format or "",
                fields=fields,
                is_spreadsheet_safe=options.spreadsheet_safe,
                dialect=_dialect(options),
                progress=tell,
            )
    finally:
        line.clear()
    if not is_stdout:
        sentence = ngettext("{count} client was written to {path}.", "{count} clients were written to {path}.", count)
        output.say(sentence.format(count=show.number(count), path=visible(options.file)))
    if chosen.leaves_out and not fields:
        output.say(_("Pictures are not in it: they seldom fit into a cell. CSV and JSON hold them."))
    return 0


def _dialect(options: Namespace) -> Dialect | None:
    """Return how a table is to be written; None where the file's name decides."""
    if not options.bom and options.delimiter is None:
        return None
    by_name = csv_.dialect_of(Path(options.file))
    delimiter = by_name.delimiter if options.delimiter is None else arguments.delimiter(options.delimiter)
    return Dialect(delimiter, options.bom)


def _stdout() -> BinaryIO:
    return io.BufferedWriter(_Harmless()) if output.is_terminal() else sys.stdout.buffer


class _Harmless(io.RawIOBase):
    """Standard output on a terminal: what a terminal could act on is made visible on the way."""

    def __init__(self) -> None:
        super().__init__()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._half = ""

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        """Print some bytes of UTF-8."""
        given = bytes(data)
        text = self._half + self._decoder.decode(given)
        self._half = "\r" if text.endswith("\r") else ""  # of a line's end
        lines = text.removesuffix("\r").replace("\r\n", "\n").split("\n")
        sys.stdout.write("\n".join(map(visible, lines)))
        return len(given)
