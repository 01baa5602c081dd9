"""Takes files into the database as documents of a client, and saves them back to the disk."""

import mimetypes
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tui_clients.domain.client import Document, now
from tui_clients.domain.items import ItemKind
from tui_clients.domain.text import one_line, storable
from tui_clients.errors import N_, FileRefused, Refused
from tui_clients.formats.atomic import replacing
from tui_clients.formats.files import open_regular, unreadable
from tui_clients.settings import Settings
from tui_clients.storage.database import Database
from tui_clients.storage.documents import PART, Documents
from tui_clients.storage.items import Items

MEGABYTE = 1024 * 1024
UNKNOWN_TYPE = "application/octet-stream"
_LONGEST_NAME = 255
_SHORTENED = 200  # bytes of a file's name that every file system takes, and room for more
_TOO_LARGE = N_(
    "{path} is larger than {megabytes} MB and was not taken. The setting document_megabytes says how large."
)


def store(database: Database, settings: Settings, client_id: int, path: Path, by: str, name: str = "") -> Document:
    """Keep a file as a document of a client and return it; FileRefused for one that is too large, before it is read."""
    most = settings.document_megabytes * MEGABYTE
    with open_regular(path) as stream:
        if os.fstat(stream.fileno()).st_size > most:
            raise FileRefused(_TOO_LARGE, path=path, megabytes=settings.document_megabytes)
        parts = read(stream, settings, path)
    return keep(database, client_id, name or path.name, parts, by)


def read(stream: BinaryIO, settings: Settings, path: Path) -> list[bytes]:
    """Return what a stream gives, in parts; FileRefused, calling it `path`, as soon as that is too much."""
    most = settings.document_megabytes * MEGABYTE
    parts, size = [], 0
    try:
        while part := stream.read(PART):
            parts.append(part)
            size += len(part)
            if size > most:
                raise FileRefused(_TOO_LARGE, path=path, megabytes=settings.document_megabytes)
    except OSError as error:
        raise unreadable(path, error) from error
    return parts


def keep(database: Database, client_id: int, name: str, parts: list[bytes], by: str) -> Document:
    """Keep bytes as a document of a client and return it; its type is told by its name."""
    title = one_line(storable(name))[:_LONGEST_NAME]
    if not title:
        raise Refused(N_("A document needs a name."), "name")
    media_type = mimetypes.guess_type(title)[0] or UNKNOWN_TYPE
    document = Document(title, media_type, author=by, created_at=now(), client_id=client_id)
    return Documents(database).add(document, parts, by)


def save(database: Database, document_id: int, path: Path, *, may_replace: bool = False) -> Path:
    """Write a document to a file, or under its own name into a folder, and return where; whole or not at all.

    FileRefused where a file is there already, unless that may be replaced.
    """
    document = Items(database).get(ItemKind.DOCUMENT, document_id)
    if not isinstance(document, Document):
        raise Refused(N_("This document is not there any more."))
    target = path / file_name(document) if path.is_dir() else path
    with replacing(target, may_replace=may_replace) as stream:
        for part in _whole(database, document):
            stream.write(part)
    return target


def _whole(database: Database, document: Document) -> Iterator[bytes]:
    size = 0
    for part in Documents(database).parts(document.id):
        size += len(part)
        yield part
    if size != document.size:
        raise Refused(N_("The document {name} is damaged: it has {size} bytes."), name=document.name, size=size)


def file_name(document: Document) -> str:
    """Return a name under which a document can be saved in a folder: without path, controls or a leading dot."""
    last = document.name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(character for character in last if character.isprintable()).strip().lstrip(".")
    stem, dot, suffix = printable.rpartition(".")
    kept = stem if dot else printable
    while len(f"{kept}{dot}{suffix if dot else ''}".encode()) > _SHORTENED and kept:
        kept = kept[:-1]
    return f"{kept}{dot}{suffix if dot else ''}" if kept else f"document-{document.id}"
