"""Measures the client list at several sizes: `python -m tests.benchmarks.list_bench --folder DIR`."""

import argparse
import sys
from pathlib import Path

from tests.benchmarks import invented, report
from tests.benchmarks.measure import Measured, measure


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.list_bench", description=__doc__)
    parser.add_argument("--clients", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], metavar="N")
    parser.add_argument("--folder", type=Path, required=True, help="keeps the databases for the next run")
    parser.add_argument("--fresh", action="store_true", help="make the databases anew, after a change of the schema")
    parser.add_argument("--rounds", type=int, default=9, help="starts of the program and of the bare app")
    parser.add_argument("--json", type=Path, help="every figure and every letter typed")
    return parser.parse_args()


def main() -> int:
    """Measure, print the table, and return 1 if a bar is not kept."""
    wanted = _arguments()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    results: list[Measured] = []
    for count in wanted.clients:
        database = invented.kept(wanted.folder, count, is_fresh=wanted.fresh)
        results.append(measure(database, count, wanted.rounds))
        print(f"\nThe slowest letters with {count:,} clients:\n{report.slowest(results[-1])}", flush=True)
        if wanted.json:  # after every size: the largest takes long
            report.write_json(wanted.json, results)
    print(f"\n{report.table(results)}")
    ratio = report.between_sizes(results)
    is_met = all(figure.is_met for result in results for figure in result.figures) and (not ratio or ratio.is_met)
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
