"""What the client table says, and what its threads tell it."""

from typing import TYPE_CHECKING

from textual.message import Message

from tui_clients.domain.query import Query
from tui_clients.errors import UserError

if TYPE_CHECKING:
    from tui_clients.storage.results import Result
    from tui_clients.ui.screens.client_reading import Answer, Window


class ResultShown(Message):
    """The whole result of a query is shown: so many were found of so many in all, with the index or without."""

    def __init__(self, query: Query, found: int, total: int, is_indexed: bool) -> None:
        super().__init__()
        self.wanted = query
        self.found = found
        self.total = total
        self.is_indexed = is_indexed


class MarksChanged(Message):
    """Other clients are marked."""


class Failed(Message):
    """There is no answer; the last good result stays."""

    def __init__(self, query: Query, error: UserError) -> None:
        super().__init__()
        self.wanted = query
        self.error = error


class FirstRead(Message):
    """The first rows of a result are here, their number may not be."""

    def __init__(self, query: Query, window: "Window") -> None:
        super().__init__()
        self.wanted = query
        self.window = window


class Answered(Message):
    """The whole result is here."""

    def __init__(self, answer: "Answer") -> None:
        super().__init__()
        self.answer = answer


class WindowRead(Message):
    """Rows of a result are here that are wanted, or will be."""

    def __init__(self, result: "Result", window: "Window") -> None:
        super().__init__()
        self.result = result
        self.window = window
