"""The editor of a picture: the path of a file, typed, pasted or chosen; what there is can be replaced or removed."""

import asyncio
from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Label

from tui_clients.domain.client import Picture
from tui_clients.domain.fields import Field
from tui_clients.domain.record import from_record, to_text
from tui_clients.errors import UserError
from tui_clients.i18n import _
from tui_clients.ui import show, words
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.field_input import FieldInput
from tui_clients.ui.widgets.line import Line
from tui_clients.ui.widgets.press_button import PressButton

_NARROW = 50
"""Below so many cells the words for a picture and both buttons need two lines."""


class PictureInput(FieldInput):
    """A picture, or the path of the file it is to be read from."""

    DEFAULT_CSS = """
    PictureInput {
        & > #about { width: 1fr; height: 1; color: $foreground; }
        & > #buttons { width: auto; height: 1; }
        & > #about, & #remove { display: none; }
        &.-filled > #about, &.-filled #remove { display: block; }
        &.-filled > Line { display: none; }
        &.-filled.-narrow { layout: vertical; height: auto; }
        &.-filled.-narrow > #about { width: 100%; }
        &.-filled.-narrow > #buttons { width: 100%; }
    }
    """

    IS_TALL = True

    def __init__(self, field: Field, given: str = "") -> None:
        super().__init__(field, given)
        self._value = given
        self._picture = _picture_of(field, given)
        self._line = Line(placeholder=_("Path of a picture"))
        self._reading = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """Show the path or what the picture is, and what can be done."""
        yield self._line
        yield Label("", id="about", markup=False)
        with Horizontal(id="buttons"):
            yield PressButton(_("Choose…"), id="choose")
            yield PressButton(_("Remove"), id="remove")

    async def on_mount(self) -> None:
        """Say what picture there is."""
        await self._show()

    def on_resize(self) -> None:
        """Put what the picture is above the buttons where it does not fit beside them."""
        self.set_class(self.size.width < _NARROW, "-narrow")

    @property
    def value(self) -> str:
        """The picture as a data URL."""
        return self._value

    @property
    def is_changed(self) -> bool:
        """Whether there is another picture, or a path that was not read yet."""
        return super().is_changed or bool(self._line.text.strip())

    def focus(self, scroll_visible: bool = True) -> "PictureInput":
        """Give the focus to the path, or to the button that replaces the picture."""
        target = self.query_one("#choose") if self._picture else self._line
        target.focus(scroll_visible)
        return self

    async def settle(self) -> None:
        """Read the file whose path stands in the line."""
        async with self._reading:
            path = self._line.text.strip().strip("'\"")  # terminals quote the paths of files that are dropped on them
            if path:
                await self._read(Path(path.removeprefix("file://")))
            elif self.complaint:
                self.complaint = ""

    async def take_file(self, path: Path) -> None:
        """Read a file."""
        self._line.set_silently(str(path))
        await self.settle()
        self.post_message(self.Left(self))

    async def _read(self, path: Path) -> None:
        if self.context.pictures is None:
            return
        try:
            # A name before the slash that is nobody's stays as it is.
            picture = await asyncio.to_thread(self.context.pictures.read, _expanded(path))
        except UserError as error:
            self.complaint = words.sentence(error)
        else:
            await self._set(picture)

    async def _set(self, picture: Picture | None) -> None:
        self._picture = picture
        self._value = to_text(self.field, picture) if picture else ""
        self.complaint = ""
        had_focus = self._line.has_focus
        self._line.set_silently("")
        await self._show()
        if had_focus and picture:
            self.query_one("#choose").focus()
        self.post_message(self.Changed(self))

    async def _show(self) -> None:
        picture = self._picture
        self.set_class(picture is not None, "-filled")
        self.query_one("#choose", PressButton).update(_("Replace…") if picture else _("Choose…"))
        if picture:
            pictures = self.context.pictures
            size = await asyncio.to_thread(pictures.size, picture) if pictures else None
            about = show.value(self.field, picture) + (f", {size[0]}×{size[1]}" if size else "")
            self.query_one("#about", Label).update(safe(about))

    @on(Input.Changed)
    def forget_complaint(self, event: Input.Changed) -> None:
        """Say that something else is typed."""
        event.stop()
        self.post_message(self.Changed(self))

    @on(PressButton.Pressed, "#choose")
    def choose(self, event: PressButton.Pressed) -> None:
        """Let the user choose a file."""
        event.stop()
        patterns = self.context.pictures.patterns if self.context.pictures else ()
        self.post_message(self.FileWanted(self, _("Choose a picture"), patterns))

    @on(PressButton.Pressed, "#remove")
    async def take_away(self, event: PressButton.Pressed) -> None:
        """Go without a picture."""
        event.stop()
        await self._set(None)
        self._line.focus()

    def use(self, key: str) -> bool:
        """Go to the fields above and below from the buttons too."""
        if key in ("up", "down") and isinstance(self.screen.focused, PressButton):
            self.leave(-1 if key == "up" else 1)
            return True
        return super().use(key)


def _expanded(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def _picture_of(field: Field, given: str) -> Picture | None:
    value: Any = getattr(from_record({field.name: given})[0], field.name)
    return value if isinstance(value, Picture) else None
