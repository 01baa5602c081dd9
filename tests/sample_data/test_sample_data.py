"""Checks every file of sample_data/ against the domain's own rules; knows no database and no screen."""

import csv
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import phonenumbers
import pytest
from PIL import Image

from tui_clients.domain import choices, dates, email, money
from tui_clients.domain.choices import InvoiceState, InvoiceStatus, ProjectStatus
from tui_clients.domain.fields import FIELDS
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.record import from_record, to_record
from tui_clients.domain.text import fold, sort_key, visible
from tui_clients.domain.validate import Code

FOLDER = Path(__file__).parents[2] / "sample_data"
DAY = date(2026, 11, 23)  # the day on which the statuses in the files are right
FILES = ("clients", "projects", "invoices", "contacts", "notes", "awkward")
NOT_IN_FILE = {"picture", "extra", "updated_at", "created_by", "updated_by"}

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


CLIENTS = {row["uid"]: row for row in rows("clients")}


def lines(cell: str) -> list[str]:
    """The values of a cell of lines "label: value"."""
    return [line.partition(": ")[2] for line in cell.splitlines()]


def addresses() -> list[str]:
    of_clients = [a for row in CLIENTS.values() for a in (row["email"], *lines(row["more_emails"])) if a]
    return of_clients + [row["email"] for row in rows("contacts") if row["email"]]


def phones() -> list[tuple[str, str]]:
    """Every number with the country of its client."""
    of_clients = [
        (number, row["country"])
        for row in CLIENTS.values()
        for number in (row["mobile"], row["office_phone"], *lines(row["more_phones"]))
    ]
    of_contacts = [(row["phone"], CLIENTS[row["client_uid"]]["country"]) for row in rows("contacts")]
    return [(number, country) for number, country in of_clients + of_contacts if number]


def invoice(row: Row) -> Invoice:
    paid, total = (money.parse(row[name], row["currency"]) for name in ("paid", "total"))
    assert paid is not None
    assert total is not None
    state = {"draft": InvoiceState.DRAFT, "canceled": InvoiceState.CANCELED}.get(row["status"], InvoiceState.ISSUED)
    payments = (Payment(paid, date.fromisoformat(row["paid_on"]), row["payment_method"]),) if paid else ()
    issued, due = (date.fromisoformat(row[name]) for name in ("issue_date", "due_date"))
    return Invoice(row["number"], issued, due, row["currency"], total, state, payments)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_utf_8_without_a_mark_and_ends_in_a_line_feed(name: str) -> None:
    data = (FOLDER / f"{name}.csv").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8").endswith("\n")
    assert name == "awkward" or b"\r" not in data
    assert all(None not in row and None not in row.values() for row in rows(name))


@pytest.mark.parametrize("name", ["clients", "awkward"])
def test_the_header_names_the_fields(name: str) -> None:
    assert set(rows(name)[0]) == {field.name for field in FIELDS} - NOT_IN_FILE


def test_there_are_enough_clients_from_enough_countries() -> None:
    countries = Counter(row["country"] for row in CLIENTS.values())
    assert len(rows("clients")) == 240
    assert len(countries) >= 14
    assert {"DE", "AT", "CH", "GB", "US", "FR", "ES", "IT", "PL", "NL", "DK", "TR", "JP", "CN", "KR", "EG"} <= set(
        countries
    )


def test_every_client_reads_without_a_problem_and_writes_back_the_same() -> None:
    for row in CLIENTS.values():
        client, problems = from_record(row)
        assert problems == [], row["name"]
        assert {name: text for name, text in to_record(client).items() if name in row} == row


def test_what_identifies_is_unique() -> None:
    assert len(CLIENTS) == len(rows("clients"))
    for name, column in (("projects", "uid"), ("invoices", "uid"), ("invoices", "number"), ("clients", "name")):
        values = [row[column] for row in rows(name)]
        assert len(set(values)) == len(values), (name, column)
    assert len(set(addresses())) == len(addresses())
    assert len(set(phones())) == len(phones())


@pytest.mark.parametrize(
    ("name", "at_least"), [("projects", 250), ("invoices", 850), ("contacts", 170), ("notes", 240)]
)
def test_every_row_belongs_to_a_client(name: str, at_least: int) -> None:
    belonging = rows(name)
    assert len(belonging) >= at_least
    for row in belonging:
        client = CLIENTS[row["client_uid"]]
        assert row["client_name"] == client["name"]
        assert row.get("client_email", client["email"]) == client["email"]


def test_every_phone_is_valid_and_of_its_clients_country() -> None:
    assert len(phones()) > 400
    for text, country in phones():
        number = phonenumbers.parse(text)
        assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == text
        assert phonenumbers.is_valid_number_for_region(number, country), (text, country)


def test_every_address_and_website_is_of_an_example_domain() -> None:
    domain = re.compile(r"([a-z0-9-]+\.)*example\.(com|org|net)")
    for address in addresses():
        assert email.is_possible(address)
        assert domain.fullmatch(address.partition("@")[2]), address
    for row in CLIENTS.values():
        assert not row["website"] or domain.fullmatch(row["website"].removeprefix("https://")), row["website"]


def test_the_first_screen_is_filled_and_varied() -> None:
    first = sorted(CLIENTS.values(), key=lambda row: sort_key(row["name"]))[:25]
    for row in first:
        assert all(row[name] for name in ("company_name", "email", "mobile", "country")), row["name"]
    assert len({row["country"] for row in first}) >= 14
    assert len({row["category"] for row in first}) >= 4


