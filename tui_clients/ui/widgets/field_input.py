"""What every editor of a client field has in common: its value as record text, and what it says about itself.

The form knows nothing but this; which editor a kind of field gets is decided in `field_kinds`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui_clients.domain.client import Picture
from tui_clients.domain.fields import Field
from tui_clients.ui.widgets.line import Line


@dataclass(frozen=True, slots=True)
class PictureFiles:
    """How pictures are read from files, which may take long and is done in a thread.

    `patterns` are the names such files have, `size` gives width and height in pixels.
    """

    patterns: tuple[str, ...]
    read: Callable[[Path], Picture]
    size: Callable[[Picture], tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Context:
    """What an editor may need to know of the form around it.

    `country` is the one local phone numbers are meant in (ISO 3166-1 alpha-2, or ""), `categories` are those that
    exist, each with one of its sub-categories, `category` is the one the form holds. `currency` (ISO 4217) is that of
    the form's amounts, `projects` are the names of the client's projects.
    """

    country: str = ""
    category: str = ""
    categories: tuple[tuple[str, str], ...] = ()
    pictures: PictureFiles | None = None
    currency: str = ""
    projects: tuple[str, ...] = ()


class FieldInput(Widget):
    """An editor of one field; `given` is the record text it starts with and returns until it is changed."""

    DEFAULT_CSS = """
    FieldInput {
        layout: horizontal;
        width: 1fr;
        height: 1;
        background: $surface;
        border-left: wide $surface-lighten-2;
        &:focus-within { background: $primary 25%; border-left: wide $accent; }
    }
    """

    EDITOR: ClassVar[str] = "Line"
    """The part that has the focus."""
    IS_TALL: ClassVar[bool] = False
    """Whether it may need more than one line."""

    context: reactive[Context] = reactive(Context, layout=False, repaint=False)

    class Changed(Message):
        """The value was changed."""

        def __init__(self, source: "FieldInput") -> None:
            super().__init__()
            self.source = source

    class Left(Message):
        """The focus went elsewhere, and the value is what it will be."""

        def __init__(self, source: "FieldInput") -> None:
            super().__init__()
            self.source = source

    class FileWanted(Message):
        """The user wants to choose a file whose name fits a pattern, to be handed to `source.take_file`."""

        def __init__(self, source: "FieldInput", title: str, patterns: tuple[str, ...]) -> None:
            super().__init__()
            self.source = source
            self.title = title
            self.patterns = patterns

    def __init__(self, field: Field, given: str = "") -> None:
        super().__init__(id=field.name)
        self.field = field
        self.given = given
        self.complaint = ""
        """A sentence on what was typed, where no rule of the domain has one; it forbids saving."""

    @property
    def value(self) -> str:
        """The value as record text."""
        raise NotImplementedError

    @property
    def is_changed(self) -> bool:
        """Whether the user did anything here that would be lost."""
        return self.value != self.given

    def propose(self, text: str) -> None:
        """Hold another text, as if the form had begun with it."""
        raise NotImplementedError

    async def settle(self) -> None:
        """Finish what was begun: the value is then what it will be."""

    async def take_file(self, path: Path) -> None:
        """Take the file that was chosen."""

    def focus(self, scroll_visible: bool = True) -> "FieldInput":
        """Give the focus to the part that edits."""
        self.query_one(self.EDITOR).focus(scroll_visible)
        return self

    async def on_descendant_blur(self) -> None:
        """Settle, and say that the field was left."""
        await self.settle()
        self.post_message(self.Left(self))

    def on_key(self, event: events.Key) -> None:
        """Act on a key before the editor does."""
        if self.use(event.key):
            event.stop()
            event.prevent_default()

    def use(self, key: str) -> bool:
        """Act on a key and return True, or leave it to the editor; in a line Enter and arrows go to other fields."""
        if key not in ("enter", "down", "up") or not isinstance(self.screen.focused, Line):
            return False
        self.leave(-1 if key == "up" else 1)
        return True

    def leave(self, direction: int) -> None:
        """Give the focus to the next part of the form, or to the previous one."""
        if direction > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()
