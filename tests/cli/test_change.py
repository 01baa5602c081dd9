"""The command `change`: who is changed, what it says, and what it refuses."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tui_clients.domain.client import Client
from tui_clients.domain.query import Query
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import open_database

DATABASE = "clients.db"
TOTAL = 240


def people(home: Path, query: str = "") -> list[Client]:
    database = open_database(home / DATABASE)
    try:
        return list(Clients(database).iterate(Query(query)))
    finally:
        database.close_all()


def test_clients_are_changed_and_the_second_run_says_they_are_so(command: Command, filled_home: Path) -> None:
    line = ("change", "berlin", "--add-tag", "vip", "--add-tag", "new; newer", "--set-category", "Big/Small")
    first = command(*line)
    assert (first.code, first.out, first.err) == (0, "", "3 clients changed.\n")
    assert len(people(filled_home, "tag:vip")) == 3
    for client in people(filled_home, "berlin"):
        assert client.tags[-3:] == ("vip", "new", "newer")
        assert (client.category, client.sub_category) == ("Big", "Small")
    assert command(*line).err == "No client changed, 3 were so already.\n"
    assert command("change", "tag:vip", "--remove-tag", "VIP").err == "3 clients changed.\n"
    assert people(filled_home, "tag:vip") == []


def test_the_status_of_everybody_is_changed_only_if_that_is_said(command: Command, filled_home: Path) -> None:
    result = command("change", "--all", "--status", "inactive", "--json")
    changed = result.json.pop("changed")
    assert result.json == {
        "found": TOTAL, "changed": changed, "unchanged": TOTAL - changed, "rejected": 0, "deleted": 0, "dry_run": False,
    }  # fmt: skip
    assert 0 < changed < TOTAL
    assert len(people(filled_home, "is:inactive")) == TOTAL


def test_clients_go_into_the_trash(command: Command, filled_home: Path) -> None:
    dry = command("change", "berlin", "--delete", "--dry-run", "--json")
    assert (dry.json["deleted"], dry.json["dry_run"]) == (3, True)
    assert len(people(filled_home)) == TOTAL
    result = command("change", "berlin", "--delete")
    assert (result.code, result.out, result.err) == (0, "", "3 clients are in the trash.\n")
    assert len(people(filled_home)) == TOTAL - 3
    assert command("change", "berlin", "--delete").err == "No client was found.\n"


def test_a_dry_run_says_what_would_happen(command: Command, filled_home: Path) -> None:
    one = people(filled_home, "berlin")[0]
    assert command("change", f'name:"{one.name}"', "berlin", "--add-tag", "vip").err == "1 client changed.\n"
    stored = people(filled_home)
    done = command("change", "berlin", "--add-tag", "vip", "--dry-run")
    sentence = "3 clients found: 2 would change, 1 is so already. This was a dry run: nothing was changed.\n"
    assert (done.code, done.out, done.err) == (0, "", sentence)
    assert people(filled_home) == stored


def test_what_cannot_take_the_tag_is_said_and_answers_one(command: Command, filled_home: Path) -> None:
    result = command("change", "berlin", "--add-tag", "x" * 1001)
    assert (result.code, result.out) == (1, "")
    assert result.err == "No client changed, 3 stayed as they were, since their tags would become too long.\n"
    dry = command("change", "berlin", "--add-tag", "x" * 1001, "--dry-run")
    assert (dry.code, dry.err.partition(". ")[0]) == (1, "3 clients found: 0 would change, 3 cannot take so many tags")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (("berlin",), "Say what is to be changed"),
        (("--delete",), "Say which clients are meant"),
        (("", "--delete"), "Say which clients are meant"),
        (("tag:", "--delete"), "Say which clients are meant"),  # asks for nothing, and so would mean everybody
        (('"', "--delete"), "Say which clients are meant"),
        (("berlin", "--all", "--delete"), "not both"),
        (("berlin", "--delete", "--status", "active"), "give --delete alone"),
        (("berlin", "--delete", "--set-category", ""), "give --delete alone"),
        (("berlin", "--add-tag", " "), "needs a name"),
        (("berlin", "--remove-tag", ""), "needs a name"),
        (("berlin", "--set-category", "x" * 101), "100 characters at most"),
        (("shoe:9", "--delete"), "There is no field “shoe”"),
        (("berlin", "--status", "happy"), "invalid choice"),
    ],
)
def test_wrong_usage_changes_nothing(command: Command, filled_home: Path, line: tuple[str, ...], sentence: str) -> None:
    stored = people(filled_home)
    result = command("change", *line)
    assert (result.code, result.out) == (2, "")
    assert sentence in result.err
    assert people(filled_home) == stored


def test_a_database_that_is_none_answers_three(command: Command, filled_home: Path) -> None:
    (filled_home / DATABASE).write_text("precious" * 100)
    shutil.rmtree(filled_home / "logs", ignore_errors=True)
    result = command("change", "berlin", "--delete")
    assert (result.code, result.out) == (3, "")
    assert (filled_home / DATABASE).read_text() == "precious" * 100


def test_the_author_of_the_settings_stands_in_the_history(command: Command, filled_home: Path) -> None:
    (filled_home / "settings.toml").write_text('user = "anna"\n')
    command("change", "berlin", "--add-tag", "vip")
    assert {client.updated_by for client in people(filled_home, "berlin")} == {"anna"}


def test_it_speaks_german(command: Command, filled_home: Path) -> None:
    assert command("--language", "de", "change", "berlin", "--delete").code == 0
    assert "usage" not in command("--language", "de", "change", "--help").out
