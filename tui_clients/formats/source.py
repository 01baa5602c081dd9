"""Reads text from a file, line by line or in pieces; names the line of what is not in its encoding."""

import codecs
import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from tui_clients.errors import N_, FileRefused, UsageError
from tui_clients.formats.files import open_regular, unreadable

MIXED = "tui_clients.mixed"
"""What Python calls our way to read bytes that are no UTF-8 in a text that is: as letters of Windows' western encoding,
where they can be such ones in words. Files are put together from files of several programs."""
_LETTERS = frozenset("äöüÄÖÜßéèêëàâáçîïíìôóòûúùñœæøåÉÈÊÀÁÂÇÎÍÓÔÚÑŒÆØÅ„“”‚‘’–—…€§°´«»¿¡\xa0")


def _as_western(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError):
        text = error.object[error.start : error.end].decode("cp1252", "replace")
        if _LETTERS.issuperset(text):
            return text, error.end
    raise error


codecs.register_error(MIXED, _as_western)

LINE_LIMIT = 2**23 + 2**16  # characters; a cell of the greatest length fits
_STEP = 2**16


class TextSource:
    """An open text file; `size` and `position` (both in bytes) tell how far it has been read."""

    def __init__(self, path: Path, encoding: str, *, is_guess: bool = False) -> None:
        """Open a file; where its encoding `is_guess`, UTF-8 may be mixed with another one (see `MIXED`)."""
        require_encoding(encoding)
        self.path = path
        self.encoding = encoding
        self._errors = MIXED if is_guess and encoding.startswith("utf-8") else "strict"
        self._file: BinaryIO = open_regular(path)
        self.size = self._file.seek(0, io.SEEK_END)
        self._file.seek(0)
        self.mark = self._mark_length()
        """Bytes in front that are no characters of the text."""
        self._text = io.TextIOWrapper(self._file, encoding=encoding, errors=self._errors, newline="")

    def __enter__(self) -> "TextSource":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._text.close()

    def _mark_length(self) -> int:
        is_marked = self._file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
        self._file.seek(0)
        return len(codecs.BOM_UTF8) if is_marked and codecs.lookup(self.encoding).name == "utf-8-sig" else 0

    @property
    def position(self) -> int:
        """Return how many bytes have been read."""
        return self._file.tell()

    def lines(self) -> Iterator[str]:
        """Yield the lines with their ends (LF, CR or both) as they are; FileRefused for one that is too long."""
        for number, line in enumerate(self.pieces(LINE_LIMIT), 1):
            if len(line) == LINE_LIMIT:
                raise FileRefused(
                    N_("Line {line} of {path} holds more than {most} characters."),
                    path=self.path,
                    line=number,
                    most=LINE_LIMIT,
                )
            yield line

    def pieces(self, longest: int) -> Iterator[str]:
        """Yield the lines with their ends, in pieces of at most `longest` characters; only a last piece has an end."""
        try:
            yield from iter(partial(self._text.readline, longest), "")
        except UnicodeError as error:
            raise self._not_in_encoding() from error
        except OSError as error:
            raise unreadable(self.path, error) from error

    def keep_bytes(self) -> bool:
        """Give each byte as the character of its number from now on, before anything has been read.

        False where that cannot be, because the encoding does not write ASCII as ASCII.
        """
        if b"ASCII" not in "ASCII".encode(self.encoding):
            return False
        self._text.reconfigure(encoding="latin-1")
        return True

    def read(self, count: int) -> str:
        """Return up to `count` characters, "" at the end."""
        try:
            return self._text.read(count)
        except UnicodeError as error:
            raise self._not_in_encoding() from error
        except OSError as error:
            raise unreadable(self.path, error) from error

    def _not_in_encoding(self) -> FileRefused:
        return FileRefused(
            N_("Line {line} of {path} is not written in {encoding}: correct it, or save the file as UTF-8."),
            path=self.path,
            line=self._line_not_decoded(),
            encoding=self.encoding,
        )

    def _line_not_decoded(self) -> int:
        """Return the line of the first bytes that are not in the file's encoding."""
        decoder = codecs.getincrementaldecoder(self.encoding)(self._errors)
        line = 1
        with open_regular(self.path) as file:
            while step := file.read(_STEP):
                try:
                    line += decoder.decode(step).count("\n")
                except UnicodeDecodeError as error:
                    good = error.object[: error.start]
                    return line + codecs.decode(good, self.encoding, "ignore").count("\n")
        return line


def require_encoding(name: str) -> None:
    """Raise UsageError if Python knows no encoding of text by that name."""
    try:
        is_known = codecs.lookup(name)._is_text_encoding
    except LookupError:
        is_known = False
    if not is_known:
        raise UsageError(N_("“{encoding}” is no encoding of text."), encoding=name)
