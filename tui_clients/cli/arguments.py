"""Which commands and options there are, with their help in the user's language; imports nothing heavy."""

import argparse
from functools import partial
from pathlib import Path
from typing import TypeAlias

from tui_clients import __version__, i18n
from tui_clients.cli import import_arguments, item_arguments, merge_arguments, statement_arguments
from tui_clients.cli.import_arguments import FORMATS
from tui_clients.errors import N_
from tui_clients.i18n import _

STATUSES = ("active", "inactive")

# argparse asks the catalogue for its own sentences: these are its keys.
_OF_ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("not allowed with argument %s"),
)

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    # Its own words come from the module's two names for gettext; there is no other door.
    vars(argparse).update(_=i18n._, ngettext=i18n.ngettext)
    whole = argparse.ArgumentParser(
        prog="tui-clients",
        allow_abbrev=False,
        description=_("Manages clients. Without a command the client list opens."),
        epilog=_(
            "Exit codes: 0 done; 1 done, but rows were rejected or a check found something; 2 wrong usage; "
            "3 a file or database cannot be used; 130 interrupted."
        ),
    )
    said = _("show program's version number and exit")
    whole.add_argument("--version", action="version", version=f"tui-clients {__version__}", help=said)
    _add_everywhere(whole, is_default=True)
    commands = whole.add_subparsers(title=_("commands"), metavar=_("COMMAND"), dest="command")
    every = (
        _demo, _import, _imports, _revert, _export, _change, _duplicates, _merge,
        _list, _overview, _show, _statement, _backup, _backups, _restore, _check, _paths,
    )  # fmt: skip
    for add in every:
        _add_everywhere(add(commands), is_default=False)
    item_arguments.add(commands, partial(_add_everywhere, is_default=False))
    return whole


def _add_everywhere(parser: argparse.ArgumentParser, is_default: bool) -> None:
    """Add the options that may stand before and after the command."""
    default = None if is_default else argparse.SUPPRESS
    database = _("the database file (else TUI_CLIENTS_DATABASE, else your own)")
    parser.add_argument("--database", metavar=_("PATH"), help=database, default=default)
    language = _("the language of all texts")
    parser.add_argument("--language", choices=i18n.LANGUAGES, help=language, default=default)
    no_backup = _("make no automatic backup before a great change")
    without = False if is_default else argparse.SUPPRESS
    parser.add_argument("--no-backup", action="store_true", help=no_backup, default=without)


def _command(commands: _Commands, name: str, text: str, details: str = "") -> argparse.ArgumentParser:
    description = f"{text[:1].upper()}{text[1:]}. {details}".strip()
    return commands.add_parser(name, help=text, description=description, allow_abbrev=False)


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print JSON"))


def _demo(commands: _Commands) -> argparse.ArgumentParser:
    text = _("try the program on a throw-away database with invented clients")
    demo = _command(commands, "demo", text)
    demo.add_argument("--clients", type=_count, metavar="N", help=_("how many clients to invent"))
    return demo


def _import(commands: _Commands) -> argparse.ArgumentParser:
    command = import_arguments.import_(partial(_command, commands))
    _json(command)
    return command


def _imports(commands: _Commands) -> argparse.ArgumentParser:
    command = _command(commands, "imports", _("list the imports that were run, the newest first"))
    _json(command)
    return command


def _revert(commands: _Commands) -> argparse.ArgumentParser:
    command = import_arguments.revert(partial(_command, commands))
    _json(command)
    return command


def _export(commands: _Commands) -> argparse.ArgumentParser:
    details = _("What was at FILE is replaced only when everything is written.")
    command = _command(commands, "export", _("write clients to a file"), details)
    file = _("the file to write, - for standard output (default)")
    command.add_argument("file", nargs="?", default="-", metavar=_("FILE"), help=file)
    format_ = _("the file's format (default: by the file's name, else csv)")
    command.add_argument("--format", choices=FORMATS, help=format_)
    command.add_argument("--query", default="", metavar=_("WORDS"), help=_("only clients that hold all these words"))
    fields = _("only these fields, with commas (default: all; in JSON projects, invoices, contacts and notes too)")
    command.add_argument("--fields", metavar=_("FIELDS"), help=fields)
    delimiter = _("what stands between the columns of CSV: a comma (default), ;, | or tab; .tsv and .tab have tabs")
    command.add_argument("--delimiter", metavar=_("CHARACTER"), help=delimiter)
    mark = _("begin CSV with a byte order mark, as Excel wants it (in German with --delimiter ';')")
    command.add_argument("--bom", action="store_true", help=mark)
    safe = _("guard cells that a spreadsheet would take for a formula with an apostrophe; import takes it away again")
    command.add_argument("--spreadsheet-safe", action="store_true", help=safe)
    return command


