"""Rows are read field by field where nothing is to be said of them: that gives what reading one by one gives."""

from itertools import chain

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests import strategies
from tui_clients.domain.dates import Order
from tui_clients.domain.fields import FIELDS
from tui_clients.domain.record import to_record
from tui_clients.formats.by_field import Texts
from tui_clients.services.importing import matching
from tui_clients.services.importing.columns import Columns
from tui_clients.services.importing.reading import Meaning, client_of
from tui_clients.storage.rows import ASIDE, COLUMNS, NewRow, new_row

AT = 1_700_000_000
KEYS = ("uid", "email", "phone", "mobile", "name")
MADE_UP = COLUMNS.index("uid") - 1
TYPED = (
    "DE", "Germany", "+49 30 1234567", "+4930123456", "030 1234567", "+12", "'01234", "'x", " x ", "n/a", "-", "A@B.de",
    "ä@öl.de", "https://www.example.com", "no.where .com", "", "1970-01-01", "03.04.2026", "31.12.2026", "00",
    "Herr", "inactive", "Müller-Lüdenscheidt", "a\r\nb", "VIP; new", '["a;b"]', '{"Shoe": "43"}', "\ud800", "x" * 301,
)  # fmt: skip
TEXTS = st.sampled_from(TYPED) | strategies.text()
NAMES = st.sampled_from([field.name for field in FIELDS])
RECORDS = st.dictionaries(NAMES, TEXTS, max_size=3).map(lambda record: {"name": "Anna", **record}) | (
    strategies.clients().map(to_record)
)
ORDERS = st.sampled_from([{}, {"created_at": Order.DMY}, {"created_at": None, "updated_at": Order.MDY}])
MEANINGS = st.builds(
    Meaning, country=st.sampled_from(["", "DE"]), orders=ORDERS, is_exact=st.booleans(), has_sound_uids=st.booleans()
)


@settings(max_examples=60)
@given(st.lists(st.lists(RECORDS, min_size=1, max_size=4), max_size=3), MEANINGS)
@example([[{"name": "Anna", "postal_code": "'01234"}, {"name": "Anna", "city": " Ulm ", "tax_name": "'a"}]], Meaning())
@example([[{"name": "Anna", "created_at": "1970-01-01", "uid": "n/a", "email": "A@B.de"}] * 2], Meaning())
def test_rows_read_field_by_field_are_those_read_one_by_one(chunks: list[list[dict[str, str]]], how: Meaning) -> None:
    columns = Columns(how, KEYS)
    for records in chunks:
        plain = columns.read(texts_of(records), len(records))
        new = plain.new(AT, "me")
        for place, record in enumerate(records):
            client, problems = client_of(record, how)
            is_aside = any(getattr(client, name) for name in ASIDE)
            if place in plain.others:
                assert problems or is_aside or any(record.get(name) for name in ASIDE)
                continue
            assert not problems
            assert not is_aside
            expected = new_row(client, AT, "me")
            given_uid = [client.uid] if client.uid else []
            assert [new[place][1][MADE_UP]][: len(given_uid)] == given_uid
            assert without_uid(new[place]) == without_uid(expected)
            assert tuple(column[place] for column in plain.forms) == matching.forms_of(client, (), KEYS)


def texts_of(records: list[dict[str, str]]) -> Texts:
    return {name: [record.get(name, "") for record in records] for name in dict.fromkeys(chain(*records))}


def without_uid(row: NewRow) -> NewRow:
    names, values, picture, points = row
    return names, (*values[:MADE_UP], *values[MADE_UP + 1 :]), picture, points


def test_what_is_remembered_of_a_field_does_not_change_what_comes_later() -> None:
    columns = Columns(Meaning(), KEYS)
    for number in range(3):
        records = [{"name": f"{number} {place}", "country": "DE" if place % 2 else "?"} for place in range(150)]
        plain = columns.read(texts_of(records), len(records))
        assert plain.others == frozenset(range(0, 150, 2))
        assert [row[1][COLUMNS.index("name") - 1] for row in plain.new(AT, "me")] == [r["name"] for r in records]
