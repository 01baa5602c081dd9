"""The demo's database: all of the sample, and as many invented clients as are wanted."""

from pathlib import Path

import pytest

from tests.services.importing_files import SAMPLE, counts, everybody
from tui_clients.domain.client import now
from tui_clients.domain.validate import validate
from tui_clients.services.demo import demo
from tui_clients.storage import checking


def test_the_demo_holds_the_whole_sample_and_goes_at_the_end() -> None:
    with demo() as database:
        found = counts(database)
        path = database.path
        pictures = {client.uid for client in everybody(database) if client.picture}
        assert list(checking.check(database)) == []
    expected = {"client": 240, "project": 260, "invoice": 935, "contact": 180, "note": 250}
    assert {name: found[name] for name in expected} == expected
    assert pictures == {file.stem for file in (SAMPLE / "pictures").iterdir()}
    assert not path.parent.exists()


@pytest.mark.parametrize("wanted", [0, 7, 240, 300])
def test_there_are_as_many_clients_as_are_wanted(wanted: int) -> None:
    with demo(wanted) as database:
        assert counts(database)["client"] == wanted


def test_invented_clients_are_the_same_each_time_and_spread_over_five_years() -> None:
    with demo(400) as first, demo(400) as second:
        one, other = everybody(first)[240:], everybody(second)[240:]
        assert [(c.uid, c.name, c.email) for c in one] == [(c.uid, c.name, c.email) for c in other]
        years = {(now() - client.created_at).days // 365 for client in one if client.created_at}
        assert years == {0, 1, 2, 3, 4}
        assert len({client.name for client in one}) > 140
        assert not any(validate(client) for client in one)


def test_the_demo_leaves_nothing_behind_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    seen: list[Path] = []

    def fail() -> None:
        with demo(1):
            seen.extend(tmp_path.iterdir())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert len(seen) == 1
    assert list(tmp_path.iterdir()) == []
