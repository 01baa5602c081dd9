"""What the sections of a profile share: read in a thread, shown on the event loop, or empty with a sentence."""

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from tui_clients.domain.client import Client
from tui_clients.i18n import _
from tui_clients.ui.stores import Stores
from tui_clients.ui.widgets.ground import Ground

Data = TypeVar("Data")


class Section(Ground, Generic[Data]):
    """One section; `NAME` identifies it, `LABEL` stands on its tab, `EMPTY` in place of nothing.

    Its widgets are attributes rather than looked up: an answer that comes while the screen is being closed, and
    finds them gone from it, does no harm.
    """

    NAME: ClassVar[str]
    LABEL: ClassVar[str]
    EMPTY: ClassVar[str] = ""
    DEFAULT_CSS = """
    Section {
        height: 1fr;
        & > .empty { display: none; height: 1fr; content-align: center middle; color: $text-muted; }
        &.-empty > * { display: none; }
        &.-empty > .empty { display: block; }
    }
    """

    main: Widget
    """The widget that takes the keys."""

    def __init__(self) -> None:
        super().__init__()
        self.owner_id = 0
        self.was_seen = False
        """Whether the user has seen what is there of the client: else there is no place in it to be kept."""
        self._shown: Data | None = None

    def compose(self) -> ComposeResult:
        """Lay out the parts, and the sentence that stands in for them."""
        yield from self.parts()
        if self.EMPTY:
            yield Static(_(self.EMPTY), classes="empty", markup=False)

    def present(self, data: Data, owner_id: int) -> None:
        """Show what was read of a client, or of what else the section is about, unless it stands there already."""
        if owner_id != self.owner_id:
            self.owner_id = owner_id
            self._shown = None
            self.was_seen = False
        if data != self._shown:
            if not self.was_seen:
                self.change_owner()
            self._shown = data
            self.set_class(self.count(data) == 0, "-empty")
            self.show(data)
        self.was_seen = self.was_seen or self.display

    def on_unmount(self) -> None:
        """Let go of what was shown: a screen that was closed is cleared away later, and it may be megabytes."""
        self.let_go()

    def let_go(self) -> None:
        """Hold nothing of what was shown."""
        self._shown = None

    def forget(self) -> None:
        """Be as if nothing had been shown, for whatever comes next."""
        self.let_go()
        self.owner_id = 0
        self.was_seen = False
        self.change_owner()
        self.scroll_to(0, 0, animate=False, immediate=True)

    def change_owner(self) -> None:
        """Begin at the top: what was done with the client before is settled."""

    # -- what each section is ---------------------------------------------------------------------

    @staticmethod
    def read(stores: Stores, client: Client) -> Data:
        """Return what the section shows of a client; called in a thread."""
        raise NotImplementedError

    @staticmethod
    def count(data: Data) -> int | None:
        """Return the number for the tab, None for a section that is not counted."""
        raise NotImplementedError

    def parts(self) -> ComposeResult:
        """Yield the widgets of the section."""
        raise NotImplementedError

    def show(self, data: Data) -> None:
        """Give the widgets what they show."""
        raise NotImplementedError
