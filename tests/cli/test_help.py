"""Help and usage: every command has help in both languages, and asking for it loads nothing heavy."""

import gettext
import subprocess
import sys

import pytest

from tests.cli.conftest import Command
from tests.conftest import REPO
from tui_clients import __version__, i18n
from tui_clients.cli import import_arguments, statement_arguments
from tui_clients.formats import table, targets
from tui_clients.services.importing import OnDuplicate
from tui_clients.services.importing.matching import KEYS
from tui_clients.ui import statement_forms

COMMANDS = (
    "demo", "import", "imports", "revert", "export", "list", "show", "statement", "backup", "restore", "check", "paths",
)  # fmt: skip


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(command: Command, name: str, language: str) -> None:
    result = command("--language", language, name, "--help")
    assert (result.code, result.err) == (0, "")
    assert f"tui-clients {name}" in result.out
    catalogue = gettext.translation("tui_clients", REPO / "tui_clients" / "locale", [language], fallback=True)
    assert result.out.startswith(catalogue.gettext("usage: "))
    assert catalogue.gettext("show this help message and exit")[:20] in " ".join(result.out.split())


def test_the_overview_names_every_command(command: Command) -> None:
    result = command("--help")
    assert all(f"\n    {name} " in result.out for name in COMMANDS)
    assert "130" in result.out


def test_the_version_is_printed(command: Command) -> None:
    assert command("--version").out == f"tui-clients {__version__}\n"


@pytest.mark.parametrize(
    "line",
    [
        ("shuffle",),
        ("import",),
        ("import", "a.csv", "--on-duplicate", "guess"),
        ("import", "a.csv", "--dat", "dmy"),
        ("list", "--limit", "many"),
        ("--language", "tlh", "list"),
        ("export", "a", "b"),
    ],
)
def test_wrong_usage_answers_two_and_prints_no_data(command: Command, line: tuple[str, ...]) -> None:
    result = command(*line)
    assert (result.code, result.out) == (2, "")
    assert "tui-clients" in result.err


def test_the_screens_need_a_terminal(command: Command) -> None:
    for line in ((), ("demo",)):
        result = command(*line)
        assert (result.code, result.out) == (2, "")
        assert "terminal" in result.err


def test_the_choices_are_those_of_the_program() -> None:
    assert tuple(each.name for each in table.FORMATS) == import_arguments.FORMATS + import_arguments.READ_ONLY
    assert {target.name for target in targets.TARGETS} == set(import_arguments.KINDS)
    assert set(KEYS) == set(import_arguments.MATCHES)
    assert set(statement_forms.FORMS) == set(statement_arguments.FORMS)
    assert {each.value for each in OnDuplicate} - {"ask"} == set(import_arguments.DUPLICATES)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from tui_clients.cli.main import run; run(['import', '--help']); "
        "print(sorted({'textual', 'peewee', 'babel', 'phonenumbers', 'plotext', 'PIL', 'chardet'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPO)
    assert done.stdout.splitlines()[-1] == "[]"
