"""Runs one command line: language, settings, command, and the sentence for whatever goes wrong."""

import gc
import importlib
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_clients import i18n, logs, settings
from tui_clients.cli import beginning, output
from tui_clients.cli.session import Session
from tui_clients.domain.text import visible
from tui_clients.errors import UserError
from tui_clients.i18n import _
from tui_clients.paths import Paths, user_paths
from tui_clients.settings import Settings

if TYPE_CHECKING:
    from argparse import Namespace
    from types import SimpleNamespace

_INTERRUPTED = 130
_BROKEN = 3
# Each command is imported when it runs: `--help` needs neither peewee nor textual.
_MODULES = {
    None: "screen",
    "demo": "screen",
    "import": "importing",
    "export": "exporting",
    "imports": "reverting",
    "revert": "reverting",
    "change": "changing",
    "duplicates": "merging",
    "merge": "merging",
    "list": "listing",
    "overview": "overview",
    "show": "showing",
    "project": "keeping",
    "invoice": "keeping",
    "contact": "keeping",
    "note": "keeping",
    "document": "keeping",
    "statement": "statement",
    "backup": "upkeep",
    "backups": "upkeep",
    "restore": "upkeep",
    "check": "upkeep",
    "paths": "places",
}

Command = Callable[[Session, "Namespace | SimpleNamespace"], int]


def run(argv: Sequence[str]) -> int:
    """Run a command line and return its exit code (DESIGN §6)."""
    output.prepare()
    try:
        code = _run(argv)
        sys.stdout.flush()
    except BrokenPipeError:  # who reads us has seen enough, as `| head` has
        _silence(sys.stdout.fileno())
        return 0
    except OSError as error:  # such as a full disk under standard output
        _silence(sys.stdout.fileno())
        logging.getLogger(__name__).exception("The system refused")
        sentence = _("That could not be done: {reason}. What was not finished was not kept.")
        output.say(sentence.format(reason=visible(error.strerror or str(error))))
        return _BROKEN
    except KeyboardInterrupt:
        output.say(_("Interrupted. What was not finished was not kept."))
        return _INTERRUPTED
    return code


def _run(argv: Sequence[str]) -> int:
    wanted = beginning.wanted_language(argv)
    i18n.activate(i18n.choose(wanted))
    try:
        places = user_paths()
        chosen = settings.read(places.settings)
        i18n.activate(i18n.choose(wanted or chosen.language))
        chosen = replace(chosen, country=chosen.country or i18n.current().territory)
        return _command(places, chosen, beginning.without_command(argv) or _parsed(argv))
    except UserError as error:
        from tui_clients.ui import words

        output.say(words.sentence(error))
        return error.exit_code
    except SystemExit as stop:  # argparse has printed its help or its error
        return int(stop.code or 0)


def _parsed(argv: Sequence[str]) -> "Namespace":
    from tui_clients.cli import arguments

    return arguments.parser().parse_args(argv)


def _command(places: Paths, chosen: Settings, options: "Namespace | SimpleNamespace") -> int:
    logs.start(places.logs)
    if options.no_backup:
        chosen = replace(chosen, backups=0)
    session = Session(chosen, places, options.database or str(places.database))
    module = importlib.import_module(f"tui_clients.cli.{_MODULES[options.command]}")
    command: Command = getattr(module, f"{options.command or 'open'}_")
    if options.command:  # the screens look for garbage once they are painted
        gc.enable()
    try:
        return command(session, options)
    except (UserError, OSError):
        raise
    except Exception:  # the one place that answers for everything else
        logging.getLogger(__name__).exception("The command %s failed", options.command)
        message = _("Something went wrong that should not. What was not finished was not kept; details are in {path}.")
        output.say(message.format(path=places.logs))
        return _BROKEN


def _silence(descriptor: int) -> None:
    """Point a broken stream at nothing, so that closing it at the end fails nowhere."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, descriptor)
    os.close(nothing)
