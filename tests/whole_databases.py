"""Arbitrary whole databases for property tests: clients as any store may hold them, with what belongs to them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache, partial
from typing import Any

from hypothesis import strategies as st

from tests import strategies
from tui_clients.domain.choices import ClientStatus, Gender, InvoiceState, ProjectStatus
from tui_clients.domain.client import Client, Contact, ContactPoint, Document, Note
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.project import Project
from tui_clients.domain.query import Query
from tui_clients.domain.validate import validate
from tui_clients.storage.clients import Clients
from tui_clients.storage.contacts import Contacts, Notes
from tui_clients.storage.database import Database
from tui_clients.storage.documents import Documents
from tui_clients.storage.invoices import Invoices
from tui_clients.storage.projects import Projects

MOST = 10**15  # minor units
_NUMBERS = ("id", "client_id", "invoice_id", "version")  # that only one database knows


@dataclass(frozen=True)
class Whole:
    """A client with what belongs to it."""

    client: Client
    projects: Sequence[Project] = ()
    invoices: Sequence[Invoice] = ()
    contacts: Sequence[Contact] = ()
    notes: Sequence[Note] = ()
    documents: Sequence[tuple[Document, bytes]] = ()


_TEXTS = ("name", "salutation", "email", "country", "mobile", "language", "category", "sub_category", "company_name",
          "website", "office_phone", "tax_name", "tax_number", "address", "city", "state", "postal_code", "note",
          "created_by", "updated_by")  # fmt: skip


@cache
def clients() -> st.SearchStrategy[Client]:
    """Return clients with any text anywhere: unlike in `strategies.clients()`, nothing is in a normal form.

    Every one has a name and an identifier that is not blank, and no text that is too long for its field.
    """
    points = st.lists(st.builds(ContactPoint, strategies.text(), strategies.text()), max_size=3).map(tuple)
    values: dict[str, st.SearchStrategy[Any]] = dict.fromkeys(_TEXTS, strategies.text())
    built = st.builds(
        Client,
        **values,
        uid=st.just("") | strategies.text(),
        gender=st.sampled_from(Gender),
        status=st.sampled_from(ClientStatus),
        tags=st.lists(strategies.text(), max_size=4).map(tuple),
        picture=st.none() | strategies.pictures(),
        more_emails=points,
        more_phones=points,
        extra=st.dictionaries(strategies.text(), strategies.text(), max_size=3),
        created_at=st.none() | strategies.moments(),
        updated_at=st.none() | strategies.moments(),
    )
    named = built.map(lambda client: client if client.name.strip() else replace(client, name="x"))
    normal = strategies.clients().map(lambda client: replace(client, name=f"{client.name}x"))
    identified = (named | normal).filter(lambda client: not client.uid or bool(client.uid.strip()))
    return identified.filter(lambda client: not any(problem.is_rejecting for problem in validate(client)))


@cache
def currencies() -> st.SearchStrategy[str]:
    """Return currencies of no, two, three and four decimal places, and what is none."""
    return st.sampled_from(("EUR", "USD", "JPY", "KWD", "CLF", "INR", "XYZ", ""))


@cache
def amounts() -> st.SearchStrategy[int]:
    """Return amounts in minor units."""
    return st.sampled_from((0, 1, -1, 99, 100, 123450, MOST, -MOST)) | st.integers(-MOST, MOST)


@cache
def projects() -> st.SearchStrategy[Project]:
    """Return projects, often of the same name."""
    days = st.none() | st.dates()
    names = st.sampled_from(("Website", "")) | strategies.text()
    budgets = st.none() | amounts()
    return st.builds(Project, names, st.sampled_from(ProjectStatus), days, days, budgets, currencies())


@cache
def invoices() -> st.SearchStrategy[Invoice]:
    """Return invoices with payments, some of a project."""
    payments = st.lists(st.builds(Payment, amounts(), st.dates(), strategies.text()), max_size=3).map(tuple)
    return st.builds(
        Invoice,
        number=strategies.text(),
        issue_date=st.dates(),
        due_date=st.dates(),
        currency=currencies(),
        total=amounts(),
        state=st.sampled_from(InvoiceState),
        payments=payments,
        project=st.sampled_from(("", "Website", "Another")) | strategies.text(),
        note=strategies.text(),
    )


@cache
def wholes() -> st.SearchStrategy[Whole]:
    """Return clients with what belongs to them."""
    contacts = st.builds(Contact, *[st.sampled_from(("Anna", "")) | strategies.text()] * 5)
    notes = st.builds(Note, strategies.text(60), strategies.text(), strategies.moments())
    named = strategies.text().filter(lambda text: bool(text.strip()))
    documents = st.builds(Document, named, strategies.text(), st.just(0), strategies.text(), strategies.moments())
    return st.builds(
        Whole,
        clients(),
        st.lists(projects(), max_size=3),
        st.lists(invoices(), max_size=3),
        st.lists(contacts | st.just(Contact("Anna")), max_size=3),
        st.lists(notes | st.just(Note("again", "kim", datetime.fromisoformat("2026-01-02T03:04:05Z"))), max_size=3),
        st.lists(st.tuples(documents, st.binary(max_size=40)), max_size=2),
    )


@cache
def databases() -> st.SearchStrategy[Sequence[Whole]]:
    """Return what a database may hold; no two clients have the same identifier."""
    return st.lists(wholes(), max_size=4, unique_by=lambda whole: whole.client.uid or id(whole))


def store(database: Database, wholes_: Sequence[Whole]) -> None:
    """Put clients with what belongs to them into a database."""
    with database.transaction():
        for whole in wholes_:
            id_ = Clients(database).add(whole.client, "kim").id
            for project in whole.projects:
                Projects(database).add(replace(project, client_id=id_))
            for invoice in whole.invoices:
                Invoices(database).add(replace(invoice, client_id=id_))
            for contact in whole.contacts:
                Contacts(database).add(id_, contact)
            for note in whole.notes:
                Notes(database).add(id_, note)
            for document, data in whole.documents:
                Documents(database).add(replace(document, client_id=id_), [data], "kim")


def content(database: Database) -> list[Any]:
    """Return every value that the stores of a database give, without the numbers that only it knows."""
    reads: tuple[Callable[[int], Sequence[Any]], ...] = (
        Projects(database).of_client, Invoices(database).of_client,
        Contacts(database).of_client, Notes(database).of_client, partial(_documents, database),
    )  # fmt: skip
    return [
        [bare(client), *([bare(item) for item in read(client.id)] for read in reads)]
        for client in Clients(database).iterate(Query())
    ]


def _documents(database: Database, client_id: int) -> list[tuple[Document, bytes]]:
    kept = Documents(database)
    return [(document, b"".join(kept.parts(document.id))) for document in kept.of_client(client_id)]


def bare(value: Any) -> Any:
    """Return a value without ids and versions, in depth."""
    if isinstance(value, tuple):
        return tuple(map(bare, value))
    if isinstance(value, Mapping):
        return list(value.items())
    if not is_dataclass(value) or isinstance(value, date):
        return value
    names = (field.name for field in fields(value) if field.name not in _NUMBERS)
    return {name: bare(getattr(value, name)) for name in names}
