"""The commands `import` and `revert` with their options; each is given the function that begins a command."""

from argparse import ArgumentParser
from pathlib import Path

from tui_clients.cli.merge_arguments import Begin
from tui_clients.i18n import _

FORMATS = ("csv", "json", "jsonl", "vcard", "vcard3", "xlsx")
READ_ONLY = ("ldif", "xlsm", "xlsb", "ods", "xls")
KINDS = ("clients", "projects", "invoices", "contacts", "notes")
MATCHES = ("email", "phone", "name", "uid", "mobile")
DATE_ORDERS = ("dmy", "mdy", "ymd")
DUPLICATES = ("skip", "update", "fill", "create")


def import_(begin: Begin) -> ArgumentParser:
    """Return the command `import` with its options."""
    details = _(
        "Encoding, delimiter and columns are found out. Everything goes in at once or not at all; rows that cannot "
        "go in are listed."
    )
    text = _("import clients, projects, invoices, contacts or notes from files")
    command = begin("import", text, details)
    files = _("files to read, - for standard input; of a folder every file in it that can be imported")
    command.add_argument("files", nargs="+", metavar=_("FILE"), help=files)
    _add_reading(command)
    _add_duplicates(command)
    dry_run = _("show what would happen, with exact counts; nothing is saved")
    command.add_argument("--dry-run", action="store_true", help=dry_run)
    errors = _(
        "write rejected rows to this CSV file, with line, field, value and reason: correct it and import it; of "
        "several files each has its own, with its name behind this one's"
    )
    command.add_argument("--errors", type=Path, metavar=_("FILE"), help=errors)
    return command


def _add_reading(command: ArgumentParser) -> None:
    """Add how the file is to be understood; what is not given is found out."""
    command.add_argument("--format", choices=(*FORMATS, *READ_ONLY), help=_("the file's format"))
    sheet = _("the sheet of a workbook (default: the first with column names)")
    command.add_argument("--sheet", metavar=_("NAME"), help=sheet)
    command.add_argument("--kind", choices=KINDS, help=_("what the rows are"))
    command.add_argument("--encoding", metavar=_("NAME"), help=_("the file's encoding, such as cp1252"))
    command.add_argument(
        "--delimiter", metavar=_("CHARACTER"), help=_("what stands between the columns; tab for a tab")
    )
    orders = _("whether dates begin with the day, the month or the year")
    command.add_argument("--dates", choices=DATE_ORDERS, help=orders)
    country = _("the country in which phone numbers without a country code are, such as DE")
    command.add_argument("--country", metavar=_("CODE"), help=country)
    header = _("the number of the line that holds the column names; none if no line does")
    command.add_argument("--header", metavar=_("LINE"), help=header)
    _add_mapping(command)


def _add_mapping(command: ArgumentParser) -> None:
    """Add what goes into which field."""
    mapping = _("put a column into a field; an empty field leaves the column out; may be repeated")
    command.add_argument("--map", action="append", default=[], metavar=_("COLUMN=FIELD"), help=mapping)
    value = _("what a field holds in every row that says nothing itself; may be repeated")
    command.add_argument("--set", action="append", default=[], metavar=_("FIELD=VALUE"), help=value)
    saved = _(
        "the mapping that was saved by this name; none for what the columns suggest (default: that of the last file "
        "with the same columns)"
    )
    command.add_argument("--mapping", default="", metavar=_("NAME"), help=saved)
    save = _("save what goes into which field by this name")
    command.add_argument("--save-mapping", default="", metavar=_("NAME"), help=save)


def _add_duplicates(command: ArgumentParser) -> None:
    duplicates = _(
        "what to do with a row whose client is there already (default: skip); update overwrites what the row says, "
        "fill only fills what is empty"
    )
    command.add_argument("--on-duplicate", choices=DUPLICATES, default="skip", help=duplicates)
    match = _(
        "by what a client counts as there already, besides the identifier: {fields} (default: email); phone means "
        "any phone number, name means name and company; several with commas in the order in which they decide, or "
        "repeat the option"
    ).format(fields=", ".join(MATCHES))
    command.add_argument("--match", action="append", default=[], metavar=_("FIELD"), help=match)


def revert(begin: Begin) -> ArgumentParser:
    """Return the command `revert` with its options."""
    details = _(
        "What it created goes away (clients into the trash), what it changed is again what it was before; rows that "
        "were changed since are listed and stay. Exit code 1 then."
    )
    command = begin("revert", _("take an import back"), details)
    command.add_argument("id", metavar="ID", help=_("the import's number, as “tui-clients imports” shows it"))
    dry_run = _("show what would happen, with exact counts; nothing is saved")
    command.add_argument("--dry-run", action="store_true", help=dry_run)
    return command
