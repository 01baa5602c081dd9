import json
from collections.abc import Sequence

import pytest

from tui_clients.domain.client import Client, ContactPoint
from tui_clients.domain.fields import FIELDS
from tui_clients.domain.record import from_record, to_record
from tui_clients.errors import FileRefused, UsageError
from tui_clients.formats.applied import apply
from tui_clients.formats.keys import alias_keys
from tui_clients.formats.proposal import propose
from tui_clients.formats.targets import CLIENTS, TARGETS, Target, guess_target
from tui_clients.formats.wishes import override


def record(columns: str, cells: str, *overrides: str) -> dict[str, str]:
    """Return the record of one row; columns and cells are parted by "|"."""
    mapping = override(propose(columns.split("|")), overrides)
    return apply(mapping, cells.split("|"))


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_no_header_means_two_fields(target: Target) -> None:
    owners: dict[str, str] = {}
    rows = [(field.name, (field.name, field.label, *field.aliases)) for field in target.fields]
    rows += [(part.name, (part.name, *part.aliases)) for part in target.parts]
    for name, headers in rows:
        for key in {key for header in headers for key in alias_keys(header)}:
            assert owners.setdefault(key, name) == name, key


def test_every_field_is_known_by_its_own_name() -> None:
    names = [field.name for field in FIELDS]
    mapping = propose(names)
    assert [column.field for column in mapping.columns] == names
    assert mapping.unmapped == ()


def test_a_client_survives_the_way_through_its_own_columns() -> None:
    client = Client(
        name="Anna; Ben",
        email="a@example.com; b@example.com",
        mobile="+49301234567;ext=12",
        office_phone="030 123456 / 030 654321",
        more_emails=(ContactPoint("", "c@example.com"),),
        more_phones=(ContactPoint("home", "+49307654321"),),
        extra={"shoe size": "38"},
        note=" two\nlines ",
    )
    given = to_record(client)
    mapping = propose(list(given))
    assert apply(mapping, list(given.values())) == given
    assert from_record(given)[0] == client


def test_the_best_name_wins_whatever_the_order() -> None:
    assert record("Telefon|E-Mail-Adresse|Mobiltelefon|email", "030 1|a@example.com|0151 1|b@example.com") == {
        "mobile": "0151 1",
        "office_phone": "030 1",
        "name": "b@example.com",
        "email": "b@example.com",
        "more_emails": "a@example.com",
    }


def test_a_column_that_is_empty_gives_way_to_one_that_is_not() -> None:
    columns, rows = ["Name", "Billing city", "Home city"], [["Anna", "", "Ulm"], ["Ben", " ", "Bonn"]]
    assert apply(propose(columns, samples=rows), rows[0]) == {"name": "Anna", "city": "Ulm"}
    assert apply(propose(columns), ["Ben", "Ulm", "Bonn"])["extra"] == '{"Home city": "Bonn"}'


def test_an_empty_mobile_column_keeps_its_field() -> None:
    columns, rows = ["Name", "Phone", "Mobile"], [["Anna", "030 1", ""]]
    assert apply(propose(columns, samples=rows), rows[0]) == {"name": "Anna", "office_phone": "030 1", "mobile": ""}


def test_names_of_two_words_are_known_without_a_space() -> None:
    assert record("firstName|lastName|companyName|postalCode|emailAddress", "Anna|Smith|ACME|N1|a@example.com") == {
        "name": "Anna Smith",
        "company_name": "ACME",
        "postal_code": "N1",
        "email": "a@example.com",
    }


def test_umlauts_may_be_written_out() -> None:
    assert record("Name|Strasse geschaeftlich|Ort geschäftlich", "Anna|Weg 1|Ulm") == {
        "name": "Anna",
        "address": "Weg 1",
        "city": "Ulm",
    }


@pytest.mark.parametrize(
    ("columns", "cells", "name"),
    [
        ("First Name|Middle Name|Last Name|Suffix", "Martin|Luther|King|Jr.", "Martin Luther King Jr."),
        ("Nachname|Vorname", "Groß|Ada", "Ada Groß"),
        ("Name|First Name|Last Name", "Dr. Ada Groß|Ada|Groß", "Dr. Ada Groß"),
        ("Name|First Name|Last Name", " |Ada|Groß", "Ada Groß"),
        ("First Name|Last Name|Company|Country", "||ACME|DE", "ACME"),
        ("Name|Company", "|ACME", "ACME"),
        ("First Name|Display Name|E-mail", "||a@example.com", "a@example.com"),
    ],
)
def test_the_name_comes_from_what_the_file_has(columns: str, cells: str, name: str) -> None:
    assert record(columns, cells)["name"] == name


def test_a_name_that_is_not_the_persons_is_the_companys() -> None:
    columns = "customer_name|contact_first_name|contact_last_name"
    assert record(columns, "ACME Ltd|Ada|Groß") == {"name": "Ada Groß", "company_name": "ACME Ltd"}
    assert record(columns, "ACME Ltd||") == {"name": "ACME Ltd"}
    assert record(columns, "Ada Groß|Ada|Groß") == {"name": "Ada Groß"}


