"""Lets whoever waits for a long statement of SQLite see how far it is, and stop it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any

from tui_clients.errors import N_, Canceled

_STEPS = 50_000  # of SQLite's machine between two looks: a few milliseconds


class Stage(Enum):
    """What is being done to a copy of the database."""

    COPY = "copy"
    CHECK = "check"
    PACK = "pack"
    UNPACK = "unpack"


Follow = Callable[[Stage, float | None], bool]
"""Is told the stage and its share that is done, from 0 to 1, or None if that is not known; answers whether to stop."""


def unwatched(_stage: Stage, _share: float | None) -> bool:
    """Watch nothing and stop nothing."""
    return False


@contextmanager
def followed(connection: Any, is_to_stop: Callable[[], bool]) -> Iterator[None]:
    """Ask before and every few milliseconds whether the statements inside are to stop; then they are interrupted."""
    if is_to_stop():
        raise Canceled(N_("Canceled."))
    connection.set_progress_handler(lambda: int(is_to_stop()), _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
