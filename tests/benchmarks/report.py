"""The figures of all sizes as a table in Markdown and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.figures import BYTES, RATIO, SECONDS, Figure
from tests.benchmarks.measure import Measured

_SLOWEST = 8
_START = "start against the bare app"


def between_sizes(results: Sequence[Measured]) -> Figure | None:
    """Return the start at the largest size against that at the smallest, if there are two.

    Each is taken against the bare app of its own run: the machine may be busier at one than at the other.
    """
    by_size = sorted(results, key=lambda result: result.clients)
    if len(by_size) < 2:
        return None
    ratio = by_size[-1].value(_START) / by_size[0].value(_START)
    return Figure(f"start with {by_size[-1].clients:,} clients against {by_size[0].clients:,}", ratio, RATIO, 1.1)


def table(results: Sequence[Measured]) -> str:
    """Return a row for each figure and a column for each size; what does not keep its bar is bold."""
    sizes = " | ".join(f"{result.clients:,}" for result in results)
    lines = [f"| what | bar | {sizes} |", "| --- |" + " ---: |" * (len(results) + 1)]
    names = dict.fromkeys(figure.name for result in results for figure in result.figures)
    for name in names:
        figures = [next((f for f in result.figures if f.name == name), None) for result in results]
        known = next(figure for figure in figures if figure)
        bar = "" if known.bar is None else _number(known, known.bar)
        lines.append(f"| {name} | {bar} | {' | '.join(_cell(figure) for figure in figures)} |")
    if ratio := between_sizes(results):
        lines.append(f"| {ratio.name} | {ratio.bar} × | {' | ' * (len(results) - 1)}{_cell(ratio)} |")
    return "\n".join(lines)


def slowest(result: Measured) -> str:
    """Return the letters that took longest, to know what to look at."""
    letters = sorted(result.letters, key=lambda letter: -letter.answer.last_ms)[:_SLOWEST]
    return "\n".join(
        f"- {letter.typed!r}{f' ({letter.narrowed_by})' if letter.narrowed_by else ''}: "
        f"{letter.answer.last_ms:.0f} ms, rows after {letter.answer.rows_ms:.0f} ms, {letter.answer.size:,} bytes, "
        f"{'?' if letter.found is None else f'{letter.found:,}'} found"
        for letter in letters
    )


def write_json(path: Path, results: Sequence[Measured]) -> None:
    """Write every figure and every letter."""
    path.write_text(json.dumps([asdict(result) for result in results], ensure_ascii=False, indent=1), encoding="utf-8")


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return ""
    text = _number(figure, figure.value)
    return text if figure.is_met else f"**{text}**"


def _number(figure: Figure, value: float) -> str:
    if figure.unit == BYTES or not figure.unit:
        return f"{value:,.0f} {figure.unit}".strip()
    return f"{value:.2f} {figure.unit}" if figure.unit in (SECONDS, RATIO) else f"{value:.1f} {figure.unit}"
