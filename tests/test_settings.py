from dataclasses import asdict
from pathlib import Path

import pytest

from tui_clients import settings
from tui_clients.errors import UserError
from tui_clients.settings import Settings


def written(folder: Path, data: str | bytes) -> Path:
    path = folder / "settings.toml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_without_a_file_the_program_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "anna")
    found = settings.read(tmp_path / "settings.toml")
    numbers = {"backups": 5, "backup_before_deleting": 50, "invoice_terms": 14, "document_megabytes": 10}
    invoices = {"invoice_number": "{year}-{number:04}", "invoice_series": "all"}
    assert asdict(found) == {"language": "", "country": "", "currency": "EUR", "user": "anna", **numbers, **invoices}
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_like_none(tmp_path: Path) -> None:
    assert settings.read(written(tmp_path, "# nothing yet\n")) == Settings()


def test_what_is_settled_is_read_and_the_rest_stays(tmp_path: Path) -> None:
    path = written(tmp_path, 'language = "de"\ncountry = "AT"\nuser = "Jürgen"\nbackups = 0\n')
    assert settings.read(path) == Settings(language="de", country="AT", currency="EUR", user="Jürgen", backups=0)


@pytest.mark.parametrize(
    "data",
    ["language = ", "language de", 'language = "de"\nlanguage = "en"', b"\xff\xfe", b"user = '\xe4'", b"\x00", "[[["],
)
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, data: str | bytes) -> None:
    path = written(tmp_path, data)
    with pytest.raises(UserError, match="cannot be read: .+") as refused:  # noqa: RUF043
        settings.read(path)
    assert str(path) in str(refused.value)
    assert refused.value.exit_code == 3


@pytest.mark.parametrize(
    "data",
    [
        'colour = "red"',
        "language = 1",
        "user = true",
        '[user]\nname = "x"',
        "country = []",
        'backups = "5"',
        "backups = true",
    ],
)
def test_what_is_not_understood_is_named(tmp_path: Path, data: str) -> None:
    path = written(tmp_path, data)
    name = data.strip("[").partition("]")[0].partition(" ")[0]
    with pytest.raises(UserError) as refused:
        settings.read(path)
    sentence = str(refused.value)
    assert str(path) in sentence
    assert f"“{name}”" in sentence
    assert "language, country, currency, user" in sentence


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        settings.read(tmp_path)


def test_whom_the_system_does_not_know_has_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("getpass.getuser", unknown)
    assert Settings().user == ""


@pytest.mark.parametrize(
    "line", ['language = "xx"', 'country = "Germany"', 'currency = "Euro"', 'country = "de"', "backups = -1"]
)
def test_a_value_that_is_none_is_refused_with_its_name(tmp_path: Path, line: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(UserError) as refused:
        settings.read(path)
    assert line.split()[0] in str(refused.value)
