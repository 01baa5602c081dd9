"""A measured figure with its bar, and the figures that a row of measurements gives."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

SECONDS, MS, BYTES, MB, PERCENT, RATIO = "s", "ms", "bytes", "MB", "%", "×"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in which unit, and the most it may be; `bar` is None where nothing is asked of it."""

    name: str
    value: float
    unit: str
    bar: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the bar is kept; a figure without one is."""
        return self.bar is None or self.value <= self.bar


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed: one of the values, none in between."""
    return sorted(values)[math.ceil(len(values) * 0.95) - 1]


def spread(name: str, values: Sequence[float], unit: str, bar: float | None = None) -> list[Figure]:
    """Return the median and the 95th percentile, which the bar is for; nothing if there are no values."""
    if not values:
        return []
    return [
        Figure(f"{name}, median", statistics.median(values), unit),
        Figure(f"{name}, p95", p95(values), unit, bar),
    ]
