"""The command `statement`: the same account as text, CSV, HTML and JSON, and what it answers to wrong days."""

import csv
import io
import stat
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.ui.profiles import add, attach
from tui_clients.domain.choices import InvoiceState
from tui_clients.domain.client import Client
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.storage.database import open_database

HOSTILE = '=1+1 <script>"&\x1b[2J'
ISSUED = date(2026, 3, 1)


@pytest.fixture
def filled(home: Path) -> Path:
    """A home in which one client has invoices in two currencies."""
    home.mkdir()
    database = open_database(home / "clients.db")
    client_id = add(database, Client("Anna <i>\x1b[2J", company_name="Berg & Söhne", city="Berlin"))[0]
    due = ISSUED + timedelta(days=30)
    attach(
        database, client_id,
        Invoice("R-1", ISSUED, due, "EUR", 1_234_50, payments=(Payment(34_50, date(2026, 4, 2), "bank"),)),
        Invoice(HOSTILE, date(2026, 4, 5), due, "EUR", 100_00, payments=(Payment(120_00, date(2026, 4, 6), HOSTILE),)),
        Invoice("Y-1", date(2026, 4, 1), due, "JPY", 5_000),
        Invoice("draft", ISSUED, due, "EUR", 77_00, InvoiceState.DRAFT),
    )  # fmt: skip
    add(database, Client("Without invoices"))
    database.close_all()
    return home


APRIL = ("statement", "1", "--from", "2026-04-01", "--to", "2026-04-30")


def test_the_text_has_balances_movements_and_ages_of_each_currency(filled: Path, command: Command) -> None:
    result = command(*APRIL)
    assert (result.code, result.err) == (0, "")
    lines = [" ".join(line.split()) for line in result.out.splitlines()]
    assert lines[0] == "Statement of account, Apr 1, 2026 to Apr 30, 2026"
    assert lines[1:4] == ["Berg & Söhne", "Anna <i>␛[2J", "Berlin"]
    assert "Opening balance €1,234.50" in lines
    assert "Apr 2, 2026 Payment R-1 (bank) €34.50 €1,200.00" in lines
    assert "Closing balance €100.00 €154.50 €1,180.00" in lines
    assert "1–30 days €1,200.00" in lines
    assert "Credit €20.00" in lines
    assert "Closing balance ¥5,000 ¥0 ¥5,000" in lines
    assert "draft" not in result.out
    assert "\x1b" not in result.out


def test_german_days_are_understood_and_german_amounts_written(filled: Path, command: Command) -> None:
    result = command("--language", "de", "statement", "1", "--from", "1.4.2026", "--to", "30.4.2026")
    assert "1.180,00\N{NO-BREAK SPACE}€" in result.out
    assert "02.04.2026" in result.out


def test_csv_holds_plain_numbers_that_add_up_and_no_formula(filled: Path, command: Command) -> None:
    rows = list(csv.DictReader(io.StringIO(command(*APRIL, "--format", "csv").out)))
    euros = [row for row in rows if row["currency"] == "EUR"]
    assert [row["kind"] for row in euros[:5]] == ["opening", "payment", "invoice", "payment", "closing"]
    opening, *moved, closing = euros[:5]
    balance = float(opening["balance"]) + sum(float(r["invoiced"] or 0) - float(r["paid"] or 0) for r in moved)
    assert balance == float(closing["balance"]) == 1180.0
    assert sum(float(row["balance"]) for row in euros[5:]) == 1180.0
    assert euros[2]["number"].startswith("'=1+1 <script>")


class Page(HTMLParser):
    """The elements and texts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.sources: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.sources += [value or "" for name, value in attrs if name in ("src", "href", "style") or name[:2] == "on"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_html_stands_alone_and_holds_data_as_text_only(filled: Path, command: Command) -> None:
    target = filled / "statement.html"
    result = command("statement", "1", "--to", "2026-04-30", "--output", target)
    assert (result.code, result.out) == (0, "")
    assert "statement.html" in result.err
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    text = target.read_text(encoding="utf-8")
    page = Page(text)
    assert not page.tags & {"script", "i", "img", "link", "iframe"}
    assert not page.sources
    assert "url(" not in text
    assert any('Invoice =1+1 <script>"&␛[2J' in shown for shown in page.texts)
    assert "until Apr 30, 2026" in page.texts
    assert "\x1b" not in text


def test_json_is_for_programs(filled: Path, command: Command) -> None:
    found = command(*APRIL, "--format", "json").json
    assert (found["client"]["name"], found["from"], found["to"]) == ("Anna <i>\x1b[2J", "2026-04-01", "2026-04-30")
    euros, yen = found["statements"]
    assert (euros["opening"], euros["closing"], euros["credit"], yen["closing"]) == (
        "1234.50",
        "1180.00",
        "20.00",
        "5000",
    )
    assert euros["entries"][0]["amount"] == "-34.50"


def test_wrong_days_and_clients_are_refused_and_nothing_is_written(filled: Path, command: Command) -> None:
    target = filled / "statement.txt"
    for line, word in (
        (("1", "--from", "someday"), "someday"),
        (("1", "--from", "2026-05-01", "--to", "2026-04-01"), "before the first"),
        (("99",), "99"),
    ):
        result = command("statement", *line, "--output", target)
        assert (result.code, result.out) == (2, "")
        assert word in result.err
    assert command("statement", "1", "--output", filled / "no" / "folder.txt").code == 3
    assert not target.exists()
    assert "Nothing was invoiced or paid until" in command("statement", "2").out
