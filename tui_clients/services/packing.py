"""Packs copies of databases and unpacks them, in pieces, with what the standard library knows.

A packed file says nothing sure about what comes out of it: unpacking stops at the size that the database itself
names in its first page, at more than the disk has room for, and where it swells as no database of clients does.
"""

import bz2
import gzip
import importlib
import lzma
import shutil
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from tui_clients.errors import N_, DatabaseRefused, FileRefused, UsageError
from tui_clients.formats.files import open_regular
from tui_clients.storage.database import APPLICATION_ID

_STEP = 2**20  # bytes
_PACKED_STEP = 2**16
_XZ_MEMORY = 2**27  # bytes; what `xz -9` writes needs 65 MB to be read
_SWELLS = 500  # bytes out of one: ten times what databases of hardly anything but the same letter need
_SWELLS_AFTER = 2**26
_HEADER = 100  # bytes, https://sqlite.org/fileformat2.html#the_database_header
_CUT = N_("{path} ends too early. Nothing was changed; use another backup.")
_SURPLUS = N_("{path} holds more than a backup. Nothing was changed; use another one.")
_FOREIGN = N_("{path} holds no TUI Clients database. Nothing was changed.")


def damaged(path: Path) -> DatabaseRefused:
    """Return the refusal of a backup that is damaged."""
    return DatabaseRefused(N_("{path} is damaged. Nothing was changed; use another backup."), path=path)


Report = Callable[[int], None]
"""Is told how many bytes of the file that is read are done."""


class _Gunzip:
    """Unpacks gzip as the standard library's other decompressors unpack theirs."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        """Whether the end was reached."""
        return self._member.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes out before more is put in."""
        return not self._member.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """Return what was put in behind the end."""
        return self._member.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Return at most so many bytes of what was put in."""
        return self._member.decompress(self._member.unconsumed_tail + data, max_length)


@dataclass(frozen=True, slots=True)
class Packing:
    """A way of packing: how the names of such files end, how they begin, and what reads and writes them."""

    suffix: str
    magic: bytes
    writer: Callable[[BinaryIO], Any]
    decompressor: Callable[[], Any]


_PACKINGS = (
    # The fastest level: 100,000 clients (110 MB) take 1.7 s and not 5.5 s, and 50 MB and not 46.
    Packing(".gz", b"\x1f\x8b", lambda file: gzip.GzipFile("", "wb", 1, file), _Gunzip),
    Packing(".bz2", b"BZh", lambda file: bz2.BZ2File(file, "wb"), bz2.BZ2Decompressor),
    Packing(
        ".xz",
        b"\xfd7zXZ\0",
        lambda file: lzma.LZMAFile(file, "wb", preset=0),  # noqa: SIM115 - who asks for it closes it
        lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY),
    ),
)
_ZSTD, _ZSTD_MAGIC = ".zst", b"\x28\xb5\x2f\xfd"


def by_name(path: Path) -> Packing | None:
    """Return how a file of that name is packed, None for one that is not; UsageError where Python cannot."""
    suffix = path.suffix.lower()
    if suffix == _ZSTD:
        return _zstandard(path)
    return next((packing for packing in _PACKINGS if packing.suffix == suffix), None)


def by_content(path: Path) -> Packing | None:
    """Return how a file is packed, whatever its name, None for one that is not."""
    with open_regular(path) as file:
        head = file.read(len(max((packing.magic for packing in _PACKINGS), key=len)))
    if head.startswith(_ZSTD_MAGIC):
        return _zstandard(path)
    return next((packing for packing in _PACKINGS if head.startswith(packing.magic)), None)


def _zstandard(path: Path) -> Packing:
    try:
        zstd: Any = importlib.import_module("compression.zstd")
    except ImportError as error:
        message = N_("{path}: this Python cannot pack or unpack Zstandard. It can do {known}.")
        raise UsageError(message, path=path, known=", ".join(each.suffix for each in _PACKINGS)) from error
    return Packing(_ZSTD, _ZSTD_MAGIC, lambda file: zstd.ZstdFile(file, "wb"), zstd.ZstdDecompressor)


def pack(source: Path, target: BinaryIO, packing: Packing, report: Report) -> None:
    """Write a file packed into a stream."""
    with source.open("rb") as plain, packing.writer(target) as packed:
        while piece := plain.read(_STEP):
            packed.write(piece)
            report(plain.tell())


def verify(packed: Path, packing: Packing, original: Path, named: Path, report: Report) -> None:
    """Raise `DatabaseRefused` unless exactly the original comes out of a packed file."""
    with original.open("rb") as plain, packed.open("rb") as file:
        for piece in _pieces(file, packing, named):
            if plain.read(len(piece)) != piece:
                raise damaged(named)
            report(file.tell())
        if plain.read(1):
            raise DatabaseRefused(_CUT, path=named)


def unpack(source: Path, target: Path, packing: Packing, report: Report) -> None:
    """Write the database that a packed file holds into `target`, which exists; refused if it holds anything else."""
    with open_regular(source) as file, target.open("wb") as plain:
        size, written = 0, 0
        for piece in _pieces(file, packing, source):
            if not written:
                size = _size(piece, source)
                _require_room(target.parent, size, source)
            written += len(piece)
            if written > size:
                raise DatabaseRefused(_SURPLUS, path=source)
            if written > _SWELLS_AFTER and written > file.tell() * _SWELLS:
                raise DatabaseRefused(_FOREIGN, path=source)
            plain.write(piece)
            report(file.tell())
        if written < size or not size:
            raise DatabaseRefused(_CUT, path=source)


def _pieces(file: BinaryIO, packing: Packing, named: Path) -> Iterator[bytes]:
    """Yield what a packed file holds, in pieces of about a megabyte, the first of them with the whole header."""
    piece = b""
    rest = file.read(_PACKED_STEP)
    while rest:
        decompressor = packing.decompressor()
        while not decompressor.eof:
            data = (rest or file.read(_PACKED_STEP)) if decompressor.needs_input else b""
            if decompressor.needs_input and not data:
                raise DatabaseRefused(_CUT, path=named)
            rest = b""
            piece += _decompressed(decompressor, data, named)
            if len(piece) >= _HEADER:
                yield piece
                piece = b""
        rest = decompressor.unused_data or file.read(_PACKED_STEP)
    yield piece


def _decompressed(decompressor: Any, data: bytes, named: Path) -> bytes:
    try:
        return bytes(decompressor.decompress(data, _STEP))
    except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
        raise damaged(named) from error


def _size(head: bytes, named: Path) -> int:
    """Return how many bytes a database has by its header; refused if it is none of ours."""
    if not head.startswith(b"SQLite format 3\0") or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise DatabaseRefused(_FOREIGN, path=named)
    page = int.from_bytes(head[16:18], "big")
    return (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")


def _require_room(folder: Path, size: int, named: Path) -> None:
    if shutil.disk_usage(folder).free < size:
        message = N_("The database in {path} needs {size} MB, which the disk has no room for. Nothing was changed.")
        raise FileRefused(message, path=named, size=size // 2**20)
