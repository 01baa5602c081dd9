"""The commands `project`, `invoice`, `contact`, `note` and `document`: what belongs to a client, one at a time."""

import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import date

from tui_clients.cli import finding, item_tables, output
from tui_clients.cli.item_arguments import NAMES
from tui_clients.cli.session import Session
from tui_clients.domain import dates, items
from tui_clients.domain.invoice import Invoice, Move
from tui_clients.domain.items import FIELDS, Item, ItemKind, Notation
from tui_clients.domain.text import visible
from tui_clients.errors import N_, UsageError
from tui_clients.i18n import _
from tui_clients.services import documents, keeping
from tui_clients.services.keeping import Overpaid, Wrong
from tui_clients.storage import item_steps, trash
from tui_clients.storage.database import Database
from tui_clients.ui import show, words

_REFUSED = 2
_MOST_BYTES = 4 * 100_000  # of a text on standard input: the longest note there is

Run = Callable[[Session, Database, ItemKind, Namespace], int]


def project_(session: Session, options: Namespace) -> int:
    """Keep projects."""
    return _run(session, options)


invoice_ = contact_ = note_ = document_ = project_


def _run(session: Session, options: Namespace) -> int:
    kind = NAMES[options.command]
    try:
        with session.database() as database:
            return _VERBS[options.verb](session, database, kind, options)
    except Wrong as wrong:
        for problem in wrong.problems:
            label = next(_(field.label) for field in FIELDS[wrong.kind] if field.name == problem.field)
            output.say(f"{label}: {words.problem(problem)}")
        output.say(_("Nothing was saved."))
        return _REFUSED


def _tell(options: Namespace, sentence: str, item: Item) -> int:
    """Say what was done to an item, and print it as JSON if that is wanted."""
    if options.json:
        output.write_json(item_tables.plain_of(item))
    name = show.short(items.name_of(item))
    output.say(_(sentence).format(name=name, id=item.id))
    return 0


# -- adding and changing -----------------------------------------------------------------------------------------------


def _add(session: Session, database: Database, kind: ItemKind, options: Namespace) -> int:
    client = finding.client(database, options.client)
    if kind is ItemKind.DOCUMENT:
        return _add_document(session, database, client.id, options)
    notation = show.notation(client.country or session.settings.country)
    typed = _typed(kind, options)
    if kind is ItemKind.INVOICE:
        typed.setdefault("total", "")
    elif kind is ItemKind.NOTE and typed["text"] == "-":
        typed["text"] = _standard_input()
    with database.transaction():  # so that no other process gets the number that is proposed
        begun = keeping.blank(database, session.settings, kind, client.id, _beginning(options, notation))
        return _save(session, database, options, begun, typed, notation, N_("“{name}” was added ({id})."))


def _beginning(options: Namespace, notation: Notation) -> date:
    """Return the day on which what is proposed for an item depends: its own, or today."""
    given = dates.parse_date(getattr(options, "issue_date", None) or "", notation.date_order)
    return given or date.today()  # noqa: DTZ011 - the user's own day is meant


def _typed(kind: ItemKind, options: Namespace) -> dict[str, str]:
    """Return the texts that were given, by field."""
    given = {field.name: getattr(options, field.name, None) for field in FIELDS[kind]}
    return {name: text for name, text in given.items() if text is not None}


