"""What a table says: what the user did in it, and which rows it needs."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class Opened(Message):
    """The user opened a row."""

    key: int
    index: int


@dataclass
class CursorMoved(Message):
    """The cursor stands on another row."""

    index: int


@dataclass
class MarkAsked(Message):
    """The user wants a row marked, or its mark taken away."""

    index: int
    key: int


@dataclass
class RangeAsked(Message):
    """The user wants the rows from `first` up to `end` (excluded) marked."""

    first: int
    end: int


@dataclass
class AllAsked(Message):
    """The user wants all rows marked."""


@dataclass
class LetterAwaited(Message):
    """The next key will be taken as a letter to jump to, or no longer."""

    is_awaited: bool


@dataclass
class LetterAsked(Message):
    """The user wants to see the rows that begin with a character."""

    character: str


@dataclass
class HeaderChosen(Message):
    """The user clicked a column's header."""

    column: str


@dataclass
class WindowWanted(Message):
    """Rows from `first` up to `end` (excluded) are seen, or about to be, and are not here."""

    first: int
    end: int
