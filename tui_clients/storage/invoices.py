"""Keeps the invoices of clients and the payments on them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from peewee import JOIN

from tui_clients.domain.choices import InvoiceState
from tui_clients.domain.client import new_uid
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.project import Project
from tui_clients.storage import import_steps
from tui_clients.storage.database import Database
from tui_clients.storage.parts import InvoiceModel, PaymentModel, ProjectModel
from tui_clients.storage.projects import Projects
from tui_clients.storage.search import among

_COLUMNS = ("uid", "client_id", "number", "issue_date", "due_date", "currency", "total", "state", "note", "version")
_WRITTEN = (*_COLUMNS, "project_id")


class Invoices:
    """The invoices of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_client(self, client_id: int) -> list[Invoice]:
        """Return a client's invoices with their payments, the latest first."""
        invoices = self._select().where(InvoiceModel.client_id == client_id)
        payments = self._payments(InvoiceModel.client_id == client_id)
        ordered = invoices.order_by(InvoiceModel.issue_date.desc(), InvoiceModel.number.desc(), InvoiceModel.id)
        return [_invoice(row, payments) for row in self._database.rows(ordered)]

    def find(self, invoice: Invoice) -> Invoice | None:
        """Return the stored invoice with the same uid, or without a uid the client's one of the same number."""
        if not invoice.uid and not invoice.number:
            return None
        is_same = (
            InvoiceModel.uid == invoice.uid
            if invoice.uid
            else (InvoiceModel.client_id == invoice.client_id) & (InvoiceModel.number == invoice.number)
        )
        rows = self._database.rows(self._select().where(is_same).order_by(InvoiceModel.id).limit(1))
        return _invoice(rows[0], self._payments(InvoiceModel.id == rows[0][0])) if rows else None

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
        projects = self._project_ids(stored, import_id)
        rows = [_values(invoice, projects) for invoice in stored]
        self._database.insert_many(
            "invoice", ("id", *_WRITTEN), ((i.id, *row) for i, row in zip(stored, rows, strict=True))
        )
        self._write_payments(stored)
        import_steps.created(self._database, import_id, "invoice", [invoice.id for invoice in stored])
        return stored

    def update(self, invoice: Invoice, import_id: int | None = None) -> None:
        """Overwrite the stored invoice of the same id and its payments inside the caller's transaction."""
        import_steps.changing(self._database, import_id, "invoice", invoice.id)
        values = _values(replace(invoice, version=invoice.version + 1), self._project_ids([invoice], import_id))
        query = InvoiceModel.update(**dict(zip(_WRITTEN, values, strict=True))).where(InvoiceModel.id == invoice.id)
        self._database.change(query)
        self._database.change(PaymentModel.delete().where(PaymentModel.invoice_id == invoice.id))
        self._write_payments([invoice])

    def _write_payments(self, invoices: Iterable[Invoice]) -> None:
        rows = [(i.id, p.amount, p.on.isoformat(), p.method) for i in invoices for p in i.payments]
        self._database.insert_many("payment", ("invoice_id", "amount", "paid_on", "method"), rows)

    def _project_ids(self, invoices: Iterable[Invoice], import_id: int | None) -> dict[tuple[int, str], int]:
        """Return the ids of the projects that invoices name, by client and name; the oldest of the same name.

        A project that its client does not have yet is added, so that its name is not lost.
        """
        wanted = {(invoice.client_id, invoice.project) for invoice in invoices if invoice.project}
        if not wanted:
            return {}
        project = ProjectModel
        query = project.select(project.client_id, project.name, project.id).order_by(project.id.desc())
        rows = self._database.rows(query.where(among(project.client_id, {client_id for client_id, _ in wanted})))
        known = {(client_id, name): id_ for client_id, name, id_ in rows}
        for client_id, name in sorted(wanted - known.keys()):
            new = Project(name, client_id=client_id)
            known[client_id, name] = Projects(self._database).add(new, import_id).id
        return known

    def _select(self) -> Any:
        columns = (getattr(InvoiceModel, name) for name in _COLUMNS)
        is_project = InvoiceModel.project_id == ProjectModel.id
        select = InvoiceModel.select(InvoiceModel.id, *columns, ProjectModel.name)
        return select.join(ProjectModel, JOIN.LEFT_OUTER, on=is_project)

    def _payments(self, condition: Any) -> dict[int, list[Payment]]:
        payment = PaymentModel
        query = payment.select(payment.invoice_id, payment.amount, payment.paid_on, payment.method, payment.id)
        query = query.join(InvoiceModel, on=payment.invoice_id == InvoiceModel.id).where(condition)
        found: dict[int, list[Payment]] = {}
        for invoice_id, amount, on, method, id_ in self._database.rows(query.order_by(payment.paid_on, payment.id)):
            found.setdefault(invoice_id, []).append(Payment(amount, date.fromisoformat(on), method, id_))
        return found


def _values(invoice: Invoice, projects: Mapping[tuple[int, str], int]) -> tuple[Any, ...]:
    """Return what is stored of an invoice, in the order of `_WRITTEN`."""
    values = {name: getattr(invoice, name) for name in _COLUMNS} | {
        "state": invoice.state.value,
        "issue_date": invoice.issue_date.isoformat(),
        "due_date": invoice.due_date.isoformat(),
        "project_id": projects.get((invoice.client_id, invoice.project)),
    }
    return tuple(values[name] for name in _WRITTEN)


def _invoice(row: tuple[Any, ...], payments: dict[int, list[Payment]]) -> Invoice:
    id_, uid, client_id, number, issue_date, due_date, currency, total, state, note, version, project = row
    return Invoice(
        number,
        date.fromisoformat(issue_date),
        date.fromisoformat(due_date),
        currency,
        total,
        InvoiceState(state),
        tuple(payments.get(id_, ())),
        project or "",
        note,
        uid,
        id_,
        client_id,
        version,
    )
