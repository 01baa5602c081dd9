"""The commands for what belongs to clients, with their help; the options of a kind follow from its table of fields."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from tui_clients.domain.fields import Field, Kind
from tui_clients.domain.items import FIELDS, ItemKind
from tui_clients.errors import N_
from tui_clients.i18n import _

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
_Everywhere: TypeAlias = Callable[[argparse.ArgumentParser], None]

_TEXTS: dict[ItemKind, tuple[str, str, str, str, str, str]] = {
    ItemKind.PROJECT: (
        N_("keep the projects of clients"), N_("add a project"), N_("list projects"), N_("change a project"),
        N_("put a project into the trash"), N_("take a project out of the trash"),
    ),
    ItemKind.INVOICE: (
        N_("keep the invoices of clients and the payments on them"), N_("add an invoice"), N_("list invoices"),
        N_("change an invoice"), N_("put an invoice into the trash"), N_("take an invoice out of the trash"),
    ),
    ItemKind.CONTACT: (
        N_("keep the contact persons at clients"), N_("add a contact person"), N_("list contact persons"),
        N_("change a contact person"), N_("put a contact person into the trash"),
        N_("take a contact person out of the trash"),
    ),
    ItemKind.NOTE: (
        N_("keep notes on clients"), N_("add a note"), N_("list notes"), N_("change a note"),
        N_("put a note into the trash"), N_("take a note out of the trash"),
    ),
    ItemKind.DOCUMENT: (
        N_("keep files with clients"), N_("keep a file as a document"), N_("list documents"), N_("rename a document"),
        N_("put a document into the trash"), N_("take a document out of the trash"),
    ),
}  # fmt: skip
NAMES = {kind.value: kind for kind in _TEXTS}
"""The commands, each with the kind it keeps."""

_POSITIONAL = {ItemKind.PROJECT: "name", ItemKind.CONTACT: "name", ItemKind.NOTE: "text"}
"""What is given without an option's name when an item is added."""


def add(commands: _Commands, everywhere: _Everywhere) -> None:
    """Add the commands, and to each of theirs what may stand everywhere."""
    for kind, (about, *verbs) in _TEXTS.items():
        command = _command(commands, kind.value, about)
        everywhere(command)
        mine = command.add_subparsers(title=_("commands"), metavar=_("COMMAND"), dest="verb", required=True)
        for name, text, build in zip(("add", "list", "edit", "delete", "restore"), verbs, _BUILD, strict=True):
            build(_command(mine, name, text), kind)
        if kind is ItemKind.INVOICE:
            _add_invoice_verbs(mine)
        if kind is ItemKind.DOCUMENT:
            _add_save(mine)
        for parser in mine.choices.values():
            everywhere(parser)
            parser.add_argument("--json", action="store_true", help=_("print JSON"))


def _command(commands: _Commands, name: str, text: str) -> argparse.ArgumentParser:
    said = _(text)
    return commands.add_parser(name, help=said, description=f"{said[:1].upper()}{said[1:]}.", allow_abbrev=False)


def _client(parser: argparse.ArgumentParser, **how: str) -> None:
    text = _("the client: its number, its identifier (uid:…) or its e-mail address (email:…)")
    parser.add_argument("client", metavar=_("CLIENT"), help=text, **how)  # type: ignore[arg-type]


def _item(parser: argparse.ArgumentParser, kind: ItemKind) -> None:
    text = _("the number in the list, in front")
    if kind is ItemKind.INVOICE:
        text = _("the invoice's number, or id: and the number in the list, in front")
    parser.add_argument("item", metavar="ID", help=text)


def _add(parser: argparse.ArgumentParser, kind: ItemKind) -> None:
    _client(parser)
    if kind is ItemKind.DOCUMENT:
        parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("the file to keep, - for standard input"))
        parser.add_argument("--name", metavar=_("NAME"), help=_("under which name (default: the file's)"))
        return
    positional = _POSITIONAL.get(kind, "")
    if positional:
        text = _("the text, - for standard input") if kind is ItemKind.NOTE else _("the name")
        parser.add_argument(positional, metavar=_("TEXT") if kind is ItemKind.NOTE else _("NAME"), help=text)
    _fields(parser, [field for field in FIELDS[kind] if field.name != positional])


def _fields(parser: argparse.ArgumentParser, fields: list[Field]) -> None:
    """Add an option for each field; what is not given stays as it is, or as it is proposed."""
    for field in fields:
        flag = f"--{field.name.replace('_', '-')}"
        if field.choices:
            values = [str(member.value) for member in field.choices]
            parser.add_argument(flag, choices=values, help=_(field.label))
        else:
            parser.add_argument(flag, metavar=_(_METAVARS.get(field.kind, N_("TEXT"))), help=_(field.label))


_METAVARS = {Kind.DAY: N_("DAY"), Kind.AMOUNT: N_("AMOUNT"), Kind.CURRENCY: N_("CODE"), Kind.PROJECT: N_("NAME")}


def _list(parser: argparse.ArgumentParser, _kind: ItemKind) -> None:
    _client(parser)
    parser.add_argument("--trash", action="store_true", help=_("those in the trash"))


def _edit(parser: argparse.ArgumentParser, kind: ItemKind) -> None:
    _item(parser, kind)
    _fields(parser, list(FIELDS[kind]))


def _move(parser: argparse.ArgumentParser, kind: ItemKind) -> None:
    _item(parser, kind)


def _restore(parser: argparse.ArgumentParser, _kind: ItemKind) -> None:
    parser.add_argument("item", metavar="ID", help=_("the number in the list of the trash, in front"))


_BUILD: tuple[Callable[[argparse.ArgumentParser, ItemKind], None], ...] = (_add, _list, _edit, _move, _restore)


def _add_invoice_verbs(commands: _Commands) -> None:
    pay = _command(commands, "pay", N_("book a payment on an invoice"))
    _item(pay, ItemKind.INVOICE)
    pay.add_argument("amount", nargs="?", metavar=_("AMOUNT"), help=_("how much (default: all that is open)"))
    _fields(pay, [field for field in FIELDS[ItemKind.PAYMENT] if field.name != "amount"])
    over = _("keep what is above the open amount as credit")
    pay.add_argument("--overpay", action="store_true", help=over)
    for name, text in (
        ("issue", N_("make an invoice of a draft")),
        ("cancel", N_("cancel an invoice")),
        ("reopen", N_("reopen a canceled invoice")),
    ):
        _item(_command(commands, name, text), ItemKind.INVOICE)


def _add_save(commands: _Commands) -> None:
    save = _command(commands, "save", N_("save a document to a file"))
    _item(save, ItemKind.DOCUMENT)
    file = _("the file to write, or the folder (default: this one)")
    save.add_argument("file", nargs="?", type=Path, default=Path(), metavar=_("FILE"), help=file)
    save.add_argument("--replace", action="store_true", help=_("replace a file that is there already"))
