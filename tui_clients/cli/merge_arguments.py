"""The commands around duplicates with their options; each is given the function that begins a command."""

from argparse import ArgumentParser
from collections.abc import Callable

from tui_clients.i18n import _

Begin = Callable[[str, str, str], ArgumentParser]
"""Is given a command's name, what it does, and details on that."""


def duplicates(begin: Begin) -> ArgumentParser:
    """Return the command `duplicates`."""
    details = _("The likeliest come first: by e-mail, by any phone number, and by similar names and companies.")
    return begin("duplicates", _("list clients that may be the same"), details)


def merge(begin: Begin) -> ArgumentParser:
    """Return the command `merge` with its options."""
    details = _(
        "What belongs to the others goes to KEEP, and so does what they say where KEEP says nothing; further e-mails, "
        "phones, tags and notes are kept. The others go into the trash."
    )
    command = begin("merge", _("make one client of several"), details)
    command.add_argument("keep", metavar="KEEP", help=_("the client that stays, by its number or identifier"))
    others = _("the clients that are merged into it")
    command.add_argument("others", nargs="*", metavar="OTHER", help=others)
    prefer = _("take a field from this client, or without a field all that it says; may be repeated")
    command.add_argument("--prefer", action="append", default=[], metavar=_("[FIELD=]ID"), help=prefer)
    undo = _("take the last merge into KEEP back; what was changed since is listed and stays (exit code 1)")
    command.add_argument("--undo", action="store_true", help=undo)
    dry_run = _("show what would happen, with exact counts; nothing is saved")
    command.add_argument("--dry-run", action="store_true", help=dry_run)
    return command