def test_clients_were_added_in_every_period_the_filter_offers() -> None:
    moments = [dates.parse_moment(row["created_at"]) for row in CLIENTS.values()]
    days = sorted(moment.date() for moment in moments if moment)
    assert len(days) == len(CLIENTS)
    assert DAY - timedelta(days=3 * 365 + 1) <= days[0]
    assert days[-1] < DAY
    for age, count in ((6, 10), (29, 20), (326, 70)):
        assert sum(day >= DAY - timedelta(days=age) for day in days) >= count


def test_an_invoices_status_follows_from_its_payments_and_the_day() -> None:
    seen = set()
    for row in rows("invoices"):
        value = invoice(row)
        assert value.status(DAY).value == row["status"], row["number"]
        assert row["total"] == str(money.to_decimal(value.total, value.currency))
        assert row["paid"] == str(money.to_decimal(value.paid, value.currency))
        assert value.total > 0
        assert bool(value.paid) == bool(row["paid_on"]) == bool(row["payment_method"])
        seen.add(value.status(DAY))
    assert seen == set(InvoiceStatus)


def test_an_invoice_comes_after_its_client_and_before_its_payment() -> None:
    for row in rows("invoices"):
        value = invoice(row)
        added = dates.parse_moment(CLIENTS[row["client_uid"]]["created_at"])
        assert added is not None
        assert added.date() <= value.issue_date <= value.due_date
        assert date(2024, 11, 1) <= value.issue_date <= DAY
        assert row["number"].startswith(f"{value.issue_date.year}-")
        assert all(value.issue_date <= payment.on < DAY for payment in value.payments)


def test_an_invoice_names_a_project_of_its_client() -> None:
    projects = {(row["client_uid"], row["name"]) for row in rows("projects")}
    named = [(row["client_uid"], row["project"]) for row in rows("invoices") if row["project"]]
    assert len(named) > 200
    assert set(named) <= projects


def test_a_projects_values_can_be_read() -> None:
    for row in rows("projects"):
        assert row["status"] in {status.value for status in ProjectStatus}
        start, deadline = (row[name] and date.fromisoformat(row[name]) for name in ("start", "deadline"))
        assert not start or not deadline or start <= deadline
        if row["budget"]:
            budget = money.parse(row["budget"], row["currency"])
            assert budget is not None
            assert row["budget"] == str(money.to_decimal(budget, row["currency"]))
    assert {choices.parse(ProjectStatus, row["status"]) for row in rows("projects")} == set(ProjectStatus)


def test_every_currency_is_one() -> None:
    codes = {row["currency"] for name in ("projects", "invoices") for row in rows(name)} - {""}
    assert {"EUR", "CHF", "GBP", "USD", "JPY", "PLN", "SEK"} <= codes
    assert all(money.is_currency(code) for code in codes)


def test_invoices_are_spread_over_the_clients_so_that_charts_have_something_to_show() -> None:
    counts = Counter(row["client_uid"] for row in rows("invoices"))
    assert len(CLIENTS) - len(counts) == 40
    assert sum(20 <= count <= 40 for count in counts.values()) == 12
    several = {(row["client_uid"], row["currency"]) for row in rows("invoices")}
    assert len(several) > len(counts)  # somebody is billed in two currencies


def test_every_picture_is_small_opens_and_belongs_to_a_client_with_many_invoices() -> None:
    counts = Counter(row["client_uid"] for row in rows("invoices"))
    pictures = sorted((FOLDER / "pictures").iterdir())
    assert len(pictures) == 12
    assert {path.suffix for path in pictures} == {".png", ".jpg"}
    for path in pictures:
        assert path.stem in CLIENTS
        assert counts[path.stem] >= 20
        assert path.stat().st_size < 30_000
        with Image.open(path) as image:
            image.load()
            assert 96 <= min(image.size) <= max(image.size) <= 256


def test_a_note_was_written_after_its_client_was_added() -> None:
    for row in rows("notes"):
        assert row["text"].strip()
        assert re.fullmatch(r"[a-z]{2}", row["author"])
        assert CLIENTS[row["client_uid"]]["created_at"] <= row["created_at"] < f"{DAY}"


def test_of_the_awkward_clients_only_the_one_without_a_name_is_rejected() -> None:
    rejected = [
        (row["email"], problem.field, problem.code)
        for row in rows("awkward")
        for problem in from_record(row)[1]
        if problem.is_rejecting
    ]
    assert rejected == [("nameless@awkward.example.com", "name", Code.REQUIRED)]


def test_the_awkward_clients_are_awkward_and_keep_their_values() -> None:
    text = (FOLDER / "awkward.csv").read_text(encoding="utf-8")
    for trap in ("[@click=app.quit()]", "\x1b]0;", "\x1b]52;c;", "\x1b[2J", "\u009b31m", "\u202e", "\u2066", "\u200d"):
        assert trap in text
    for row in rows("awkward"):
        client, _ = from_record(row)
        assert client.name == row["name"]
        assert "\x1b" not in visible(client.name)
    by_email = Counter(fold(row["email"].strip()) for row in rows("awkward"))
    assert by_email["smith@awkward.example.com"] == 2
    codes = {problem.code for row in rows("awkward") for problem in from_record(row)[1]}
    assert {Code.PHONE, Code.EMAIL, Code.COUNTRY, Code.LANGUAGE, Code.GENDER, Code.STATUS} <= codes
