"""Finds clients that may be the same: by address, by number, by name and company; changes nothing, knows no screen.

Addresses and numbers come from SQLite's indexes in their order. Names are read once; of each three numbers are kept,
24 bytes a client, and equal ones tell who is looked at more closely. So memory is bounded, and the user can stop it.
"""

import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import combinations, groupby, islice

from tui_clients.domain import email, sameness
from tui_clients.domain.client import Client
from tui_clients.domain.sameness import Likeness
from tui_clients.services.progress import Listener, Progress, Watch, never, nobody
from tui_clients.storage import reached
from tui_clients.storage.database import Database
from tui_clients.storage.duplicates import Duplicates

MOST_SHOWN = 50
"""Clients of a group that are told; of those who share an office phone there may be thousands."""

_MOST = 5_000
"""Groups of each kind that are told at once: nobody looks at more before the first ones are merged."""

_CHUNK = 500
_NEAR = 12  # clients whose names may differ by a slip; more begin with the same letters only
_COMPARED = 8  # clients of a group whose names are compared letter by letter
_HASH_BITS = 63
_PARTS = 4


class Reason(Enum):
    """Why clients may be the same."""

    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"


class Likelihood(Enum):
    """How likely it is that they are."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


_POINTS = {Reason.EMAIL: 50, Reason.PHONE: 30, Reason.NAME: 40}
_HIGH, _MEDIUM = 75, 40
_A_FEW = 4
"""Clients that may well be one and the same; the more there are, the likelier they only share something."""


@dataclass(frozen=True, slots=True)
class Group:
    """Clients that may be the same, `clients` of `count`; `value` is the address or number by which they were found."""

    clients: tuple[Client, ...]
    count: int
    reasons: tuple[Reason, ...]
    score: float
    value: str = ""

    @property
    def likelihood(self) -> Likelihood:
        """How likely they are the same."""
        if self.score >= _HIGH:
            return Likelihood.HIGH
        return Likelihood.MEDIUM if self.score >= _MEDIUM else Likelihood.LOW

    @property
    def ids(self) -> tuple[int, ...]:
        """Their numbers, as far as they are told."""
        return tuple(client.id for client in self.clients)


@dataclass(frozen=True, slots=True)
class Found:
    """The groups, the likeliest first; `is_whole` if there are no more than these."""

    groups: tuple[Group, ...]
    is_whole: bool


def find(database: Database, *, progress: Listener = nobody, is_canceled: Callable[[], bool] = never) -> Found:
    """Return who may be the same, but for those who were found not to be; raises `Canceled` if the user stopped."""
    watch = Watch(progress, is_canceled)
    with database.followed(is_canceled):
        search = _Search(database, watch)
        for kind in ("email", "phone"):
            search.by_value(kind)
        search.by_name()
        return search.ranked()


@dataclass(slots=True)
class _Search:
    """A search: the groups of ids found so far, with the value by which each was found and the number that have it."""

    database: Database
    watch: Watch
    found: dict[tuple[int, ...], tuple[str, int]] = field(default_factory=dict)
    is_whole: bool = True
    total: int = 0
    done: int = 0

    def __post_init__(self) -> None:
        """Count what there is to do: names are most of it."""
        self.total = Duplicates(self.database).highest_id()
        self.watch.check(Progress(0, self.total))

    def _go_on(self, rows: int = 0) -> None:
        self.done = min(self.total, self.done + rows)
        self.watch.check(Progress(self.done, self.total))

    def by_value(self, kind: str) -> None:
        """Take in who shares an address ("email") or a number ("phone")."""
        store = Duplicates(self.database)
        ask = reached.by_email if kind == "email" else reached.by_phone
        is_possible = email.is_possible if kind == "email" else sameness.is_somebodys
        values = iter(dict.fromkeys(islice(filter(is_possible, store.shared(kind)), _MOST + 1)))
        room = _MOST
        while chunk := list(islice(values, _CHUNK)):
            wanted = [value for value in chunk if value not in store.may_share(chunk)]
            for value, ids in ask(self.database, wanted).items():
                self.is_whole = self.is_whole and room > 0
                if len(ids) > 1 and room:
                    room -= 1
                    count = store.count(kind, value) if len(ids) >= MOST_SHOWN else len(ids)
                    self.found.setdefault(tuple(ids[:MOST_SHOWN]), (value, count))
            self._go_on()

    def by_name(self) -> None:
        """Take in who has a similar name and company."""
        keys: tuple[array[int], ...] = (array("q"), array("q"), array("q"))
        bits = self.total.bit_length()
        for rows in Duplicates(self.database).names():
            for id_, *texts in rows:
                for numbers, key in zip(keys, sameness.likeness(*texts).keys, strict=False):
                    numbers.append((hash(key) & (1 << _HASH_BITS - bits) - 1) << bits | id_)
            self._go_on(rows[-1][0] - self.done)
        equal, *near = keys
        self._take_in(_equal(equal, bits))
        for numbers in near:
            self._take_in(self._alike(ids for ids in _equal(numbers, bits) if len(ids) <= _NEAR))

    def _take_in(self, groups: Iterable[Sequence[int]]) -> None:
        for number, ids in enumerate(groups):
            if number == _MOST:
                self.is_whole = False
                return
            self.found.setdefault(tuple(ids[:MOST_SHOWN]), ("", len(ids)))

    def _alike(self, groups: Iterator[Sequence[int]]) -> Iterator[Sequence[int]]:
        """Yield those of some groups whose names are equal but for slips, in the place of those that are equal."""
        while chunk := list(islice(groups, _CHUNK)):
            self._go_on()
            faces = Duplicates(self.database).faces(sorted({id_ for ids in chunk for id_ in ids}))
            known = {id_: sameness.likeness_of(client) for id_, client in faces.items()}
            for ids in chunk:
                for alike in _together({id_: known[id_] for id_ in ids if id_ in known}):
                    equal = _by_name({id_: known[id_] for id_ in alike})
                    if len(equal) > 1:
                        for part in equal:
                            self.found.pop(part, None)
                        yield alike

    # -- ranking -----------------------------------------------------------------------------------

    def ranked(self) -> Found:
        """Return the groups, the likeliest first."""
        groups: list[Group] = []
        every = iter(self.found.items())
        while chunk := list(islice(every, _CHUNK)):
            ids = {id_ for members, _by in chunk for id_ in members}
            faces = Duplicates(self.database).faces(sorted(ids))
            parted = Duplicates(self.database).parted(sorted(ids))
            for members, (value, count) in chunk:
                known = [faces[id_] for id_ in members if id_ in faces]
                if count > MOST_SHOWN or not all(pair in parted for pair in combinations(sorted(members), 2)):
                    groups += [_group(known, count, value)] if len(known) > 1 else []
            self._go_on()
        groups.sort(key=lambda group: (-group.score, group.count, group.ids))
        return Found(tuple(groups), self.is_whole)


def _equal(numbers: "array[int]", bits: int) -> Iterator[list[int]]:
    """Yield the ids, in the last `bits`, of numbers that are equal but for these; sorts a part at a time."""
    shift = max(0, _HASH_BITS - _PARTS.bit_length() + 1)
    for part in range(_PARTS):
        those = sorted(number for number in numbers if number >> shift == part)
        for _key, equal in groupby(those, key=lambda number: number >> bits):
            ids = [number & (1 << bits) - 1 for number in equal]
            if len(ids) > 1:
                yield ids


def _together(known: Mapping[int, Likeness]) -> list[list[int]]:
    """Return ids in groups in which each is like another one."""
    groups: list[list[int]] = []
    for id_, likeness in known.items():
        near = [group for group in groups if any(sameness.is_alike(likeness, known[other]) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append(sorted([id_, *(other for group in near for other in group)]))
    return groups


def _by_name(known: Mapping[int, Likeness]) -> list[tuple[int, ...]]:
    """Return ids in groups of equal names."""
    found: dict[str, list[int]] = {}
    for id_, likeness in known.items():
        found.setdefault(likeness.keys[0], []).append(id_)
    return [tuple(ids) for ids in found.values()]


def _group(clients: Sequence[Client], count: int, value: str) -> Group:
    """Return a group with the reasons why, which hold for some pair, and a score by how many pairs they hold for."""
    faces = [_Face(client) for client in clients]
    pairs = list(combinations(faces, 2))
    shares = {
        reason: sum(one.shares(other, reason, len(faces)) for one, other in pairs) / len(pairs) for reason in Reason
    }
    size = 1.0 if count <= _A_FEW else 2 / math.log2(count)
    score = size * sum(_POINTS[reason] * share for reason, share in shares.items())
    return Group(tuple(clients), count, tuple(reason for reason, share in shares.items() if share), score, value)


class _Face:
    """What a client can be told by."""

    def __init__(self, client: Client) -> None:
        self.likeness = sameness.likeness_of(client)
        self.texts = {
            Reason.EMAIL: {text for _place, text in sameness.emails(client)},
            Reason.PHONE: {text for _place, text in sameness.phones(client)},
        }

    def shares(self, other: "_Face", reason: Reason, among: int) -> bool:
        """Whether two clients have something in common; of many the names are not compared letter by letter."""
        if reason is not Reason.NAME:
            return not self.texts[reason].isdisjoint(other.texts[reason])
        if among <= _COMPARED:
            return sameness.is_alike(self.likeness, other.likeness)
        return self.likeness.keys[:1] == other.likeness.keys[:1] != ()
