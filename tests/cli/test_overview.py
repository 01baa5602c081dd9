"""`overview`: figures as text and as JSON, and what a check says of them."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tui_clients.storage.database import open_database


@pytest.mark.usefixtures("filled_home")
def test_the_figures_of_a_query_are_data_and_text(command: Command) -> None:
    figures = command("overview", "--json", "country:DE").json
    assert figures["clients"] == len(command("list", "--json", "country:DE").json)
    assert figures["countries"] == [{"country": "DE", "clients": figures["clients"], "query": "country:DE"}]
    assert sum(span["clients"] for span in figures["added"]) == figures["clients"]
    (euro,) = figures["amounts"]
    for name, count in (("open", "clients"), ("overdue", "overdue_clients"), ("credit", "credit_clients")):
        assert len(command("list", "--json", "country:DE", euro["queries"][name]).json) == euro[count] > 0
    first = figures["debtors"][0]
    shown = command("show", "--json", first["id"]).json
    assert shown["name"] == first["name"]
    text = command("overview", "country:DE")
    assert text.code == 0
    assert text.out.startswith(f"{figures['clients']} clients · “country:DE”\n")
    assert "Germany" in text.out
    assert "Largest debtors in EUR" in text.out
    assert "USD" not in text.out
    assert max(map(len, text.out.splitlines())) <= 80
    german = command("--language", "de", "overview")
    assert "Deutschland" in german.out
    assert "USD" in german.out


def test_nobody_and_mistakes_are_answered(command: Command) -> None:
    assert command("overview", "--json").json["clients"] == 0
    assert command("overview").out.startswith("0 clients\n")
    mistake = command("overview", "added:2024-13")
    assert (mistake.code, mistake.out) == (2, "")
    assert "2024-13" in mistake.err


def test_a_wrong_sum_is_told_and_mended(command: Command, filled_home: Path) -> None:
    before = command("overview", "--json").json
    database = open_database(filled_home / "clients.db")
    database.sql("UPDATE invoice SET paid = 0 WHERE id = (SELECT min(invoice_id) FROM payment)")
    database.sql("DROP TRIGGER payment_delete")
    database.close_all()
    result = command("check")
    assert result.code == 1
    assert [line.split(":")[0] for line in result.out.splitlines()] == [
        "What is open is not kept",
        "What is paid of invoice 1 is not the sum of its payments. --rebuild makes it anew.",
    ]
    assert command("overview", "--json").json != before
    assert command("check", "--rebuild").code == 0
    assert command("overview", "--json").json == before
