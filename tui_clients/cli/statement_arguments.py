"""The options of the command `statement`; imports nothing heavy."""

import argparse
from pathlib import Path

from tui_clients.i18n import _

FORMS = ("text", "csv", "html", "json")


def details() -> str:
    """Return what the help says of a statement."""
    return _(
        "Opening balance, invoices, payments, closing balance and what is open by age, each currency by itself. "
        "Drafts and canceled invoices do not count; what was paid too much is a credit. Days are typed as the "
        "language has it, or as 2026-12-31."
    )


def add(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add client, period, form and file."""
    command.add_argument("client", metavar="ID", help=_("the client's number, as the list shows it, or identifier"))
    start = _("the first day (default: the beginning of the account)")
    command.add_argument("--from", dest="start", metavar=_("DAY"), help=start)
    command.add_argument("--to", dest="end", metavar=_("DAY"), help=_("the last day (default: today)"))
    form = _("the form: html prints well, csv holds plain numbers (default: by the file's name, else text)")
    command.add_argument("--format", choices=FORMS, help=form)
    file = _("the file to write, - for standard output (default); what was there is replaced")
    command.add_argument("--output", type=Path, metavar=_("FILE"), help=file)
    return command
