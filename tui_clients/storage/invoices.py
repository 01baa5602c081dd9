"""Keeps the invoices of clients and the payments on them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from tui_clients.domain.client import new_uid
from tui_clients.domain.invoice import Invoice
from tui_clients.domain.project import Project
from tui_clients.storage import import_steps, invoice_rows
from tui_clients.storage.database import Database
from tui_clients.storage.parts import InvoiceModel, PaymentModel, ProjectModel
from tui_clients.storage.projects import Projects
from tui_clients.storage.search import among

_COLUMNS = ("uid", "client_id", "number", "issue_date", "due_date", "currency", "total", "state", "note", "version")
_WRITTEN = (*_COLUMNS, "project_id")
_NO_PROJECT = (None, "")

_Link = tuple[int, str, str]  # to a project: client, name, uid


class Invoices:
    """The invoices of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_client(self, client_id: int) -> list[Invoice]:
        """Return a client's invoices with their payments, the latest first."""
        return list(self.rows_of_client(client_id))

    def rows_of_client(self, client_id: int) -> invoice_rows.InvoiceRows:
        """Return the same as a sequence that makes an invoice when it is looked at."""
        return invoice_rows.read(self._database, "t.client_id = ?", client_id)

    def of_clients(self, ids: Iterable[int]) -> dict[int, list[Invoice]]:
        """Return the invoices of each client that has any with their payments, in the order in which they came."""
        found: dict[int, list[Invoice]] = {}
        those = "t.client_id IN (SELECT value FROM json_each(?))"
        for invoice in invoice_rows.read(self._database, those, json.dumps(list(ids)), order="t.id"):
            found.setdefault(invoice.client_id, []).append(invoice)
        return found

    def find(self, invoice: Invoice) -> Invoice | None:
        """Return the stored invoice with the same uid, or without a uid the client's one of the same number."""
        if not invoice.uid and not invoice.number:
            return None
        same: tuple[Any, ...] = ("t.uid = ?", invoice.uid)
        if not invoice.uid:
            same = ("t.client_id = ? AND t.number = ?", invoice.client_id, invoice.number)
        found = invoice_rows.read(self._database, *same, order="t.id")
        return found[0] if found else None

    def add(self, invoice: Invoice, import_id: int | None = None) -> Invoice:
        """Store a new invoice of `client_id` and its payments inside the caller's transaction."""
        return self.add_many([invoice], import_id)[0]

    def add_many(self, invoices: Iterable[Invoice], import_id: int | None = None) -> list[Invoice]:
        """Store new invoices and their payments inside the caller's transaction; a uid is given to those without."""
        next_id = int(self._database.sql("SELECT coalesce(max(id), 0) FROM invoice")[0][0]) + 1
        stored = [
            replace(invoice, uid=invoice.uid or new_uid(), version=1, id=id_)
            for id_, invoice in enumerate(invoices, next_id)
        ]
        projects = self._projects(stored, import_id)
        rows = [_values(invoice, projects) for invoice in stored]
        self._database.insert_many(
            "invoice", ("id", *_WRITTEN), ((i.id, *row) for i, row in zip(stored, rows, strict=True))
        )
        self._write_payments(stored)
        import_steps.created(self._database, import_id, "invoice", [invoice.id for invoice in stored])
        return [replace(invoice, project_uid=projects.get(_link(invoice), _NO_PROJECT)[1]) for invoice in stored]

    def update(self, invoice: Invoice, import_id: int | None = None) -> None:
        """Overwrite the stored invoice of the same id and its payments inside the caller's transaction."""
        import_steps.changing(self._database, import_id, "invoice", invoice.id)
        values = _values(replace(invoice, version=invoice.version + 1), self._projects([invoice], import_id))
        query = InvoiceModel.update(**dict(zip(_WRITTEN, values, strict=True))).where(InvoiceModel.id == invoice.id)
        self._database.change(query)
        self._database.change(PaymentModel.delete().where(PaymentModel.invoice_id == invoice.id))
        self._write_payments([invoice])

    def _write_payments(self, invoices: Iterable[Invoice]) -> None:
        rows = [(i.id, p.amount, p.on.isoformat(), p.method) for i in invoices for p in i.payments]
        self._database.insert_many("payment", ("invoice_id", "amount", "paid_on", "method"), rows)

    def _projects(self, invoices: Iterable[Invoice], import_id: int | None) -> dict[_Link, tuple[int | None, str]]:
        """Return id and uid of the projects that invoices name: of several of a name, that of the uid, else the oldest.

        A project that its client does not have yet is added, so that its name is not lost.
        """
        wanted = {_link(invoice) for invoice in invoices if invoice.project or invoice.project_uid}
        if not wanted:
            return {}
        project = ProjectModel
        query = project.select(project.client_id, project.name, project.uid, project.id).order_by(project.id.desc())
        found: dict[_Link, tuple[int | None, str]] = {}
        for client_id, name, uid, id_ in self._database.rows(
            query.where(among(project.client_id, {client_id for client_id, _, _ in wanted}))
        ):
            found[client_id, name, uid] = (id_, uid)
            if name:  # an invoice without a project is none of one without a name
                found[client_id, name, ""] = (id_, uid)
        for client_id, name, uid in sorted(wanted - found.keys()):
            if name and (client_id, name, "") not in found:
                added = Projects(self._database).add(Project(name, client_id=client_id), import_id)
                found[client_id, name, ""] = (added.id, added.uid)
            if name:
                found[client_id, name, uid] = found[client_id, name, ""]
        return found


def _link(invoice: Invoice) -> _Link:
    return invoice.client_id, invoice.project, invoice.project_uid


def _values(invoice: Invoice, projects: Mapping[_Link, tuple[int | None, str]]) -> tuple[Any, ...]:
    """Return what is stored of an invoice, in the order of `_WRITTEN`."""
    values = {name: getattr(invoice, name) for name in _COLUMNS} | {
        "state": invoice.state.value,
        "issue_date": invoice.issue_date.isoformat(),
        "due_date": invoice.due_date.isoformat(),
        "project_id": projects.get(_link(invoice), _NO_PROJECT)[0],
    }
    return tuple(values[name] for name in _WRITTEN)
