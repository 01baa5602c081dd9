"""Decides what a file is: its format, encoding and delimiter; refuses what holds no records we can read."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tui_clients.errors import N_, FileRefused
from tui_clients.formats import archive, ldif
from tui_clients.formats.delimiter import find_delimiter
from tui_clients.formats.encoding import Encoding, find_encoding
from tui_clients.formats.files import open_regular, unreadable
from tui_clients.formats.source import require_encoding

_HEAD = 2**18  # bytes
_BLANK = 2**26  # bytes of white space in front before a file counts as empty
_WHITE = b" \t\r\n\v\f"
_BINARY = 0.9  # share of control characters that no text has
_BINARY_GUESS = 0.05  # the same where the encoding was guessed: random bytes have more

_KINDS = (
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF-", "PDF"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
)
_ZIP, _OFFICE_97 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PART_OF_WORKBOOK = b"xl/"
_CONTROL = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_JSON = re.compile(r'\s*(?:\[\s*[\[{\]]|\{\s*["}])')
_JSON_EXTENSIONS = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_VCARD = re.compile(r"\s*BEGIN\s*:\s*VCARD", re.IGNORECASE)
_VCARD_EXTENSIONS = (".vcf", ".vcard")


@dataclass(frozen=True, slots=True)
class Detected:
    """What a file is.

    `format` is a name in `table.FORMATS`, `encoding` a codec of Python, `delimiter` "" where the format has none,
    `size` in bytes. `is_guess` where the bytes allow other encodings too. In a workbook `sheet` is the one to read,
    "" where that is to be found out; it has no encoding. `header` says which line of a table holds the column names:
    its number, `header.NONE` for no line, "" to find it.
    """

    format: str
    encoding: str
    delimiter: str = ""
    is_guess: bool = False
    size: int = 0
    sheet: str = ""
    header: str = ""


def detect(path: Path, format: str = "", encoding: str = "", delimiter: str = "", sheet: str = "") -> Detected:  # noqa: A002
    """Return what a file is; what the caller knows already is taken as given.

    FileRefused says in one sentence why a file cannot be read: missing, not a file, empty, binary, of a format
    that is not known yet.
    """
    if encoding:
        require_encoding(encoding)
    with open_regular(path) as file:
        try:
            return _detect(path, file, Detected(format, encoding, delimiter, sheet=sheet))
        except OSError as error:
            raise unreadable(path, error) from error


def _detect(path: Path, file: BinaryIO, given: Detected) -> Detected:
    head = _head(file)
    size = file.seek(0, 2)
    if not head:
        raise nothing_to_read(path)
    workbook = _workbook(path, file, head, size)
    if workbook:
        return Detected(workbook, "", size=size, sheet=given.sheet)
    _refuse_kind(path, head)
    if given.format in archive.SPREADSHEETS:
        raise FileRefused(archive.DAMAGED, path=path)
    encoding = Encoding(given.encoding) if given.encoding else find_encoding(file, head)
    text = _decode(head, encoding)
    if encoding is None or _is_binary(text, encoding):
        raise FileRefused(N_("{path} is not a text file: nothing can be read from it."), path=path)
    if not text.strip():
        raise nothing_to_read(path)
    name = given.format or _format(path, text)
    delimiter = given.delimiter or (find_delimiter(text, len(head) >= size) if name == "csv" else "")
    return Detected(name, encoding.name, delimiter, encoding.is_guess, size)


def _head(file: BinaryIO) -> bytes:
    """Return the first bytes from the first line that is not blank, b"" if there is none."""
    for _ in range(_BLANK // _HEAD):
        step = file.read(_HEAD)
        if not step:
            return b""
        if step.strip(_WHITE):
            blank = 0 if b"\0" in step else len(step) - len(step.lstrip(_WHITE))
            return step[blank:]
    return b""


def nothing_to_read(path: Path) -> FileRefused:
    """Return the refusal of a file without content."""
    return FileRefused(N_("{path} is empty: there is nothing to read."), path=path)


def _workbook(path: Path, file: BinaryIO, head: bytes, size: int) -> str:
    """Return which spreadsheet a file is, "" for none."""
    if head.startswith(_OFFICE_97):
        return "xls"
    if not head.startswith(_ZIP):
        return ""
    kind = archive.spreadsheet(path, file, size)
    if not kind:
        if _PART_OF_WORKBOOK in head:
            raise FileRefused(archive.DAMAGED, path=path)
        raise _of_kind(path, "ZIP")
    return kind


def _refuse_kind(path: Path, head: bytes) -> None:
    kind = next((name for magic, name in _KINDS if head.startswith(magic)), "")
    if kind:
        raise _of_kind(path, kind)


def _of_kind(path: Path, kind: str) -> FileRefused:
    return FileRefused(N_("{path} is a {kind} file: clients cannot be read from it."), path=path, kind=kind)


def _decode(head: bytes, encoding: Encoding | None) -> str:
    """Return the text of the first bytes, which may end within a character."""
    if encoding is None:
        return ""
    return codecs.getincrementaldecoder(encoding.name)("replace").decode(head).lstrip("\ufeff")


def _is_binary(text: str, encoding: Encoding) -> bool:
    return len(_CONTROL.findall(text)) > len(text) * (_BINARY_GUESS if encoding.is_guess else _BINARY)


def _format(path: Path, text: str) -> str:
    extension = path.suffix.lower()
    if extension in _VCARD_EXTENSIONS or _VCARD.match(text):
        return "vcard"
    if ldif.is_ldif(text):
        return "ldif"
    by_name = _JSON_EXTENSIONS.get(extension, "")
    if not by_name and not _JSON.match(text):
        return "csv"
    first, _, rest = text.lstrip().partition("\n")
    is_lines = first.startswith("{") and first.rstrip().endswith("}") and rest.lstrip().startswith("{")
    return "jsonl" if is_lines else by_name or "json"