def _change(commands: _Commands) -> argparse.ArgumentParser:
    details = _("All of them are changed at once or none is; those that are so already stay as they are.")
    command = _command(commands, "change", _("change many clients at once, or put them into the trash"), details)
    words = _("only clients that hold all these words")
    command.add_argument("query", nargs="*", metavar=_("WORD"), help=words)
    command.add_argument("--all", action="store_true", help=_("every client"))
    category = _("the category, with a sub-category behind a slash if wanted; empty for none")
    command.add_argument("--set-category", metavar=_("NAME[/SUB]"), help=category)
    tag = _("a tag to add; may be repeated")
    command.add_argument("--add-tag", action="append", default=[], metavar=_("TAG"), help=tag)
    unwanted = _("a tag to take away; may be repeated")
    command.add_argument("--remove-tag", action="append", default=[], metavar=_("TAG"), help=unwanted)
    command.add_argument("--status", choices=STATUSES, help=_("the status"))
    command.add_argument("--delete", action="store_true", help=_("put the clients into the trash"))
    dry_run = _("count the clients found and those that would change; nothing is saved")
    command.add_argument("--dry-run", action="store_true", help=dry_run)
    _json(command)
    return command


def _duplicates(commands: _Commands) -> argparse.ArgumentParser:
    command = merge_arguments.duplicates(partial(_command, commands))
    command.add_argument("--limit", type=_count, metavar="N", help=_("not more than N groups"))
    _json(command)
    return command


def _merge(commands: _Commands) -> argparse.ArgumentParser:
    command = merge_arguments.merge(partial(_command, commands))
    _json(command)
    return command


def _list(commands: _Commands) -> argparse.ArgumentParser:
    details = _(
        "On a terminal in columns that fit its width; into a file or a pipe as tab-separated values with a header line."
    )
    command = _command(commands, "list", _("list clients"), details)
    words = _("only clients that hold all these words")
    command.add_argument("query", nargs="*", metavar=_("WORD"), help=words)
    command.add_argument("--limit", type=_count, metavar="N", help=_("not more than N clients"))
    _json(command)
    return command


def _overview(commands: _Commands) -> argparse.ArgumentParser:
    details = _("Currencies are never added up. The query of a row, in JSON, finds its clients.")
    text = _("count clients by month, country and category, and sum up what they owe")
    command = _command(commands, "overview", text, details)
    words = _("only clients that hold all these words")
    command.add_argument("query", nargs="*", metavar=_("WORD"), help=words)
    _json(command)
    return command


def _show(commands: _Commands) -> argparse.ArgumentParser:
    command = _command(commands, "show", _("show one client with projects, invoices, contacts and notes"))
    command.add_argument("client", metavar="ID", help=_("the client's number, as the list shows it, or identifier"))
    _json(command)
    return command


def _statement(commands: _Commands) -> argparse.ArgumentParser:
    command = _command(commands, "statement", _("print a client's statement of account"), statement_arguments.details())
    return statement_arguments.add(command)


def _backup(commands: _Commands) -> argparse.ArgumentParser:
    details = _("What was at FILE is replaced only when the copy is complete.")
    command = _command(commands, "backup", _("write a checked copy of the database, which may be in use"), details)
    file = _("the file to write; packed if its name ends in .gz, .bz2 or .xz")
    command.add_argument("file", type=Path, metavar=_("FILE"), help=file)
    _json(command)
    return command


def _backups(commands: _Commands) -> argparse.ArgumentParser:
    details = _("They are made before an import, a deletion of many clients and an upgrade of the database.")
    command = _command(commands, "backups", _("list the automatic backups"), details)
    _json(command)
    return command


def _restore(commands: _Commands) -> argparse.ArgumentParser:
    details = _("The backup is checked first, and the present database is kept beside it under another name.")
    command = _command(commands, "restore", _("put a backup in the place of the database"), details)
    command.add_argument("file", type=Path, metavar=_("FILE"), help=_("the backup to read, packed or not"))
    return command


def _check(commands: _Commands) -> argparse.ArgumentParser:
    command = _command(commands, "check", _("check the database for damage"))
    rebuild = _("make the search index anew first; clients are not changed")
    command.add_argument("--rebuild", action="store_true", help=rebuild)
    _json(command)
    return command


def _paths(commands: _Commands) -> argparse.ArgumentParser:
    command = _command(commands, "paths", _("print where settings, database, backups and logs are"))
    _json(command)
    return command


def delimiter(text: str) -> str:
    """Return the character that a user means who cannot type a tab."""
    return "\t" if text.lower() in ("tab", "\\t") else text


def _count(text: str) -> int:
    """Read a number of clients, from 0 up."""
    if not text.isascii() or not text.isdecimal():
        raise argparse.ArgumentTypeError(_("“{text}” is not a whole number").format(text=text))
    return int(text)
