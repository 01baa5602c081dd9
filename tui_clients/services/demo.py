"""Fills a throw-away database with the sample data, and with as many more invented clients as are asked for."""

import random
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

from tui_clients import paths
from tui_clients.domain.client import Client, Picture, now
from tui_clients.domain.joined import Rows
from tui_clients.domain.query import Query
from tui_clients.domain.text import fold
from tui_clients.formats import csv_, detect, table
from tui_clients.services import importing
from tui_clients.services.progress import Listener, Progress, Watch, nobody
from tui_clients.settings import Settings
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database

_BY = "demo"
_BELONGINGS = ("projects", "invoices", "contacts", "notes")
_MEDIA_TYPES = {".png": "image/png", ".jpg": "image/jpeg"}
_YEARS = 5
_CHUNK = 1000
_SEED = 2026


@contextmanager
def demo(clients: int | None = None, progress: Listener = nobody) -> Iterator[Database]:
    """Give a database of invented clients, all of the sample or `clients` of them; it is gone at the end."""
    with tempfile.TemporaryDirectory(prefix="tui-clients-demo-") as folder:
        database = open_database(Path(folder) / "demo.db")
        try:
            fill(database, clients, Path(folder), progress)
            yield database
        finally:
            database.close_all()


def fill(database: Database, clients: int | None, room: Path, progress: Listener = nobody) -> None:
    """Import the sample into an empty database and add invented clients up to `clients`; `room` takes a short file."""
    if clients == 0:
        return
    sample = paths.sample_data()
    _import(database, _shortened(sample / "clients.csv", clients, room))
    for name in _BELONGINGS:
        _import(database, sample / f"{name}.csv")
    with database.transaction():
        _add_pictures(database, sample / "pictures")
        _add_invented(database, clients or 0, Watch(progress))


def _import(database: Database, file: Path) -> None:
    importing.run(importing.inspect(file, Settings()), database, _BY)


def _shortened(file: Path, clients: int | None, room: Path) -> Path:
    """Return a file of the first clients alone, if fewer are wanted than there are."""
    if clients is None:
        return file
    short = room / file.name
    with table.opened(file, detect.detect(file)) as opened, short.open("wb") as stream:
        csv_.write(stream, opened.header.columns, [Rows.of(row.cells for row in islice(opened.rows, clients))])
    return short


def _add_pictures(database: Database, folder: Path) -> None:
    clients = Clients(database)
    pictures = {
        file.stem: Picture(_MEDIA_TYPES[file.suffix], file.read_bytes())
        for file in sorted(folder.iterdir())
        if file.suffix in _MEDIA_TYPES
    }
    shown = (client for client in clients.iterate(Query()) if client.uid in pictures)
    pairs = [(client, replace(client, picture=pictures[client.uid])) for client in shown]
    clients.update_many(pairs, _BY, action="imported")


def _add_invented(database: Database, wanted: int, watch: Watch) -> None:
    clients = Clients(database)
    sample = list(clients.iterate(Query()))
    invented = _Inventor(sample, random.Random(_SEED)).clients(wanted - len(sample), now())
    done = len(sample)
    while chunk := list(islice(invented, _CHUNK)):
        done += len(clients.add_many(chunk, _BY, action="imported"))
        watch.check(Progress(done, wanted))


@dataclass(frozen=True, slots=True)
class _Person:
    """A client of the sample and the parts of its name; `family` is "" where the name has no parts."""

    client: Client
    given: str
    family: str


class _Inventor:
    """Makes new clients out of a sample: a given name of one, a family name of another of the same script."""

    def __init__(self, sample: Sequence[Client], chance: random.Random) -> None:
        self._chance = chance
        self._people = [_person(client) for client in sample]
        self._families: dict[str, list[str]] = {}
        for person in self._people:
            if person.family:
                self._families.setdefault(_script(person.family), []).append(person.family)

    def clients(self, count: int, until: datetime) -> Iterator[Client]:
        """Yield clients in the order in which they were added, over the last years."""
        span = timedelta(days=365 * _YEARS)
        for number in range(count):
            yield self._client(number, until - span * (1 - (number + 1) / count))

    def _client(self, number: int, added: datetime) -> Client:
        person = self._chance.choice(self._people)
        families = self._families.get(_script(person.family)) if person.family else None
        family = self._chance.choice(families) if families else ""
        name = f"{person.given} {family}".strip()
        address = ".".join(word for word in fold(name).split() if word.isascii() and word.isalpha()) or "client"
        moment = added.replace(microsecond=0)
        return replace(
            person.client,
            name=name,
            email=f"{address}.{number}@example.{self._chance.choice(('com', 'net', 'org'))}",
            mobile=self._number(person.client.mobile),
            office_phone=self._number(person.client.office_phone),
            company_name=_company(person, family),
            picture=None,
            note="",
            more_emails=(),
            more_phones=(),
            uid=str(UUID(int=self._chance.getrandbits(128), version=4)),
            created_at=moment,
            updated_at=moment,
        )

    def _number(self, number: str) -> str:
        """Return a number like a given one; its last two digits differ, so an example number stays one."""
        return f"{number[:-2]}{self._chance.randrange(100):02}" if number[-2:].isdecimal() else number


def _person(client: Client) -> _Person:
    """Part a name before its last word and the small ones in front of that ("Annegret", "von der Heyde")."""
    words = client.name.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    return _Person(client, " ".join(words[:start] or words), " ".join(words[start:]) if start else "")


def _company(person: _Person, family: str) -> str:
    _first, _, rest = person.client.company_name.partition(" ")
    return f"{family} {rest}" if family and rest else person.client.company_name


def _script(text: str) -> str:
    return unicodedata.name(text[0], "?").partition(" ")[0]
