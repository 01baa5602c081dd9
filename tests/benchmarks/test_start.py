"""From the start of the program to the first rows on the screen, against a bare Textual app in the same run."""

from pathlib import Path

import pytest

from tests.benchmarks import invented, measure

pytestmark = pytest.mark.benchmark
ROUNDS = 9


@pytest.mark.parametrize("count", [1_000, 100_000])
def test_first_rows_against_a_bare_app(tmp_path: Path, count: int) -> None:
    database = tmp_path / "clients.db"
    invented.fill(database, count)
    ours, bare, ratio = measure.starts(database, ROUNDS)
    print(
        f"\n{count:,} clients: first rows after {ours.value:.3f} s, "
        f"bare app {bare.value:.3f} s, ratio {ratio.value:.2f} (bar {ratio.bar})"
    )
    assert ratio.is_met
