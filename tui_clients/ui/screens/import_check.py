"""The second step of the import assistant: what was found out, where the columns go, what will be stored."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from tui_clients.i18n import _, ngettext
from tui_clients.services.importing import Options
from tui_clients.ui import show
from tui_clients.ui.screens import import_options
from tui_clients.ui.screens.import_columns import ColumnsPane
from tui_clients.ui.screens.import_preview import PreviewPane
from tui_clients.ui.screens.import_reading import Reading
from tui_clients.ui.screens.import_settings import SettingsPane
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.tab_bar import TabBar, TabLabel
from tui_clients.ui.widgets.tool_button import ToolButton

PANES = ("preview", "columns", "settings")
_FACTS = ("target", "format", "sheet", "encoding", "delimiter")


class CheckStep(Vertical):
    """Three panes: all in sight where there is room, else behind tabs."""

    SCOPED_CSS = False  # the screen's classes for wide terminals stand in the step's own style
    DEFAULT_CSS = """
    CheckStep {
        & #facts { height: 1; padding: 0 2; color: $text-muted; }
        & #panes { height: 1fr; }
        & PreviewPane { height: 3fr; }
        & #sides { height: 2fr; min-height: 11; }
        & ColumnsPane { width: 1fr; }
        & SettingsPane { width: 56; margin: 0 0 0 1; }
        & .heading { height: 1; padding: 0 2; color: $accent; text-style: bold; }
        & .pane:focus-within { text-style: none; }
        & .pane:focus-within > .heading { background: $primary 25%; }
        & #counts { height: auto; padding: 0 2; }
        & #wrong { height: auto; padding: 0 2; color: $text-error; display: none; }
        &.-wrong #wrong { display: block; }
        & #bar { height: 1; padding: 0 2; margin: 1 0 0 0; }
    }
    .-wide.-tall CheckStep TabBar { display: none; }
    .-narrow CheckStep, .-short CheckStep {
        & .heading { display: none; }
        & PreviewPane, & #sides { height: 1fr; }
        & SettingsPane { width: 1fr; margin: 0; }
        & #bar { margin: 0; }
        &.-preview #sides, &.-columns PreviewPane, &.-settings PreviewPane { display: none; }
        &.-columns SettingsPane, &.-settings ColumnsPane { display: none; }
    }
    """

    pane: reactive[str] = reactive(PANES[0], init=False)
    """The pane in front."""

    class OptionsChanged(Message):
        """The user decided something about the import."""

        def __init__(self, options: Options) -> None:
            super().__init__()
            self.options = options

    def __init__(self) -> None:
        super().__init__(id="check", classes="-preview")
        self.reading: Reading | None = None

    def compose(self) -> ComposeResult:
        """Lay out the panes, what will come of it, and the way on."""
        yield Static(id="facts", markup=False)
        yield TabBar()
        with Vertical(id="panes"):
            yield PreviewPane()
            with Horizontal(id="sides"):
                yield ColumnsPane()
                yield SettingsPane()
        yield Static(id="counts", markup=False)
        yield Static(id="wrong", markup=False)
        with Horizontal(id="bar"):
            yield ToolButton(_("Import"), "screen.go", id="go", is_primary=True)
            yield ToolButton(_("Another file"), "screen.back")

    @property
    def _panes(self) -> dict[str, PreviewPane | ColumnsPane | SettingsPane]:
        return {
            "preview": self.query_one(PreviewPane),
            "columns": self.query_one(ColumnsPane),
            "settings": self.query_one(SettingsPane),
        }

    # -- what it shows ---------------------------------------------------------------------------

    def show(self, reading: Reading) -> None:
        """Show what was read of a file."""
        self.reading = reading
        for pane in self._panes.values():
            pane.show(reading)
        self.query_one("#facts", Static).update(safe(_facts(reading)))
        self._show_tabs(reading)
        self.show_counts()
        self.complain("")

    @on(PreviewPane.Counted)
    def show_counts(self) -> None:
        """Say what becomes of the rows, as far as that is known."""
        self.query_one("#counts", Static).update(safe(self.query_one(PreviewPane).counts))

    def _show_tabs(self, reading: Reading) -> None:
        left_out = len(reading.plan.unmapped)
        out = ngettext("{count} left out", "{count} left out", left_out).format(count=show.number(left_out))
        is_open = any(setting.is_open for setting in import_options.settings(reading.plan))
        bar = self.query_one(TabBar)
        bar.tabs = (
            TabLabel("preview", self.query_one(PreviewPane).title),
            TabLabel("columns", f"{_('Columns')} ({out})" if left_out else _("Columns")),
            TabLabel("settings", f"{_('Settings')} !" if is_open else _("Settings")),
        )
        bar.active = self.pane

    def wait(self) -> None:
        """Say that the file is being read again."""
        self.query_one("#counts", Static).update(_("Reading…"))

    def complain(self, sentence: str) -> None:
        """Say what went wrong, or nothing for ""."""
        self.set_class(bool(sentence), "-wrong")
        self.query_one("#wrong", Static).update(safe(sentence))
        if sentence and self.reading:
            self.show_counts()

    def toggle_problems(self) -> None:
        """Show only rows with problems, or all again."""
        if self.reading:
            self.query_one(PreviewPane).toggle_problems()
            self._show_tabs(self.reading)

    def pause(self) -> None:
        """Read no further rows while the import runs."""
        self.query_one(PreviewPane).pause()

    def resume(self) -> None:
        """Read on."""
        self.query_one(PreviewPane).resume()

    def finish(self) -> None:
        """Let the rows go: they were imported."""
        self.query_one(PreviewPane).drop_scan()

    def fix(self) -> None:
        """Correct a cell of the row under the cursor."""
        self.query_one(PreviewPane).fix()

    def leave_out(self) -> None:
        """Leave out the column under the cursor, or what all rows have."""
        self.query_one(ColumnsPane).leave_out()

    # -- moving ----------------------------------------------------------------------------------

    def watch_pane(self, old: str, new: str) -> None:
        """Bring another pane to the front."""
        self.remove_class(f"-{old}")
        self.add_class(f"-{new}")
        self.query_one(TabBar).active = new
        self.call_after_refresh(self.focus_pane)

    def focus_pane(self) -> None:
        """Give the focus to the pane in front."""
        self._panes[self.pane].table.focus()

    def go_to(self, name: str) -> None:
        """Bring a pane to the front and give it the focus."""
        if name == self.pane:
            self.focus_pane()
        self.pane = name

    def step(self, steps: int) -> None:
        """Go to the pane before or after the one that has the focus."""
        self.go_to(PANES[(PANES.index(self.pane) + steps) % len(PANES)])

    @on(TabBar.Chosen)
    def follow_tab(self, event: TabBar.Chosen) -> None:
        """Go to the pane of a clicked tab."""
        self.go_to(event.name)

    def on_descendant_focus(self) -> None:
        """Remember which pane has the focus, where all are in sight."""
        name = next((name for name, pane in self._panes.items() if pane.table.has_focus), None)
        if name:
            self.pane = name

    def is_decided(self) -> bool:
        """Whether the import can run; if not, say what is to be decided and go there."""
        reading = self.reading
        if reading is None:
            return False
        if reading.plan.open_dates:
            self.complain(_("Please choose first how the dates are meant."))
            self.query_one(SettingsPane).go_to("dates")
            self.go_to("settings")
        elif reading.plan.mapping.missing:
            self.go_to("columns")
        return reading.is_ready

    # -- what is decided -------------------------------------------------------------------------

    @on(SettingsPane.Changed)
    def change(self, event: SettingsPane.Changed) -> None:
        """Pass a setting on."""
        self.post_message(self.OptionsChanged(event.options))

    @on(PreviewPane.Fixed)
    def correct(self, event: PreviewPane.Fixed) -> None:
        """Pass a corrected cell on."""
        self.post_message(self.OptionsChanged(event.options))

    @on(ColumnsPane.DefaultSet)
    def set_default(self, event: ColumnsPane.DefaultSet) -> None:
        """Pass on what all rows have."""
        if self.reading:
            options = import_options.with_default(self.reading.plan.options, event.field, event.text)
            self.post_message(self.OptionsChanged(options))

    @on(ColumnsPane.Mapped)
    def map_column(self, event: ColumnsPane.Mapped) -> None:
        """Pass a column's field on."""
        if self.reading:
            options = import_options.mapped(self.reading.plan.options, event.column, event.field)
            self.post_message(self.OptionsChanged(options))


def _facts(reading: Reading) -> str:
    """Return what was found out, in a line: "invoices · CSV table · UTF-8 · comma"."""
    found = import_options.settings(reading.plan)
    return " · ".join(setting.value for setting in found if setting.name in _FACTS)
