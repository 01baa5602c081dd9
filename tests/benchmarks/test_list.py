"""The client list keeps its bars; the number of clients is taken from TUI_CLIENTS_BENCHMARK_CLIENTS."""

import os
from pathlib import Path

import pytest

from tests.benchmarks import invented, report
from tests.benchmarks.measure import Measured, measure, starts

pytestmark = pytest.mark.benchmark
CLIENTS = int(os.environ.get("TUI_CLIENTS_BENCHMARK_CLIENTS", "100000"))
FEW = 10_000
ROUNDS = 9


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("databases")


def test_the_list_keeps_its_bars(folder: Path) -> None:
    result = measure(invented.kept(folder, CLIENTS), CLIENTS, ROUNDS)
    print(f"\n{report.table([result])}\n\n{report.slowest(result)}")
    missed = [figure for figure in result.figures if not figure.is_met]
    assert not missed


def test_the_start_takes_as_long_with_many_clients_as_with_few(folder: Path) -> None:
    results = [Measured(count, starts(invented.kept(folder, count), ROUNDS)) for count in (FEW, CLIENTS)]
    ratio = report.between_sizes(results)
    assert ratio is not None
    print(f"\n{ratio.name}: {ratio.value:.2f} ×")
    assert ratio.is_met
