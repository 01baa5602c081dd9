"""The texts of many rows are read field by field: that gives what reading row by row gives."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tui_clients.formats.applied import apply
from tui_clients.formats.by_field import by_field
from tui_clients.formats.proposal import propose
from tui_clients.formats.wishes import with_defaults

HEADERS = (
    "Name|E-mail|Country|Mobile|Company|Office phone|Salutation",
    "Name|E-mail|Mobile|Company",
    "First name|Last name|E-mail|Phone",
    "Company|E-mail|City",
    "E-mail|Mobile",
    "Name|Note|Shoe size",
)
CELLS = st.sampled_from((
    "", " ", "Ann Lee", "Acme", "Acme, Ann Lee", "Mrs.", "Mrs. Ann Lee", "a@example.com", "A <a@example.com>; b@x.org",
    "+49301234567", "+49 (0)30 1234567", "030 1 / 0151 2", "030 1 home", " 030 1", "x\ny", "mailto:a@example.com",
))  # fmt: skip
ROWS = st.lists(st.lists(CELLS, max_size=8), min_size=1, max_size=5)


@settings(max_examples=100)
@given(st.sampled_from(HEADERS), ROWS, st.booleans())
@example(HEADERS[0], [["Acme, Ann Lee", "", "", "", "Acme"], ["", "", "", "", " Acme "], ["Mrs. Ann"]], False)
def test_texts_read_field_by_field_are_those_read_row_by_row(
    header: str, rows: list[list[str]], has_default: bool
) -> None:
    mapping = with_defaults(propose(header.split("|")), ["country=DE"] if has_default else [])
    records = [apply(mapping, cells) for cells in rows]
    texts = by_field(mapping, rows)
    assert all(len(column) == len(rows) for column in texts.values())
    for place, record in enumerate(records):
        found = {name: column[place] for name, column in texts.items() if column[place]}
        assert found == {name: text for name, text in record.items() if text}
