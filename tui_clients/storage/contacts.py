"""Keeps the persons at clients and the notes on clients."""

from typing import Any

from tui_clients.domain.client import Contact, Note, now
from tui_clients.storage import import_steps
from tui_clients.storage.database import Database
from tui_clients.storage.moments import moment, seconds
from tui_clients.storage.parts import ContactModel, NoteModel


class Contacts:
    """The contact persons of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_client(self, client_id: int) -> list[Contact]:
        """Return the persons at a client, by name."""
        return self._contacts(ContactModel.client_id == client_id)

    def find(self, client_id: int, contact: Contact) -> Contact | None:
        """Return the client's stored person of the same name, or None."""
        found = self._contacts((ContactModel.client_id == client_id) & (ContactModel.name == contact.name))
        return found[0] if found else None

    def add(self, client_id: int, contact: Contact, import_id: int | None = None) -> None:
        """Store a new person at a client inside the caller's transaction."""
        id_ = self._database.insert(ContactModel.insert(client_id=client_id, version=1, **_values(contact)))
        import_steps.created(self._database, import_id, "contact", [id_])

    def update(self, contact: Contact, import_id: int | None = None) -> None:
        """Overwrite the stored person of the same id inside the caller's transaction."""
        import_steps.changing(self._database, import_id, "contact", contact.id)
        values = _values(contact) | {"version": ContactModel.version + 1}
        self._database.change(ContactModel.update(**values).where(ContactModel.id == contact.id))

    def _contacts(self, condition: Any) -> list[Contact]:
        c = ContactModel
        query = c.select(c.name, c.role, c.email, c.phone, c.note, c.id, c.version).where(condition)
        return [Contact(*row) for row in self._database.rows(query.order_by(c.name, c.id))]


def _values(contact: Contact) -> dict[str, Any]:
    return {name: getattr(contact, name) for name in ("name", "role", "email", "phone", "note")}


class Notes:
    """The notes of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_client(self, client_id: int) -> list[Note]:
        """Return the notes on a client, the latest first."""
        n = NoteModel
        query = n.select(n.text, n.author, n.created_at, n.id, n.version).where(n.client_id == client_id)
        rows = self._database.rows(query.order_by(n.created_at.desc(), n.id.desc()))
        return [Note(text, author, moment(at), id_, version) for text, author, at, id_, version in rows]

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
