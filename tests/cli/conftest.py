"""The command line as a function of this process, with a home of its own for each test."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import shortcuts
from tests.conftest import REPO
from tui_clients import i18n
from tui_clients.cli.main import run
from tui_clients.services import importing
from tui_clients.settings import Settings
from tui_clients.storage.database import open_database

SAMPLE = REPO / "sample_data"

shortcuts.build_the_parser_once()


@dataclass(frozen=True, slots=True)
class Result:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return what was printed as JSON."""
        return json.loads(self.out)


Command = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home without settings and data, in an English environment."""
    for name in ("TUI_CLIENTS_DATABASE", "LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TUI_CLIENTS_HOME", str(tmp_path / "home"))
    yield tmp_path / "home"
    i18n.activate(i18n.Language())


@pytest.fixture
def command(home: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command line."""

    def call(*arguments: object) -> Result:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Result(code, out, err)

    return call


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database that holds the whole sample."""
    database = open_database(tmp_path_factory.mktemp("template") / "clients.db")
    for name in ("clients", "projects", "invoices", "contacts", "notes"):
        importing.run(importing.inspect(SAMPLE / f"{name}.csv", Settings()), database, "kim")
    database.close_all()
    return database.path


@pytest.fixture
def filled_home(home: Path, template: Path) -> Path:
    """A home whose database holds the whole sample."""
    home.mkdir()
    shutil.copy(template, home / "clients.db")
    return home


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """The environment of a process in that home."""
    return {**os.environ, "TUI_CLIENTS_HOME": str(home), "PYTHONPATH": str(REPO)}
