from datetime import date

import pytest

from tui_clients.domain.invoice_number import parse
from tui_clients.errors import UsageError

DAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("{year}-{number:04}", "2026-0007"),
        ("{number}", "7"),
        ("RE {year}/{month}/{number:03}-{client}", "RE 2026/03/007-12"),
        ("€{number:02}", "€07"),
    ],
)
def test_a_format_makes_numbers(text: str, number: str) -> None:
    assert parse(text).number(7, DAY, 12) == number


@pytest.mark.parametrize(
    "text",
    ["", "R", "{year}", "{number}{number}", "{number:4}", "{number:0}", "{number!r}", "{year:04}{number}",
     "{day}{number}", "{number", "{{number}}", "{number}\n", "{number}" + "x" * 60, "{0.__class__}{number}"],
)  # fmt: skip
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no format for invoice numbers"):
        str(parse(text))
