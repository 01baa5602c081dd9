"""The command `show`: one client with everything that belongs to it."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from typing import Any

from tui_clients.cli import finding, output
from tui_clients.cli.session import Session
from tui_clients.domain import plain
from tui_clients.domain.client import Client, Note
from tui_clients.domain.fields import FIELDS, Section
from tui_clients.domain.invoice import Invoice
from tui_clients.domain.phone import show as show_phone
from tui_clients.domain.project import Project
from tui_clients.domain.record_json import to_plain
from tui_clients.domain.text import cells, visible
from tui_clients.domain.validate import validate
from tui_clients.errors import N_
from tui_clients.i18n import _
from tui_clients.storage.contacts import Contacts, Notes
from tui_clients.storage.invoices import Invoices
from tui_clients.storage.projects import Projects
from tui_clients.ui import show, words

_PROJECT = (N_("Name"), N_("Status"), N_("Start"), N_("Deadline"), N_("Budget"))
_INVOICE = (
    N_("Number"), N_("Status"), N_("Issue date"), N_("Due date"), N_("Total"), N_("Paid"), N_("Project"),
)  # fmt: skip
_CONTACT = (N_("Name"), N_("Role"), N_("E-mail"), N_("Phone"), N_("Note"))
_UNBOUND = 10_000  # cells of a line that goes into a file


def show_(session: Session, options: Namespace) -> int:
    """Print a client with projects, invoices, contacts and notes."""
    with session.database() as database:
        client = finding.client(database, options.client)
        projects = Projects(database).of_client(client.id)
        invoices = Invoices(database).of_client(client.id)
        contacts = Contacts(database).of_client(client.id)
        notes = Notes(database).of_client(client.id)
    if options.json:
        whole = {
            "id": client.id,
            **to_plain(client),
            "projects": [plain.project_plain(project) for project in projects],
            "invoices": [_plain_invoice(invoice) for invoice in invoices],
            "contacts": [plain.contact_plain(contact) for contact in contacts],
            "notes": [plain.note_plain(note) for note in notes],
        }
        output.write_json(whole)
        return 0
    _print_client(client)
    _print_table(_("Projects"), _PROJECT, [_project_cells(project) for project in projects])
    _print_table(_("Invoices"), _INVOICE, [_invoice_cells(invoice) for invoice in invoices])
    _print_table(_("Contacts"), _CONTACT, [[c.name, c.role, c.email, show_phone(c.phone), c.note] for c in contacts])
    _print_notes(notes)
    return 0


def _print_client(client: Client) -> None:
    labels = {field: words.label(field) for field in FIELDS}
    width = max(map(cells, labels.values()))
    complaints = {problem.field: words.problem(problem) for problem in reversed(validate(client))}
    for section in Section:
        output.write(_(section.value))
        for field in FIELDS:
            if field.section is section:
                first, *others = visible(show.value(field, getattr(client, field.name)), line_breaks=True).split("\n")
                complaint = f"  ! {complaints[field.name]}" if field.name in complaints else ""
                output.write(f"  {labels[field]}{' ' * (width - cells(labels[field]))}  {first}{complaint}")
                for line in others:
                    output.write(f"  {' ' * width}  {line}")


def _print_table(heading: str, labels: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    output.write(heading)
    table = [[_(label) for label in labels], *rows] if rows else [[show.MISSING]]
    widths = output.fitting(table, output.terminal_width() - 2 if output.is_terminal() else _UNBOUND)
    for row in table:
        output.write(f"  {output.aligned(row, widths)}")


def _print_notes(notes: Sequence[Note]) -> None:
    output.write(_("Notes"))
    for note in notes:
        written = show.moment(note.created_at) if note.created_at else ""
        output.write(f"  {written}  {visible(note.author)}".rstrip())
        for line in visible(note.text, line_breaks=True).split("\n"):
            output.write(f"    {line}")
    if not notes:
        output.write(f"  {show.MISSING}")


def _day(value: date | None) -> str:
    return show.day(value) if value else ""


def _project_cells(project: Project) -> list[str]:
    budget = "" if project.budget is None else show.amount(project.budget, project.currency)
    return [project.name, words.choice(project.status), _day(project.start), _day(project.deadline), budget]


def _invoice_cells(invoice: Invoice) -> list[str]:
    status = words.choice(invoice.status(date.today()))  # noqa: DTZ011 - overdue by the user's day
    total, paid = (show.amount(minor, invoice.currency) for minor in (invoice.total, invoice.paid))
    return [invoice.number, status, _day(invoice.issue_date), _day(invoice.due_date), total, paid, invoice.project]


def _plain_invoice(invoice: Invoice) -> dict[str, Any]:
    status = invoice.status(date.today()).value  # noqa: DTZ011 - overdue by the user's day
    return {**plain.invoice_plain(invoice), "status": status}
