"""Tells from a zip archive's directory which spreadsheet it holds, and refuses what would unpack to too much.

Nothing is unpacked but two short parts of an OpenDocument file.
"""

import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from tui_clients.errors import N_, FileRefused

SPREADSHEETS = ("xlsx", "xlsm", "xlsb", "ods", "xls")
DAMAGED = N_("{path} cannot be read as a spreadsheet: it is damaged or locked.")
LOCKED = N_("{path} is protected with a password: save it without one.")

_PARTS = (("xl/workbook.bin", "xlsb"), ("xl/vbaproject.bin", "xlsm"), ("xl/workbook.xml", "xlsx"))
_OPEN_DOCUMENT = b"opendocument.spreadsheet"
_END = b"PK\x05\x06"
_TAIL = 22 + 2**16  # bytes in which an archive's last record stands
_MOST_PARTS = 10_000  # a workbook has a few a sheet
_MOST_DIRECTORY = 2**22  # bytes; what Python makes of it takes ten times as much
_SMALL = 2**26  # bytes: so much may any file unpack to
_DENSEST = 200  # times its size; sheets of real data unpack to 10 to 20 times
_UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, NotImplementedError,
               RuntimeError, KeyError)  # fmt: skip


def spreadsheet(path: Path, file: BinaryIO, size: int) -> str:
    """Return which of `SPREADSHEETS` an archive of `size` bytes holds, "" for none.

    FileRefused for one that has too many parts, would unpack to too much, or is protected with a password.
    """
    if not _has_sane_directory(path, file, size):
        return ""
    try:
        with zipfile.ZipFile(file) as archive:
            return _kind(path, archive, size)
    except _UNREADABLE:
        return ""


def _has_sane_directory(path: Path, file: BinaryIO, size: int) -> bool:
    """Whether the archive has a directory; FileRefused for one that takes long to read."""
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + 22:
        return False
    parts, length = struct.unpack_from("<HI", tail, place + 10)
    if parts > _MOST_PARTS or length > _MOST_DIRECTORY:
        raise FileRefused(
            N_("{path} is refused: it has more than {most} parts, as no spreadsheet has."),
            path=path,
            most=_MOST_PARTS,
        )
    return True


def _kind(path: Path, archive: zipfile.ZipFile, size: int) -> str:
    names = {info.filename.replace("\\", "/").lower() for info in archive.infolist()}
    found = next((kind for part, kind in _PARTS if part in names), "")
    if not found and "content.xml" in names and _OPEN_DOCUMENT in _beginning(archive, "mimetype"):
        found = "ods"
    if found:
        unpacked = sum(info.file_size for info in archive.infolist())
        if unpacked > max(_SMALL, _DENSEST * size):
            message = N_("{path} is refused: its {size} bytes would unpack to {unpacked} bytes.")
            raise FileRefused(message, path=path, size=size, unpacked=unpacked)
        if any(info.flag_bits & 1 for info in archive.infolist()) or (
            found == "ods" and b"encryption-data" in _beginning(archive, "META-INF/manifest.xml")
        ):
            raise FileRefused(LOCKED, path=path)
    return found


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the first bytes of a part, b"" if there is none."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(2**16)
