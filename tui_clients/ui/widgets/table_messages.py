"""What a table says: what the user did in it, and which rows it needs.

Plain classes: a data class takes ten times as long to make, and the first paint waits for them.
"""

from textual.message import Message


class _Fact(Message):
    """A message that is the same as another of its kind that says the same."""

    def __eq__(self, other: object) -> bool:
        """Compare what is said; what Textual notes of a message stands in slots of its own."""
        return type(other) is type(self) and vars(other) == vars(self)

    __hash__ = None  # type: ignore[assignment]


class Opened(_Fact):
    """The user opened a row."""

    def __init__(self, key: int, index: int) -> None:
        super().__init__()
        self.key = key
        self.index = index


class CursorMoved(_Fact):
    """The cursor stands on another row."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index


class MarkAsked(_Fact):
    """The user wants a row marked, or its mark taken away."""

    def __init__(self, index: int, key: int) -> None:
        super().__init__()
        self.index = index
        self.key = key


class RangeAsked(_Fact):
    """The user wants the rows from `first` up to `end` (excluded) marked."""

    def __init__(self, first: int, end: int) -> None:
        super().__init__()
        self.first = first
        self.end = end


class AllAsked(_Fact):
    """The user wants all rows marked."""


class LetterAwaited(_Fact):
    """The next key will be taken as a letter to jump to, or no longer."""

    def __init__(self, is_awaited: bool) -> None:
        super().__init__()
        self.is_awaited = is_awaited


class LetterAsked(_Fact):
    """The user wants to see the rows that begin with a character."""

    def __init__(self, character: str) -> None:
        super().__init__()
        self.character = character


class HeaderChosen(_Fact):
    """The user clicked a column's header."""

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column


class WindowWanted(_Fact):
    """Rows from `first` up to `end` (excluded) are seen, or about to be, and are not here."""

    def __init__(self, first: int, end: int) -> None:
        super().__init__()
        self.first = first
        self.end = end
