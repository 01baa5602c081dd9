"""Taking back imports of projects, invoices, contacts and notes, and of clients that have got some."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.services.importing_files import everybody
from tests.services.taking_back import contents, imported, left_names, taken_back
from tui_clients.domain.choices import ProjectStatus
from tui_clients.domain.client import Client, Contact, Note
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.project import Project
from tui_clients.errors import UsageError
from tui_clients.storage import history
from tui_clients.storage.clients import Clients
from tui_clients.storage.contacts import Contacts, Notes
from tui_clients.storage.database import Database
from tui_clients.storage.imports import Imports
from tui_clients.storage.invoices import Invoices
from tui_clients.storage.projects import Projects

DAY = date(2026, 3, 1)
FILES = {
    "projects": "client_uid,name,status,deadline,budget,currency\na,Website,finished,2027-01-01,500,EUR\na,Shop,,,,\n",
    "invoices": "client_uid,number,issue_date,due_date,total,paid,currency,project,note\n"
    "a,1,2026-04-01,2026-05-01,200,150,EUR,Shop,changed\na,2,2026-04-02,2026-05-02,90,90,EUR,Website,\n",
    "contacts": "client_uid,name,role,email,phone,note\na,Kim,boss,kim@example.com,,\na,Lee,,,,\n",
    "notes": "client_uid,text,author,created_at\na,hello,kim,2026-01-01\na,old,me,2026-01-01\n",
}


@pytest.fixture
def anna(database: Database) -> Client:
    """A client with something of everything."""
    anna = Clients(database).add(Client("Anna", uid="a"), "me")
    with database.transaction():
        Projects(database).add(Project("Website", ProjectStatus.ON_HOLD, DAY, None, 100, "USD", client_id=anna.id))
        paid = (Payment(5000, DAY, "cash"), Payment(2500, date(2026, 3, 2), "card"))
        Invoices(database).add(Invoice("1", DAY, DAY, "EUR", 10_000, payments=paid, project="Website", client_id=1))
        Contacts(database).add(anna.id, Contact("Kim", "assistant", note="away"))
        Notes(database).add(anna.id, Note("old", "me"))
    return anna


@pytest.mark.parametrize("kind", FILES)
def test_belongings_are_again_what_they_were(database: Database, anna: Client, tmp_path: Path, kind: str) -> None:
    before = contents(database)
    import_id = imported(database, tmp_path, FILES[kind], target=kind)
    assert contents(database) != before
    outcome = taken_back(database, import_id)
    assert contents(database) == before
    assert (outcome.removed, outcome.restored, outcome.left_count) == {
        "projects": (1, 1, 0), "invoices": (2, 1, 0), "contacts": (1, 1, 0), "notes": (2, 0, 0),
    }[kind]  # fmt: skip
    assert database.sql("SELECT count(*) FROM import_step") == [(0,)]


def test_the_history_of_the_client_says_what_was_taken_back(database: Database, anna: Client, tmp_path: Path) -> None:
    taken_back(database, imported(database, tmp_path, FILES["projects"], target="projects"))
    step = history.of_client(database, anna.id)[0]
    assert (step.action, step.by) == ("reverted", "anna")
    before, after = step.fields["projects"]
    assert before == "Shop; Website (status finished, deadline 2027-01-01, budget 500.00 EUR, currency EUR)"
    assert after == "Website (status on hold, deadline –, budget 1.00 USD, currency USD)"


def test_a_row_that_a_later_import_changed_is_left_until_that_is_taken_back(
    database: Database, anna: Client, tmp_path: Path
) -> None:
    before = contents(database)
    first = imported(database, tmp_path, FILES["invoices"], target="invoices")
    second = imported(
        database, tmp_path, FILES["invoices"].replace("90,90", "95,0").replace("changed", "again"), by="lee",
        target="invoices",
    )  # fmt: skip
    database.sql("UPDATE import_run SET at = at + 5 WHERE id = ?", second)
    outcome = taken_back(database, first)
    assert (outcome.removed, outcome.restored) == (0, 0)
    assert left_names(outcome) == [
        ("invoices", "1", ("note",), "lee"),
        ("invoices", "2", ("total",), "lee"),
        ("projects", "Shop", ("invoices",), "kim"),
    ]
    assert {left.client for left in outcome.left} == {"Anna"}
    taken_back(database, second)
    assert taken_back(database, first).left_count == 0
    assert contents(database) == before


def test_a_row_that_a_person_changed_is_left(database: Database, anna: Client, tmp_path: Path) -> None:
    import_id = imported(database, tmp_path, FILES["projects"], target="projects")
    projects = Projects(database)
    website = next(project for project in projects.of_client(anna.id) if project.name == "Website")
    with database.transaction():
        projects.update(replace(website, currency="GBP"))
    outcome = taken_back(database, import_id)
    assert (outcome.removed, left_names(outcome)) == (1, [("projects", "Website", (), "")])
    assert [project.currency for project in projects.of_client(anna.id)] == ["GBP"]


def test_a_row_that_was_deleted_since_is_nobodys_loss_even_if_its_number_came_again(
    database: Database, anna: Client, tmp_path: Path
) -> None:
    import_id = imported(database, tmp_path, "client_uid,name,role\na,Lee,boss\n", target="contacts")
    database.sql("DELETE FROM contact WHERE name = 'Lee'")
    with database.transaction():
        Contacts(database).add(anna.id, Contact("Mia"))
    before = contents(database)
    outcome = taken_back(database, import_id)
    assert (outcome.removed, outcome.left_count) == (0, 0)
    assert contents(database) == before


def test_a_project_that_is_gone_is_no_more_named_by_a_restored_invoice(
    database: Database, anna: Client, tmp_path: Path
) -> None:
    import_id = imported(database, tmp_path, FILES["invoices"], target="invoices")
    database.sql("DELETE FROM project WHERE name = 'Website'")
    ben = Clients(database).add(Client("Ben"), "me")
    database.sql("INSERT INTO project VALUES (1, 'new', ?, 'Of Ben', 'finished', '', '', NULL, '', 1)", ben.id)
    assert taken_back(database, import_id).left_count == 0
    assert [invoice.project for invoice in Invoices(database).of_client(anna.id)] == [""]


@pytest.mark.parametrize("kind", FILES)
def test_a_client_that_has_got_something_since_is_listed_and_left(
    database: Database, tmp_path: Path, kind: str
) -> None:
    clients = imported(database, tmp_path, "uid,name\na,Anna\nb,Ben\n")
    belongings = imported(database, tmp_path, FILES[kind], target=kind, by="lee")
    run = Imports(database).get(belongings)
    assert run is not None
    outcome = taken_back(database, clients)
    named = ("invoices", "projects") if kind == "invoices" else (kind,)
    assert (outcome.removed, left_names(outcome)) == (1, [("clients", "Anna", named, "lee")])
    assert outcome.left[0].at == run.at
    taken_back(database, belongings)
    assert (taken_back(database, clients).removed, everybody(database)) == (1, [])


def test_a_note_says_by_itself_who_wrote_it(database: Database, tmp_path: Path) -> None:
    import_id = imported(database, tmp_path, "uid,name\na,Anna\n")
    with database.transaction():
        Notes(database).add(1, Note("called", "mia"))
        Contacts(database).add(1, Contact("Kim"))
    outcome = taken_back(database, import_id)
    assert left_names(outcome) == [("clients", "Anna", ("contacts", "notes"), "mia")]


def test_belongings_of_a_client_that_was_changed_by_an_import_are_no_hindrance(
    database: Database, anna: Client, tmp_path: Path
) -> None:
    import_id = imported(database, tmp_path, "uid,name,city\na,Anna,Graz\n")
    imported(database, tmp_path, FILES["projects"], target="projects")
    assert taken_back(database, import_id).restored == 1


def test_what_an_older_version_did_not_note_is_not_taken_back(database: Database, anna: Client, tmp_path: Path) -> None:
    import_id = imported(database, tmp_path, FILES["notes"], target="notes")
    database.sql("DELETE FROM import_step")
    database.sql("UPDATE import_run SET has_steps = 0")
    with pytest.raises(UsageError, match="older version"):
        taken_back(database, import_id)


def test_many_belongings_are_taken_back_a_chunk_at_a_time(database: Database, anna: Client, tmp_path: Path) -> None:
    before = contents(database)
    rows = "".join(f"a,person {n}\n" for n in range(1300))
    import_id = imported(database, tmp_path, f"client_uid,name\n{rows}", target="contacts")
    assert taken_back(database, import_id).removed == 1300
    assert contents(database) == before
