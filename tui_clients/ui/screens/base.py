"""What every screen of ours shares: keys from the command table, and access to the application's parts."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events
from textual._styles_cache import StylesCache
from textual.await_remove import AwaitRemove
from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import OptionList

from tui_clients.errors import UserError
from tui_clients.ui import commands
from tui_clients.ui.commands import Group
from tui_clients.ui.widgets.key_bar import KeyBar
from tui_clients.ui.widgets.press_button import PressButton

if TYPE_CHECKING:
    from tui_clients.ui.app import ClientsApp
    from tui_clients.ui.stores import Stores

Result = TypeVar("Result")
Answer = TypeVar("Answer")

_ANSWERING: Mapping[type[Widget], str] = {OptionList: "choice.option", PressButton: "choice.button"}
"""The widgets of a dialog on which Enter answers, and the command that it is there."""


class OurScreen(Screen[Result]):
    """A screen whose keys are rows of the command table."""

    GROUPS: ClassVar[tuple[Group, ...]] = ()
    foremost: Sequence[str] = ()
    """The commands that matter most now, by their ids: the key bar begins with them."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What has the focus is drawn anew, and what lost it; with Textual's own the whole screen is."""

    def __init__(self) -> None:
        super().__init__()
        self._is_stale = False
        self._theme = ""
        commands.bind(self, *self.GROUPS)

    @property
    def clients_app(self) -> "ClientsApp":
        """The application this screen belongs to."""
        return cast("ClientsApp", self.app)

    @property
    def stores(self) -> "Stores":
        """What the database keeps."""
        return self.clients_app.stores

    async def read(self, ask: Callable[..., Answer], *values: Any) -> Answer | None:
        """Ask the database in a thread; where it refuses, say why and return None."""
        try:
            return await asyncio.to_thread(self._asked, ask, *values)
        except UserError as error:
            self.tell(error)
            return None

    def _asked(self, ask: Callable[..., Answer], *values: Any) -> Answer:
        try:
            return ask(*values)
        finally:
            self.stores.database.let_go_of_pages()

    def paint_along(self, widget: Widget) -> None:
        """Have a widget that was changed painted with what is painted next.

        Its turn to ask for that comes when it has nothing else to do, often just after the paint of what it tells of.
        """
        widget._check_refresh()

    def remove(self) -> AwaitRemove:
        """Be taken away, and leave the screen below as it is laid out.

        Textual's own lays that out and paints it whole twice more: 17 kB and 40 ms for each dialog that closes.
        """
        return self.app._prune(self, parent=None)

    def on_unmount(self) -> None:
        """Let go of what was painted: Textual holds the lines of 1,024 widgets, of those that are gone too.

        37 of them, and three megabytes, for each client that is looked at.
        """
        StylesCache.get_inner_outer.cache_clear()
        self.clients_app.tidy_up_later()

    # -- following what others change ---------------------------------------------------------------

    def follow_changes(self) -> None:
        """Show what was changed in the database, now or when the screen is next seen."""
        self._is_stale = not self.is_current
        if self.is_current:
            self.read_again()

    def on_screen_suspend(self) -> None:
        """Paint nothing below a screen that hides it: Textual would paint that one whole for each time."""
        if self.app.screen.styles.background.a == 1:
            self._repaint_required = False

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Show what was changed while something lay over the screen.

        Its widgets got their styles when they were mounted, which hold as long as the theme is the same; Textual would
        look for all of them again.
        """
        theme, self._theme = self._theme, self.app.theme
        event.refresh_styles = theme not in ("", self._theme)
        if self._is_stale:
            self._is_stale = False
            self.read_again()

    def read_again(self) -> None:
        """Read what is shown again; most screens show nothing that others change."""

    async def may_leave(self) -> bool:
        """Return whether the program may be left: nothing is lost by it, or the user said so."""
        return True

    def tell(self, error: UserError) -> None:
        """Show an error's sentence."""
        from tui_clients.ui import words

        self.app.notify(words.sentence(error), severity="error", markup=False, timeout=10)


class CommandScreen(OurScreen[Result]):
    """A screen that fills the terminal."""


class Dialog(OurScreen[Result], ModalScreen[Result]):
    """A screen above another; it is dismissed with its result, or with None when it is canceled."""

    GROUPS: ClassVar[tuple[Group, ...]] = (Group.DIALOG,)
    TALL: ClassVar[int] = 0
    """The lines of a terminal from which on there is room for blank ones; the class `-short` says that there is not."""
    SHARES: ClassVar[Mapping[str, int]] = {}
    """What scrolls, and how many percent of the terminal's lines it may have.

    In a style sheet, Textual would make the dialog as high as if all of it were shown.
    """

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 60%;
        layers: default keys;
        & > KeyBar { layer: keys; }
        & > .dialog {
            width: 60;
            max-width: 90%;
            height: auto;
            max-height: 90%;
            padding: 1 2;
            border: round $primary;
            background: $surface;
        }
        & .dialog-title { width: 100%; text-style: bold; margin-bottom: 1; }
        &.-short > .dialog { padding: 0 2; }
        &.-short .dialog-title { margin: 0; }
    }
    """

    def on_mount(self) -> None:
        """Show the keys that work here in place of those that work below; Enter is one where it answers."""
        for kind, command in _ANSWERING.items():
            for widget in self.query(kind):
                commands.bind_one(widget, command)
        self.mount(KeyBar())
        self._fit(self.app.size.height)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the terminal."""
        self._fit(event.size.height)

    def _fit(self, lines: int) -> None:
        """Do without blank lines where there is no room for them, and share the room out."""
        self.set_class(lines < self.TALL, "-short")
        for selector, share in self.SHARES.items():
            for widget in self.query(selector):
                widget.styles.max_height = lines * share // 100

    def action_cancel(self) -> None:
        """Close without a result."""
        self.dismiss(None)