def test_surplus_addresses_and_numbers_are_kept_with_their_label() -> None:
    given = record(
        "Name|E-mail Address|E-mail 2 Address|Work e-mail|Mobile Phone|Business Phone|Home Phone|Telefon privat|Fax",
        "Anna|a@example.com|b@example.com|c@example.com|0151 1|030 1|030 2|030 3|030 9",
    )
    assert given == {
        "name": "Anna",
        "email": "a@example.com",
        "more_emails": "b@example.com\nWork: c@example.com",
        "mobile": "0151 1",
        "office_phone": "030 1",
        "more_phones": "Home: 030 2\nprivat: 030 3",
    }


@pytest.mark.parametrize(
    "column",
    ["Business Fax", "Fax geschäftlich", "Pager", "E-Mail-Typ", "E-mail Display Name", "Email Domain", "Title",
     "Unsubscribed from all email", "Lead Status", "Contact owner", "Phone Type", "Name Assistent", "Telex"],
)  # fmt: skip
def test_false_friends_are_left_out_and_reported(column: str) -> None:
    assert propose(["Name", column]).unmapped == (column,)


def test_labels_in_the_file_say_where_a_number_goes() -> None:
    columns = "Name|Phone 1 - Label|Phone 1 - Value|Phone 2 - Label|Phone 2 - Value|Phone 3 - Label|Phone 3 - Value"
    assert record(columns, "Anna|Home|030 1|Mobile|0151 1|Work Fax|030 9") == {
        "name": "Anna",
        "mobile": "0151 1",
        "more_phones": "Work Fax: 030 9\nHome: 030 1",
    }
    assert record(columns, "Anna|* Work|030 1 ::: 030 2||0151 1||") == {
        "name": "Anna",
        "office_phone": "030 1",
        "mobile": "0151 1",
        "more_phones": "Work: 030 2",
    }
    assert propose(columns.split("|")).unmapped == ()


@pytest.mark.parametrize(
    ("cell", "first", "more"),
    [
        ("a@example.com ::: b@example.com", "a@example.com", "b@example.com"),
        ("a@example.com; b@example.com,c@example.com", "a@example.com", "b@example.com\nc@example.com"),
        ("Anna <a@example.com>", "a@example.com", ""),
        ("a@example.com, Ben <b@example.com>", "a@example.com", "Ben: b@example.com"),
        ("not an address", "not an address", ""),
        (" a@example.com ", " a@example.com ", ""),
    ],
)
def test_several_addresses_in_one_cell_are_taken_apart(cell: str, first: str, more: str) -> None:
    given = record("Name|E-Mail", f"Anna|{cell}")
    assert (given["email"], given.get("more_emails", "")) == (first, more)


@pytest.mark.parametrize(
    ("cell", "first", "more"),
    [
        ("+49 30 1234567 ::: +49 30 7654321", "+49 30 1234567", "+49 30 7654321"),
        ("+49 30 1234567 / +49 151 7654321", "+49 30 1234567", "+49 151 7654321"),
        ("030/123456", "030/123456", ""),
        ("030 / 1234567", "030 / 1234567", ""),
        ("+49301234567;ext=1234567", "+49301234567;ext=1234567", ""),
        ("030 1234567, ext. 12", "030 1234567, ext. 12", ""),
    ],
)
def test_several_numbers_in_one_cell_are_taken_apart(cell: str, first: str, more: str) -> None:
    given = record("Name|Telefon", f"Anna|{cell}")
    assert (given["mobile"], given.get("more_phones", "")) == (first, more)


def test_further_lines_of_address_and_note_follow_the_first() -> None:
    columns = "Name|Address line 1|Address line 2|Notes|Private notes"
    assert record(columns, "Anna|Weg 1|Hinterhaus|hello|quiet") == {
        "name": "Anna",
        "address": "Weg 1\nHinterhaus",
        "note": "hello\nquiet",
    }
    assert record(columns, "Anna|Weg 1||| quiet") == {"name": "Anna", "address": "Weg 1", "note": " quiet"}


def test_columns_of_one_name_are_told_apart_by_position() -> None:
    mapping = propose(["Name", "Phone", "Phone", "Shoe", "Shoe", "Shoe (2)"])
    assert mapping.unmapped == ("Shoe", "Shoe (2)", "Shoe (2) (2)")
    assert apply(mapping, ["Anna", "030 1", "030 2"]) == {"name": "Anna", "mobile": "030 1", "more_phones": "030 2"}


def test_a_column_without_a_header_is_reported_only_if_it_holds_something() -> None:
    assert propose(["Name", "", " "], samples=[["Anna", "", "x"]]).unmapped == ("#3",)