def _standard_input() -> str:
    data = sys.stdin.buffer.read(_MOST_BYTES + 1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _save(
    session: Session,
    database: Database,
    options: Namespace,
    base: Item,
    typed: dict[str, str],
    how: Notation,
    said: str,
) -> int:
    item, problems = items.from_record(base, typed, how)
    kind = items.kind_of(item)
    if wrong := keeping.blocking(base if base.id else None, item, problems):
        raise Wrong(kind, wrong)
    may_exceed = bool(getattr(options, "overpay", False))
    stored = keeping.save(database, session.settings, item, session.settings.user, may_exceed=may_exceed)
    return _tell(options, said, stored)


def _add_document(session: Session, database: Database, client_id: int, options: Namespace) -> int:
    by, name = session.settings.user, options.name or ""
    if str(options.file) == "-":
        if not name:
            raise UsageError(N_("Give what comes from standard input a name: --name NAME."))
        parts = documents.read(sys.stdin.buffer, session.settings, options.file)
        stored = documents.keep(database, client_id, name, parts, by)
    else:
        stored = documents.store(database, session.settings, client_id, options.file, by, name)
    return _tell(options, N_("“{name}” was added ({id})."), stored)


def _edit(session: Session, database: Database, kind: ItemKind, options: Namespace) -> int:
    typed = _typed(kind, options)
    if not typed:
        raise UsageError(N_("Say what is to be changed."))
    item = finding.item(database, kind, options.item)
    how = show.notation(session.settings.country)
    return _save(session, database, options, item, typed, how, N_("“{name}” was changed."))


def _pay(session: Session, database: Database, _kind: ItemKind, options: Namespace) -> int:
    invoice = finding.item(database, ItemKind.INVOICE, options.item)
    currency = getattr(invoice, "currency", "")
    begun = keeping.blank(database, session.settings, ItemKind.PAYMENT, invoice.id, _beginning(options, Notation()))
    typed = _typed(ItemKind.PAYMENT, options)
    how = show.notation(currency=currency)
    try:
        item, problems = items.from_record(begun, typed, how)
        if problems:
            raise Wrong(ItemKind.PAYMENT, problems)
        keeping.save(database, session.settings, item, session.settings.user, may_exceed=options.overpay)
    except Overpaid as over:
        message = _("{excess} more than is open on invoice {number}. Nothing was saved; --overpay keeps it as credit.")
        output.say(message.format(excess=show.amount(over.excess, currency), number=visible(over.invoice.number)))
        return _REFUSED
    return _tell(
        options, N_("A payment on “{name}” was booked."), finding.item(database, ItemKind.INVOICE, f"id:{invoice.id}")
    )


def _decide(session: Session, database: Database, kind: ItemKind, options: Namespace) -> int:
    invoice = finding.item(database, kind, options.item)
    if isinstance(invoice, Invoice):
        invoice = keeping.decide(database, invoice, Move(options.verb), session.settings.user)
    return _tell(options, N_("“{name}” was changed."), invoice)


# -- the trash, lists, files -------------------------------------------------------------------------------------------


def _delete(session: Session, database: Database, kind: ItemKind, options: Namespace) -> int:
    item = finding.item(database, kind, options.item)
    trash.delete(database, kind, [item.id], session.settings.user)
    return _tell(options, N_("“{name}” is in the trash ({id})."), item)


def _restore(session: Session, database: Database, kind: ItemKind, options: Namespace) -> int:
    ids = [int(options.item)] if finding.is_number(options.item) else []
    back = trash.restore(database, kind, ids, session.settings.user)
    if not back:
        raise UsageError(N_("There is no “{id}” in the trash."), id=options.item)
    return _tell(options, N_("“{name}” is back ({id})."), finding.item(database, kind, f"id:{back[0]}"))


def _list(_session: Session, database: Database, kind: ItemKind, options: Namespace) -> int:
    client = finding.client(database, options.client)
    if options.trash:
        item_tables.print_trash(item_steps.trash_of_list(database, kind, client.id), is_json=options.json)
    else:
        item_tables.print_items(database, kind, client.id, is_json=options.json)
    return 0


def _save_document(_session: Session, database: Database, kind: ItemKind, options: Namespace) -> int:
    document = finding.item(database, kind, options.item)
    path = documents.save(database, document.id, options.file, may_replace=options.replace)
    if options.json:
        output.write_json({**item_tables.plain_of(document), "path": str(path)})
    output.say(_("Saved as {path}.").format(path=visible(str(path))))
    return 0


_VERBS: dict[str, Run] = {
    "add": _add,
    "list": _list,
    "edit": _edit,
    "delete": _delete,
    "restore": _restore,
    "pay": _pay,
    "issue": _decide,
    "cancel": _decide,
    "reopen": _decide,
    "save": _save_document,
}
