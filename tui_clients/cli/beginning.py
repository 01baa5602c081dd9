"""Reads what stands at the beginning of most command lines: the options that hold everywhere, and no command.

The parser of the whole command line takes 15 ms to build, which the list need not wait for; it stays the authority
for everything that is not understood here.
"""

from collections.abc import Sequence
from types import SimpleNamespace

from tui_clients import i18n

_OPTIONS = ("--database", "--language")


def wanted_language(arguments: Sequence[str]) -> str:
    """Return the value of `--language`, which must be known before the help can be written; "" without one."""
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--language":
            return next(iter(arguments[position + 1 :]), "")
        if argument.startswith("--language="):
            return argument.partition("=")[2]
    return ""


def without_command(arguments: Sequence[str]) -> SimpleNamespace | None:
    """Return what the parser would of a command line of nothing but options; None where the parser must be asked."""
    options = SimpleNamespace(command=None, database=None, language=None, no_backup=False)
    rest = list(arguments)
    while rest:
        name, is_joined, value = rest.pop(0).partition("=")
        if name not in _OPTIONS or not (is_joined or rest):
            return None
        if not is_joined:
            value = rest.pop(0)
            if value.startswith("-"):
                return None
        if name == "--language" and value not in i18n.LANGUAGES:
            return None
        setattr(options, name.removeprefix("--"), value)
    return options