def test_a_status_of_something_else_is_left_out() -> None:
    columns = ["Name", "Status"]
    paying = [["Anna", "past_due"], ["Ben", "trialing"], ["Cid", "unpaid"]]
    assert propose(columns, samples=paying).unmapped == ("Status",)
    assert propose(columns, samples=[*paying, ["Eve", "inaktiv"]]).unmapped == ()
    assert propose(columns, samples=paying[:1]).unmapped == ()


def test_an_address_of_a_picture_is_no_picture() -> None:
    assert propose(["Name", "Photo"], samples=[["Anna", "https://example.com/a.png"]]).unmapped == ("Photo",)
    assert propose(["Name", "Photo"], samples=[["Anna", "data:image/png;base64,AA=="]]).unmapped == ()


def test_a_short_row_gives_the_fields_it_has() -> None:
    assert record("Name|E-Mail|Ort", "Anna") == {"name": "Anna"}
    assert record("Vorname|Nachname|E-Mail|E-Mail 2|Straße|Straße 2", "Anna") == {"name": "Anna"}


def test_a_pair_overrules_the_proposal() -> None:
    columns = "Name|Kürzel|Email|Zweit=Name"
    assert record(columns, "Anna|AN|a@example.com|x", "Kürzel=name")["name"] == "AN"
    assert "email" not in record(columns, "Anna|AN|a@example.com|x", "email=")
    assert record(columns, "Anna|AN|a@example.com|x", "Zweit=Name=City")["city"] == "x"
    given = record(columns, "Anna|AN|a@example.com|x", "Kürzel=extra", "Zweit=Name=extra")
    assert json.loads(given["extra"]) == {"Kürzel": "AN", "Zweit=Name": "x"}
    assert record("Name|Draht", "Anna|030 1", "Draht=more_phones")["more_phones"] == "030 1"
    assert record("Ruf|Zu", "Anna|Groß", "Ruf=Vorname", "Zu=last_name")["name"] == "Anna Groß"


def test_a_column_that_loses_its_field_is_reported() -> None:
    assert override(propose(["Name", "Kürzel"]), ["Kürzel=name"]).unmapped == ("Name",)


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        ("Nmae=email", "There is no column “Nmae” in the file; near it are: Name."),
        ("Name=emial", "There is no field “emial”; near it are: email."),
        ("Name", "“Name” is not of the form Column=field."),
    ],
)
def test_a_pair_that_cannot_be_meant_is_answered_with_what_is_near(pair: str, sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        override(propose(["Name", "Ort"]), [pair])
    assert str(caught.value) == sentence
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("columns", "label"),
    [(["E-Mail", "Ort"], "Name"), (["Number", "Due date", "Client"], "Total"), (["Number", "Date", "Total"], "Client")],
)
def test_a_file_without_a_required_column_is_refused(columns: Sequence[str], label: str) -> None:
    target = CLIENTS if label == "Name" else TARGETS[1]
    with pytest.raises(FileRefused, match=f"is known to hold “{label}") as caught:
        propose(columns, target).require("a.csv")
    assert ", ".join(columns) in str(caught.value)


@pytest.mark.parametrize(
    ("columns", "target"),
    [
        ("uid,client_uid,client_name,name,status,start,deadline,budget,currency", "projects"),
        ("Kunde,Projekt,Beginn,Frist,Budget", "projects"),
        ("uid,client_uid,client_name,client_email,number,issue_date,due_date,currency,total,status,paid,paid_on,"
         "payment_method,project,note", "invoices"),
        ("Rechnungsnummer,Kunde,Rechnungsdatum,Fällig am,Betrag", "invoices"),
        ("Invoice #,Customer,Date,Due date,Amount,Status", "invoices"),
        ("client_name,number,amount,currency,status,issued,due", "invoices"),
        ("Firma,Rechnungsnummer,Betrag,Ausgestellt am,Zahlbar bis", "invoices"),
        ("client_uid,client_name,client_email,name,role,email,phone,note", "contacts"),
        ("client_uid,client_name,client_email,text,author,created_at", "notes"),
        ("Name,Email", "clients"),
        ("Customer,First name,Last name,Position,Email,Phone,City,Country", "clients"),
        ("Customer,Notes,Created,Email", "clients"),
        ("Company,First Name,Last Name,Job Title,Email,Phone", "clients"),
        ("Customer Id,First Name,Last Name,Company,City,Country,Phone 1,Phone 2,Email", "clients"),
    ],
)  # fmt: skip
def test_the_header_says_what_a_file_holds(columns: str, target: str) -> None:
    guessed = guess_target(columns.split(","))
    assert guessed.name == target
    assert propose(columns.split(","), guessed).missing == ()


def test_every_column_of_the_sample_files_has_its_field() -> None:
    for target in TARGETS[1:]:
        names = [field.name for field in target.fields]
        mapping = propose(names, target)
        assert [column.field for column in mapping.columns] == names
        assert apply(mapping, names) == {name: name for name in names}
