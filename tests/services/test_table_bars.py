import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_clients.services.table_bars import bar


@pytest.mark.parametrize(
    ("value", "largest", "width", "drawn"),
    [(8, 8, 3, "███"), (4, 8, 3, "█▌"), (1, 1000, 5, "▏"), (0, 8, 3, ""), (-1, 8, 3, ""), (1, 1, 0, ""), (1, 0, 3, "")],
)
def test_a_bar_is_as_long_as_its_value(value: float, largest: float, width: int, drawn: str) -> None:
    assert bar(value, largest, width) == drawn


@given(value=st.floats(), largest=st.floats(), width=st.integers(0, 200))
def test_no_number_draws_more_than_its_place(value: float, largest: float, width: int) -> None:
    drawn = bar(value, largest, width)
    assert len(drawn) <= width
    assert not drawn or (value > 0 and math.isfinite(largest))
