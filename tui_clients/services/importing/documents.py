"""Reads the documents that the object of a client holds, whose bytes stand in the file; knows no database."""

import mimetypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from tui_clients.domain import items, plain
from tui_clients.domain.client import Document
from tui_clients.domain.validate import Code, Problem
from tui_clients.errors import N_, FileRefused
from tui_clients.formats import json_data
from tui_clients.services.documents import MEGABYTE, UNKNOWN_TYPE
from tui_clients.services.importing.reading import Meaning

_FIELDS = frozenset({"name", "media_type", "size", "author", "created_at", "data"})

Content = Callable[[], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Brought:
    """A document of a file and what gives its bytes; without a document, one that cannot go in.

    `problems` name the field of the document, or "" for the whole of it; `unmapped` are names that are no fields.
    """

    problems: tuple[Problem, ...]
    document: Document | None = None
    content: Content | None = None
    unmapped: tuple[str, ...] = ()


def read(given: Any, file: Path, meaning: Meaning) -> Brought:
    """Return the document that an object of a file describes; its bytes are looked through, not held."""
    document = plain.document_of(given)
    if document is None:
        is_nameless = isinstance(given, dict)
        return Brought((Problem("name", Code.REQUIRED) if is_nameless else Problem("", Code.SHAPE, str(given)),))
    content, most = partial(json_data.decoded, file, given.get("data", ())), meaning.document_megabytes * MEGABYTE
    size = _size(content, most) if given.get("data") is not None else None
    if size is None:
        return Brought((Problem("", Code.DOCUMENT, document.name),))
    if size > most:
        limit = f"{document.name}: > {meaning.document_megabytes} MB"
        return Brought((Problem("", Code.DOCUMENT_SIZE, limit),))
    document = replace(document, size=size)
    if "media_type" not in given:
        document = replace(document, media_type=mimetypes.guess_type(document.name)[0] or UNKNOWN_TYPE)
    problems = items.problems(document)
    if given.get("created_at") and document.created_at is None:
        problems.append(Problem("created_at", Code.DATE, str(given["created_at"])))
    unmapped = tuple(name for name in given if name not in _FIELDS)
    return Brought(tuple(problems), document, partial(_again, content, file), unmapped)


def _again(content: Content, file: Path) -> Iterator[bytes]:
    """Yield bytes that could be read before."""
    try:
        yield from content()
    except ValueError as error:
        message = N_("{path} was changed while it was read. Nothing was changed; try again.")
        raise FileRefused(message, path=file) from error


def _size(content: Content, most: int) -> int | None:
    """Return how many bytes there are, as soon as they are more than `most`; None where they cannot be read."""
    size = 0
    try:
        for part in content():
            size += len(part)
            if size > most:
                break
    except ValueError:
        return None
    return size
