"""The rules of the house (DESIGN §3 and §7) that no other tool watches."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPO

LONGEST = 300  # lines
HEAVY = ("babel", "phonenumbers", "plotext", "PIL", "chardet", "email_validator", "xlsxwriter", "python_calamine")
LINT = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"


def sources(folder: str, *suffixes: str) -> list[Path]:
    return [file for file in sorted((REPO / folder).rglob("*")) if file.suffix in suffixes]


def modules_after(statement: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after a statement."""
    code = f"import sys; {statement}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    answer = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True)
    return set(answer.stdout.split())


@pytest.mark.parametrize("folder", ["tui_clients", "tests"])
def test_no_file_is_too_long_to_be_read(folder: str) -> None:
    files = sources(folder, ".py", ".tcss")
    assert len(files) > 30
    lengths = {str(file.relative_to(REPO)): len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {file.parent for file in sources("tests", ".py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_the_layers_import_only_downwards() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"], cwd=REPO, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "0 broken" in answer.stdout
    assert "8 kept" in answer.stdout


@pytest.mark.parametrize("module", ["tui_clients.__main__", "tui_clients.cli", "tui_clients.cli.main"])
def test_the_command_line_starts_without_the_screen_and_the_database(module: str) -> None:
    if not (REPO / f"{module.replace('.', '/')}.py").is_file() and not (REPO / module.replace(".", "/")).is_dir():
        pytest.skip(f"there is no {module} yet")
    found = modules_after(f"import {module}")
    assert "tui_clients" in found
    assert not found & {"textual", "rich", "peewee", "playhouse", *HEAVY}


def test_the_lower_layers_are_imported_without_what_only_some_work_needs() -> None:
    files = sources("tui_clients/domain", ".py") + sources("tui_clients/storage", ".py")
    names = [".".join(file.relative_to(REPO).with_suffix("").parts) for file in files]
    importable = [name.removesuffix(".__init__") for name in names if "migrations" not in name]
    assert len(importable) > 20
    found = modules_after("import " + ", ".join(importable))
    assert "peewee" in found
    assert not found & {"textual", "rich", *HEAVY}


def test_the_domain_knows_no_database() -> None:
    files = sources("tui_clients/domain", ".py")
    names = [".".join(file.relative_to(REPO).with_suffix("").parts).removesuffix(".__init__") for file in files]
    assert not modules_after("import " + ", ".join(names)) & {"peewee", "sqlite3", "pysqlite3"}
