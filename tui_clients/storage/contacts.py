"""Keeps the persons at clients and the notes on clients."""

from collections.abc import Iterable
from typing import Any

from tui_clients.domain.client import Contact, Note, now
from tui_clients.storage import import_steps, noted
from tui_clients.storage.database import Database
from tui_clients.storage.moments import moment, seconds
from tui_clients.storage.parts import ContactModel, NoteModel
from tui_clients.storage.search import among

_TEXTS = ("name", "role", "email", "phone", "note")


class Contacts:
    """The contact persons of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_client(self, client_id: int) -> list[Contact]:
        """Return the persons at a client, by name."""
        return self._contacts(ContactModel.client_id == client_id, ContactModel.name, ContactModel.id)

    def of_clients(self, ids: Iterable[int]) -> dict[int, list[Contact]]:
        """Return the persons at each client that has any, in the order in which they came."""
        c = ContactModel
        found: dict[int, list[Contact]] = {}
        for contact in self._contacts(among(c.client_id, ids), c.id):
            found.setdefault(contact.client_id, []).append(contact)
        return found

    def find(self, client_id: int, contact: Contact) -> Contact | None:
        """Return the client's stored person of the same name, or None."""
        is_same = (ContactModel.client_id == client_id) & (ContactModel.name == contact.name)
        found = self._contacts(is_same, ContactModel.id)
        return found[0] if found else None

    def add(self, client_id: int, contact: Contact, import_id: int | None = None) -> None:
        """Store a new person at a client inside the caller's transaction."""
        id_ = self._database.insert(ContactModel.insert(client_id=client_id, version=1, **_values(contact)))
        import_steps.created(self._database, import_id, "contact", [id_])

    def add_many(self, contacts: Iterable[tuple[int, Contact]], import_id: int | None = None) -> None:
        """Store new persons, each with the id of its client, inside the caller's transaction."""
        rows = ((client_id, 1, *_values(contact).values()) for client_id, contact in contacts)
        with import_steps.adding(self._database, import_id, "contact"):
            self._database.insert_many("contact", ("client_id", "version", *_TEXTS), rows)

    def update(self, contact: Contact, import_id: int | None = None) -> None:
        """Overwrite the stored person of the same id inside the caller's transaction."""
        import_steps.changing(self._database, import_id, "contact", contact.id)
        values = _values(contact) | {"version": ContactModel.version + 1}
        self._database.change(ContactModel.update(**values).where(ContactModel.id == contact.id))

    def _contacts(self, condition: Any, *order: Any) -> list[Contact]:
        c = ContactModel
        query = c.select(c.name, c.role, c.email, c.phone, c.note, c.id, c.version, c.client_id).where(condition)
        return [Contact(*row) for row in self._database.rows(query.order_by(*order))]


def _values(contact: Contact) -> dict[str, Any]:
    return {name: getattr(contact, name) for name in _TEXTS}


class Notes:
    """The notes of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_client(self, client_id: int) -> list[Note]:
        """Return the notes on a client, the latest first."""
        n = NoteModel
        return self._notes(n.client_id == client_id, n.created_at.desc(), n.id.desc())

    def of_clients(self, ids: Iterable[int]) -> dict[int, list[Note]]:
        """Return the notes on each client that has any, in the order in which they came."""
        n = NoteModel
        found: dict[int, list[Note]] = {}
        for note in self._notes(among(n.client_id, ids), n.id):
            found.setdefault(note.client_id, []).append(note)
        return found

    def _notes(self, condition: Any, *order: Any) -> list[Note]:
        n = NoteModel
        query = n.select(n.text, n.author, n.created_at, n.id, n.version, n.client_id).where(condition)
        return [
            Note(text, author, moment(at), *owned)
            for text, author, at, *owned in self._database.rows(query.order_by(*order))
        ]

    def has(self, client_id: int, note: Note) -> bool:
        """Whether the same text, written at the same moment, is on the client already."""
        n = NoteModel
        is_same = (n.client_id == client_id) & (n.text == note.text)
        query = n.select(n.created_at).where(is_same)
        return any(note.created_at in (None, moment(at)) for (at,) in self._database.rows(query))

    def add(self, client_id: int, note: Note, import_id: int | None = None) -> None:
        """Store a new note inside the caller's transaction; without a time it is of this moment."""
        values = {"text": note.text, "author": note.author, "created_at": seconds(note.created_at or now())}
        id_ = self._database.insert(NoteModel.insert(client_id=client_id, version=1, **values))
        import_steps.created(self._database, import_id, "note", [id_])
        noted.refresh(self._database, [client_id])

    def add_many(self, notes: Iterable[tuple[int, Note]], import_id: int | None = None) -> None:
        """Store new notes, each with the id of its client, inside the caller's transaction."""
        at, notes = now(), list(notes)
        rows = ((client_id, n.text, n.author, seconds(n.created_at or at), 1) for client_id, n in notes)
        with import_steps.adding(self._database, import_id, "note"):
            self._database.insert_many("note", ("client_id", "text", "author", "created_at", "version"), rows)
        noted.refresh(self._database, (client_id for client_id, _note in notes))
