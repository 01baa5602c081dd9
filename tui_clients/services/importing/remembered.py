"""The mappings that were used before: of files with the same header, and those saved by a name; knows no file of rows.

They are kept in one private file of the user's. It holds names of columns that the user has sent somewhere, and the
texts for rows that say nothing, but no cell of any file.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui_clients.domain.dates import Order
from tui_clients.errors import N_, UserError
from tui_clients.formats import atomic, rejected
from tui_clients.formats.files import open_regular, reason, unreadable
from tui_clients.formats.keys import header_key

_MOST = 200  # headers that are remembered, the latest ones
_LARGEST = 2**23  # bytes
_LONGEST_NAME = 80
NONE, LAST = "none", "last"
"""What stands for no mapping and for that of the last file with the same header, where another one has its name."""
_RESERVED = (NONE, LAST, "")


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was decided of a file: as in `Options`, and the order of the dates of each field."""

    target: str = ""
    pairs: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    orders: Mapping[str, Order] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was decided that a header does not say by itself."""
        return not (self.pairs or self.defaults or self.orders)


def fingerprint(columns: Sequence[str]) -> str:
    """Return what tells a header from others; the columns of rejected rows are none of it."""
    text = "\n".join(header_key(column) or column for column in rejected.own(columns))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Mappings:
    """The mappings in a file, which need not be there; without a path they last as long as this object."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._held: dict[str, Any] = {}

    def recall(self, columns: Sequence[str]) -> Remembered | None:
        """Return what was decided of the last file with the same header, or None; a broken file remembers nothing."""
        with suppress(UserError):
            return _read(self._load()["headers"].get(fingerprint(columns)))
        return None

    def named(self, name: str) -> Remembered:
        """Return what was saved by a name; UserError if there is nothing."""
        saved = self._load()["names"]
        found = _read(saved.get(name))
        if found is None:
            message = N_("No mapping was saved as “{name}”. Saved are: {known}.")
            raise UserError(message, name=name, known=", ".join(sorted(saved)) or "–")
        return found

    def names(self) -> list[str]:
        """Return the names by which mappings were saved, sorted; a broken file holds none."""
        with suppress(UserError):
            return sorted(self._load()["names"])
        return []

    def keep(self, columns: Sequence[str], decided: Remembered) -> None:
        """Remember what was decided of a file; UserError if that cannot be written."""
        held = self._load()
        headers, key = held["headers"], fingerprint(columns)
        before = headers.pop(key, None)
        if decided.is_empty and before is None:
            return
        if not decided.is_empty:
            headers[key] = _plain(decided)
        held["headers"] = dict(list(headers.items())[-_MOST:])
        self._store(held)

    def save(self, name: str, decided: Remembered) -> None:
        """Save what was decided by a name, in place of what is called so; UserError if that cannot be written."""
        require_name(name)
        held = self._load()
        held["names"][name] = _plain(decided)
        self._store(held)

    def _load(self) -> dict[str, Any]:
        if self._path is not None and _is_there(self._path):
            self._held = _parsed(self._path)
        return {"headers": dict(self._held.get("headers", {})), "names": dict(self._held.get("names", {}))}

    def _store(self, held: dict[str, Any]) -> None:
        text = json.dumps(held)
        while len(text) > _LARGEST and held["headers"]:  # the oldest ones go first
            held["headers"] = dict(list(held["headers"].items())[len(held["headers"]) // 2 + 1 :])
            text = json.dumps(held)
        if len(text) > _LARGEST:
            raise UserError(N_("This mapping is too large to be saved."))
        self._held = held
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(N_("{path} cannot be written: {reason}."), path=self._path, reason=reason(error)) from error
        with atomic.replacing(self._path) as stream:
            stream.write(text.encode())


def require_name(name: str) -> None:
    """Raise UserError unless a mapping can be saved by a name."""
    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable() or name in _RESERVED:
        raise UserError(N_("A mapping cannot be called “{name}”."), name=name[:_LONGEST_NAME])


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise unreadable(path, error) from error
    return True


def _parsed(path: Path) -> dict[str, Any]:
    with open_regular(path) as file:
        text = file.read(_LARGEST + 1)
    try:
        held = json.loads(text) if len(text) <= _LARGEST else None
    except (ValueError, RecursionError):
        held = None
    is_sound = isinstance(held, dict) and all(isinstance(held.get(part), dict) for part in ("headers", "names"))
    if not isinstance(held, dict) or not is_sound:
        raise UserError(N_("The mappings in {path} cannot be read. Move the file away to begin anew."), path=path)
    return held


def _plain(decided: Remembered) -> dict[str, Any]:
    orders = {name: order.value for name, order in decided.orders.items()}
    values = {"target": decided.target, "pairs": list(decided.pairs), "defaults": list(decided.defaults)}
    return {**values, "orders": orders}


def _read(given: object) -> Remembered | None:
    """Return what a file holds, None for nothing or for what we have not written so."""
    if not isinstance(given, dict):
        return None
    orders = given.get("orders")
    known = {order.value: order for order in Order}
    return Remembered(
        target=str(given.get("target", "")),
        pairs=_texts(given.get("pairs")),
        defaults=_texts(given.get("defaults")),
        orders={str(name): known[value] for name, value in orders.items() if value in known}
        if isinstance(orders, dict)
        else {},
    )


def _texts(given: object) -> tuple[str, ...]:
    return tuple(text for text in given if isinstance(text, str)) if isinstance(given, list) else ()
