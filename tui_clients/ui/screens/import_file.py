"""The first step of the import assistant: the file."""

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from tui_clients.errors import UserError
from tui_clients.i18n import _
from tui_clients.services.importing.sources import PATTERNS
from tui_clients.ui import words
from tui_clients.ui.screens.path_line import PathLine
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.tool_button import ToolButton


class FileStep(Vertical):
    """The path of the file, and why it cannot be used."""

    DEFAULT_CSS = """
    FileStep {
        padding: 1 2;
        & > .heading { height: 1; margin: 0 0 1 0; }
        & > #path { height: 1; margin: 0 0 1 0; }
        & > #path > ToolButton { margin: 0 0 0 1; }
        & > #about { height: auto; max-width: 90; color: $text-muted; }
        & > #wrong-file { height: auto; max-width: 90; margin: 0 0 1 0; color: $text-error; display: none; }
        &.-wrong > #wrong-file { display: block; }
        & > #encoding { display: none; margin: 0 0 1 0; }
        &.-undecoded > #encoding { display: block; }
    }
    """

    class Chosen(Message):
        """The user chose files, or a folder of them."""

        def __init__(self, *paths: Path) -> None:
            super().__init__()
            self.paths = paths

    class BrowseWanted(Message):
        """The user wants to look for a file."""

    def __init__(self) -> None:
        super().__init__(id="file")

    def compose(self) -> ComposeResult:
        """Lay out the path, what is wrong with it, and what can be read."""
        yield Static(_("Which file?"), classes="heading", markup=False)
        with Horizontal(id="path"):
            yield PathLine(placeholder=_("Path of a file or folder; Tab completes it"), patterns=PATTERNS)
            yield ToolButton(_("Browse…"), "screen.browse")
        yield Static(id="wrong-file", markup=False)
        yield ToolButton(_("Read it in another encoding…"), "screen.encoding", id="encoding")
        yield Static(_about(), id="about", markup=False)

    @property
    def line(self) -> PathLine:
        """The path as it is typed."""
        return self.query_one(PathLine)

    def take(self, *paths: Path) -> None:
        """Take files that were chosen elsewhere, if any were."""
        if not paths:
            return
        self.line.set_silently(str(paths[0] if len(paths) == 1 else paths[0].parent))
        self.line.action_end()
        self.say("")
        self.post_message(self.Chosen(*paths))

    def refuse(self, error: UserError) -> None:
        """Say why the file cannot be used; where it could be for its encoding, offer another one."""
        self._show(words.sentence(error), is_wrong=True)
        self.set_class("encoding" in error.values, "-undecoded")
        self.line.focus()

    def say(self, sentence: str) -> None:
        """Say what is going on."""
        self._show(sentence, is_wrong=False)

    def _show(self, sentence: str, is_wrong: bool) -> None:
        self.set_class(is_wrong, "-wrong")
        self.remove_class("-undecoded")
        self.query_one("#wrong-file", Static).update(safe(sentence if is_wrong else ""))
        self.query_one("#about", Static).update(safe(sentence) if sentence and not is_wrong else _about())

    @on(Input.Changed)
    def forget(self) -> None:
        """Drop what was said of another path."""
        self.say("")

    @on(Input.Submitted)
    def submit(self) -> None:
        """Go on with the path, or look for one where none is typed."""
        path = self.line.path
        if path is None:
            self.post_message(self.BrowseWanted())
        else:
            self.post_message(self.Chosen(path))


def _about() -> str:
    return _(
        "CSV tables with commas, semicolons or tabs, JSON and JSON Lines, in any usual encoding, vCards and "
        "spreadsheets (XLSX, ODS, XLS) can be read: clients, and their projects, invoices, contact persons and notes. "
        "Of a folder every such file is read.\n\n"
        "What the file holds is found out. You see what will become of each row, and can change that, before anything "
        "is written."
    )
