import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.reading import SHARED, needs_shared, records_of, refusal, rows_of, write
from tui_clients.domain.text import visible
from tui_clients.formats import json_
from tui_clients.formats.source import TextSource

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.none() | st.booleans() | texts | st.lists(texts, max_size=3) | st.dictionaries(texts, texts, max_size=3)


def items(path: Path) -> list[tuple[int, dict[str, Any]]]:
    with TextSource(path, "utf-8") as source:
        return [(item.line, item.values) for item in json_.read(source)]


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    records=st.lists(st.dictionaries(st.sampled_from(["name", "tags", "clients"]), values), max_size=8),
    file_format=st.sampled_from(["json", "jsonl"]),
)
def test_what_is_written_comes_back(tmp_path: Path, records: list[dict[str, Any]], file_format: str) -> None:
    path = write(tmp_path / "a.json", ["name", "tags", "clients"], records, file_format)
    if file_format == "json":
        assert json.loads(path.read_bytes()) == records
    if file_format == "json" or not any(isinstance(record.get("clients"), list) for record in records[:1]):
        assert [item for _, item in items(path)] == records


def test_a_list_is_written_an_object_a_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", ["name"], [{"name": "Jürgen", "city": "Ulm"}, {"name": "王"}], "json")
    assert path.read_text(encoding="utf-8") == '[\n{"name": "Jürgen"},\n{"name": "王"}\n]\n'
    assert json.loads(write(path, ["name"], [], "json").read_bytes()) == []


@needs_shared
def test_no_naughty_string_reaches_a_terminal_that_shows_the_file(tmp_path: Path) -> None:
    strings = json.loads((SHARED / "blns.json").read_bytes())
    path = write(tmp_path / "a.json", ["name"], [{"name": text} for text in strings], "json")
    assert [row.cells[0] for row in rows_of(path)] == strings
    shown = path.read_text(encoding="utf-8")
    assert visible(shown.replace("\n", "")) == shown.replace("\n", "")


@pytest.mark.parametrize(
    "text",
    [
        '[{"name": "Anna"}, {"name": "Ben"}]',
        '{"clients": [{"name": "Anna"}, {"name": "Ben"}]}',
        '{"version": 1, "about": {"clients": 2}, "clients": [{"name": "Anna"},\n {"name": "Ben"}], "more": []}',
        '{"name": "Anna"}\n{"name": "Ben"}\n',
        '\n{"name": "Anna"}\n\n{"name": "Ben"}',
    ],
)
def test_every_usual_shape_is_read(tmp_path: Path, text: str) -> None:
    _, records = records_of(written(tmp_path / "a.json", text))
    assert records == [{"name": "Anna"}, {"name": "Ben"}]


def test_an_object_is_named_by_its_line_however_it_is_printed(tmp_path: Path) -> None:
    records = [{"name": f"Client {i}", "note": "x\ny" * 30} for i in range(3000)]
    path = written(tmp_path / "a.json", json.dumps(records, indent=1))
    assert items(path) == [(2 + 4 * i, record) for i, record in enumerate(records)]
    path = written(tmp_path / "a.jsonl", "".join(json.dumps(record) + "\n" for record in records))
    assert items(path) == [(1 + i, record) for i, record in enumerate(records)]


def test_numbers_keep_their_digits_and_other_values_become_text(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.json",
        '[{"name": "Anna", "mobile": 4915112345678901234567890, "note": 1.10, "status": true, "city": null,'
        ' "tags": ["a", "b"], "more_phones": [{"label": "home", "value": "+49 30 1"}], "extra": {"a": "b"}}]',
    )
    _, (record,) = records_of(path)
    assert record == {
        "name": "Anna",
        "mobile": "4915112345678901234567890",
        "note": "1.10",
        "status": "true",
        "city": "",
        "tags": "a; b",
        "more_phones": "home: +49 30 1",
        "extra": '{"a": "b"}',
    }


def test_names_that_come_late_are_kept_beside_the_columns(tmp_path: Path) -> None:
    text = "".join(f'{{"name": "{i}"}}\n' for i in range(1001)) + '{"name": "Anna", "shoe size": 38}\n'
    last = rows_of(written(tmp_path / "a.jsonl", text))[-1]
    assert (last.cells, last.rest) == (["Anna"], {"shoe size": "38"})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[{"name": "Anna"},\n{"name": }]', "{path} is not valid JSON in line 2."),
        ('[{"name": "Anna"},\n{"name": "Be', "{path} is not valid JSON in line 2."),
        ('[{"name": "Anna"}\n', "{path} is not valid JSON in line 2."),
        ('[{"name": "Anna"}\n{"name": "Ben"}]', "{path} is not valid JSON in line 2."),
        ('[{"name": "Anna"}]\n\nend', "{path} is not valid JSON in line 3."),
        ('{"name": "Anna"}\n{"name": "Ben"\n', "{path} is not valid JSON in line 3."),
        ("name,email\nAnna,a@example.com\n", "{path} is not valid JSON in line 1."),
        ('[\n"Anna"]', "Line 2 of {path} holds something else than an object with field names."),
        ('[{"name": NaN}]', "Line 1 of {path} holds NaN, which is no number in JSON."),
        ('[\n{"name": -Infinity}]', "Line 2 of {path} holds -Infinity, which is no number in JSON."),
        ('[\n{"name": "\\ud800"}]', "Line 2 of {path} holds half a character (a lone surrogate)."),
        ('[{"name": "Anna",\n"name": "Ben"}]', "Line 1 of {path} begins an object that holds “name” twice."),
        ('{"name": "Anna", "name": "Ben"}', "Line 1 of {path} begins an object that holds “name” twice."),
        ('[{"a": ' + "[" * 100_000, "Line 1 of {path} is nested too deeply to be read."),
        ('{"a": ' * 100_000, "Line 1 of {path} is nested too deeply to be read."),
        ("[]", "{path} is empty: there is nothing to read."),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    path = written(tmp_path / "a.json", text)
    assert refusal(path) == sentence.format(path=path)


@pytest.mark.parametrize("length", range(2**18 - 30, 2**18, 3))
def test_a_value_that_is_read_in_two_steps_is_whole(tmp_path: Path, length: int) -> None:
    path = written(tmp_path / "a.json", f'{{"note": "{"x" * (length - 20)}", "mobile": 4915112345678, "name": "Anna"}}')
    _, (record,) = records_of(path)
    assert (record["mobile"], record["name"]) == ("4915112345678", "Anna")


def test_a_pair_of_surrogates_is_one_character(tmp_path: Path) -> None:
    _, records = records_of(written(tmp_path / "a.json", '[{"name": "\\ud83d\\ude00"}]'))
    assert records == [{"name": "😀"}]


def test_a_record_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", b'[\n{"name": "' + b"a" * 20_000_000 + b'"}]')
    assert refusal(path) == f"Line 2 of {path} begins a record of more than 16777216 characters."
