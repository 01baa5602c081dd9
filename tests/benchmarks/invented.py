"""Invented clients in any number, the same at every run but for the day they were added, and databases of them."""

import random
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from peewee import sqlite3  # type: ignore[attr-defined] # the library that the program uses

from tests.benchmarks import names
from tests.benchmarks.names import Region
from tui_clients.domain.choices import ClientStatus, Gender
from tui_clients.domain.client import Client
from tui_clients.errors import UserError
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import open_database

T = TypeVar("T")
_SEED = 2026
_UNTIL = int(datetime.now(UTC).timestamp())
_YEARS = 7
_CHUNK = 5_000
_A_TRANSACTION = 50_000
_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ı": "i"})


@dataclass(frozen=True, slots=True)
class _Place:
    """A region with the plain letters of its names, for addresses."""

    region: Region
    plain: dict[str, str]
    given: tuple[tuple[str, Gender], ...]


def clients(count: int, seed: int = _SEED, until: int = _UNTIL) -> Iterator[Client]:
    """Yield clients in the order in which they were added, the last at `until` (seconds since the epoch)."""
    inventor = _Inventor(random.Random(seed))
    step = _YEARS * 365.25 * 86_400 / count
    for number in range(count):
        yield inventor.client(number, datetime.fromtimestamp(int(until - (count - 1 - number) * step), UTC))


class _Inventor:
    """Draws one client after another; `random()` alone is used, because `choice` costs five times as much."""

    def __init__(self, chance: random.Random) -> None:
        self._random = chance.random
        self._bits = chance.getrandbits
        self._places = [place for place in map(_place, names.REGIONS) for _ in range(place.region.share)]

    def client(self, number: int, added: datetime) -> Client:
        """Return a client with the parts that most have, and some that few have."""
        rand = self._random
        place = self._one_of(self._places)
        region = place.region
        given, gender = self._one_of(place.given)
        family = self._family(region)
        address = f"{place.plain[given]}.{place.plain[family]}".strip(".") or "client"
        has_company = rand() < 0.6
        domain = f"{place.plain[family] or 'office'}-{number % 997}.example"
        return Client(
            name=f"{given} {self._double(region, family)}",
            email=f"{address}{number % 9973}@{domain if has_company else 'mail.example.com'}" if rand() < 0.94 else "",
            country=region.country,
            mobile=self._number(region.mobile) if rand() < 0.85 else "",
            gender=gender if rand() < 0.9 else Gender.UNKNOWN,
            language=region.language,
            category=(category := self._one_of(names.CATEGORIES))[0],
            sub_category=category[1],
            tags=(self._one_of(names.TAGS),) if rand() < 0.12 else (),
            status=ClientStatus.INACTIVE if rand() < 0.05 else ClientStatus.ACTIVE,
            company_name=f"{family} {self._one_of(names.TRADES)} {self._one_of(region.forms)}" if has_company else "",
            website=f"https://www.{domain}" if has_company else "",
            office_phone=self._number(region.office) if has_company else "",
            city=self._one_of(region.cities),
            note=self._one_of(names.NOTES) if rand() < 0.03 else "",
            uid=self._uid(),
            created_at=added,
            updated_at=added,
        )

    def _one_of(self, choices: Sequence[T]) -> T:
        return choices[int(self._random() * len(choices))]

    def _family(self, region: Region) -> str:
        """Return a name that many have for four in ten, else one of many names."""
        return self._one_of(region.often if self._random() < 0.4 else region.families)

    def _double(self, region: Region, family: str) -> str:
        return f"{family}-{self._family(region)}" if self._random() < 0.1 else family

    def _number(self, patterns: tuple[str, ...]) -> str:
        pattern = self._one_of(patterns)
        digits = pattern.count("#")
        return f"{pattern[:-digits]}{int(self._random() * 10**digits):0{digits}}"

    def _uid(self) -> str:
        """Return a UUID 4 as text; the class of the standard library takes five times as long."""
        bits = f"{self._bits(128):032x}"
        return f"{bits[:8]}-{bits[8:12]}-4{bits[13:16]}-a{bits[17:20]}-{bits[20:]}"


def _place(region: Region) -> _Place:
    given = [(name, Gender.FEMALE) for name in region.female] + [(name, Gender.MALE) for name in region.male]
    every = {*region.female, *region.male, *region.often, *region.families}
    return _Place(region, {name: _plain(name) for name in every}, tuple(given))


def _plain(name: str) -> str:
    """Return a name as it stands in an address, "" for other scripts."""
    letters = unicodedata.normalize("NFKD", name.lower().translate(_PLAIN))
    return "".join(letter for letter in letters if letter.isascii() and (letter.isalnum() or letter == "-")).strip("-")


def fill(path: Path, count: int) -> None:
    """Make a database of `count` clients and say how fast that went."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    database = open_database(path)
    store, supply, started = Clients(database), clients(count), time.perf_counter()
    for done in range(0, count, _A_TRANSACTION):
        with database.transaction():
            for _ in range(0, _A_TRANSACTION, _CHUNK):
                store.add_many(islice(supply, _CHUNK), "benchmark")
        rate = min(done + _A_TRANSACTION, count) / (time.perf_counter() - started)
        print(f"{path.name}: {min(done + _A_TRANSACTION, count):,} clients, {rate:,.0f} a second", flush=True)
    database.close_all()


def kept(folder: Path, count: int, *, is_fresh: bool = False) -> Path:
    """Return the folder's database of `count` clients; it is made if it is missing, unfinished or `is_fresh`."""
    path = folder / f"clients-{count}.db"
    if is_fresh or not path.exists() or _count(path) != count:
        fill(path, count)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def _count(path: Path) -> int:
    """Return how many clients a file holds, -1 if the program no longer reads it."""
    try:
        database = open_database(path)
        try:
            return Clients(database).count()
        finally:
            database.close_all()
    except UserError:
        return -1
