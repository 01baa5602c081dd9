"""The import assistant: a file is chosen, checked, imported, and reported on."""

import asyncio
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import ContentSwitcher
from textual.worker import get_current_worker

from tui_clients.domain.text import visible
from tui_clients.errors import N_, UserError
from tui_clients.i18n import _, ngettext
from tui_clients.services.importing import Options
from tui_clients.services.importing.sources import files_of
from tui_clients.ui import show, words
from tui_clients.ui.commands import Group
from tui_clients.ui.screens import import_choosing, import_saving
from tui_clients.ui.screens.import_check import CheckStep
from tui_clients.ui.screens.import_check_keys import CheckKeys
from tui_clients.ui.screens.import_file import FileStep
from tui_clients.ui.screens.import_files import Files
from tui_clients.ui.screens.import_reading import Reading, read
from tui_clients.ui.screens.import_rejected import RejectedRows
from tui_clients.ui.screens.import_report import ReportStep
from tui_clients.ui.screens.import_run import Done, Imported, Stopped, Unsettled, carry_out, job, remember
from tui_clients.ui.widgets.key_bar import KeyBar
from tui_clients.ui.widgets.step_bar import StepBar
from tui_clients.ui.widgets.virtual_table import VirtualTable

_STEPS = {"file": N_("File"), "check": N_("Check"), "report": N_("Report")}
_ACTIONS = {
    "browse": ("file",),
    "go": ("check",),
    "pane": ("check",),
    "neighbour": ("check",),
    "problems": ("check",),
    "leave_out": ("check",),
    "fix": ("check",),
    "file": ("check",),
    "save_mapping": ("check",),
    "save_rejected": ("report",),
    "take_back": ("report",),
}
"""The steps in which an action makes sense; any other does in all."""

Wish = tuple[Path, Options | None]
"""A file and how it is to be read; None for what was decided of it before."""


class ImportWizard(CheckKeys):
    """Returns whether anything was imported; `path` is the file to begin with."""

    GROUPS = (Group.IMPORT,)
    AUTO_FOCUS = "PathLine"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - declared so by Textual
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "neighbour(-1)", show=False),
        Binding("right", "neighbour(1)", show=False),
    ]
    DEFAULT_CSS = "ImportWizard > ContentSwitcher { height: 1fr; }"

    step: reactive[str] = reactive("file", init=False)

    class Read(Message):
        """A file was read as it was wished for, or could not be."""

        def __init__(self, wish: Wish, answer: Reading | UserError) -> None:
            super().__init__()
            self.wish = wish
            self.answer = answer

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self._given = path
        self._files = Files()
        self._direction = 1  # to the next or to the previous file, as the user went last
        self._wish: Wish | None = None
        """What is being read."""
        self._rejected: RejectedRows | None = None
        self._is_changed = False
        self._has_rejected = False
        self._imported: Imported = []

    def compose(self) -> ComposeResult:
        """Lay out where one is, the steps, and the keys."""
        yield StepBar([(name, _(label)) for name, label in _STEPS.items()])
        with ContentSwitcher(initial="file"):
            yield FileStep()
            yield CheckStep()
            yield ReportStep()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the file that was given, if one was."""
        self._show_place()
        if self._given:
            self.query_one(FileStep).take(self._given)

    def on_unmount(self) -> None:
        """Leave no rejected rows behind that nobody wanted."""
        if self._rejected:
            self._rejected.forget()

    # -- the steps -------------------------------------------------------------------------------

    def watch_step(self, step: str) -> None:
        """Go to another step."""
        self.query_one(ContentSwitcher).current = step
        self._show_place()
        self.refresh_bindings()

    def _show_place(self) -> None:
        """Say where one is."""
        bar = self.query_one(StepBar)
        bar.title = self._files.title if self.step != "file" else _("Import")
        bar.step = self.step

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the step allows."""
        if (action == "save_rejected" and not self._has_rejected) or (action == "file" and not self._files.are_several):
            return False
        if action == "take_back" and not self._is_changed:
            return False
        return self.step in _ACTIONS.get(action, _STEPS)

    def action_back(self) -> None:
        """Go back to the file, or leave."""
        if self.step == "check":
            self._wish = None
            self.step = "file"
            self.query_one(FileStep).say("")
            self.query_one(FileStep).line.focus()
        else:
            self.dismiss(self._is_changed)

    @on(VirtualTable.Opened)
    def leave(self) -> None:
        """Go back to the list from the report; the tables of the second step keep their rows' opening to themselves."""
        self.dismiss(self._is_changed)

    def action_file(self, steps: int) -> None:
        """Go to another of several files."""
        self._direction = steps
        self._files.step(steps)
        self._turn()

    def _turn(self) -> None:
        """Show the file that is in front."""
        self._show_place()
        self.query_one(CheckStep).wait()
        self._ask()

    # -- reading ---------------------------------------------------------------------------------

    @on(FileStep.BrowseWanted)
    @work(exclusive=True, group="browse")
    async def action_browse(self) -> None:
        """Look for files."""
        step = self.query_one(FileStep)
        step.take(*await import_choosing.files(self.app, step.line.path or Path()))

    @work(exclusive=True, group="browse")
    async def action_encoding(self) -> None:
        """Read a file that was refused in another encoding."""
        encoding = await import_choosing.encoding(self.app)
        if encoding:
            self._ask(Options(encoding=encoding))

    @on(FileStep.Chosen)
    @work(exclusive=True, group="read")
    async def begin(self, event: FileStep.Chosen) -> None:
        """Read the files that were chosen, the first one of them now."""
        step = self.query_one(FileStep)
        step.say(_("Reading…"))
        self._direction = 1
        try:
            self._files = Files(await asyncio.to_thread(files_of, event.paths))
        except UserError as error:
            step.refuse(error)
        else:
            self._ask()

    @on(CheckStep.OptionsChanged)
    def change(self, event: CheckStep.OptionsChanged) -> None:
        """Read the file again, in another way."""
        self.query_one(CheckStep).wait()
        self._ask(event.options)

    def _ask(self, options: Options | None = None) -> None:
        """Read the file in front as the options say, or as was decided of it before."""
        if self._files.path:
            self._wish = (self._files.path, options)
            self._read(self._wish, self._files)

    @work(thread=True, exclusive=True, group="read")
    def _read(self, wish: Wish, files: Files) -> None:
        worker = get_current_worker()
        settings, memory = self.clients_app.settings, self.clients_app.mappings
        try:
            options = wish[1] or files.options(wish[0], settings, memory)
            answer: Reading | UserError = read(wish[0], settings, options, self.stores.database, memory)
        except UserError as error:
            answer = error
        if not worker.is_cancelled:
            self.post_message(self.Read(wish, answer))

    @on(Read)
    def show_reading(self, event: Read) -> None:
        """Show what was read; what was wished for before is late and dropped."""
        if event.wish is not self._wish:
            return
        self._wish = None
        check = self.query_one(CheckStep)
        if isinstance(event.answer, Reading):
            is_new = self.step == "file"
            if event.wish[1]:
                self._files.decide(event.answer.plan)
            check.show(event.answer)
            self.step = "check"
            if is_new:
                check.go_to("columns" if event.answer.plan.mapping.missing else "preview")
        elif self._may_step_over(event.wish[0]):
            self.tell(event.answer)
            self._files.step(self._direction)
            self._turn()
        elif self.step == "file":
            self.query_one(FileStep).refuse(event.answer)
        else:
            check.complain(words.sentence(event.answer))

    def _may_step_over(self, path: Path) -> bool:
        """Whether there is another of several files to show in the place of one that cannot be read."""
        if self.step == "file":
            return path != self._files.paths[-1]
        shown = self.query_one(CheckStep).reading
        return shown is not None and shown.plan.path != path

    # -- importing -------------------------------------------------------------------------------

    @work(exclusive=True, group="run")
    async def action_go(self) -> None:
        """Import the files as they were decided, then report; what is open in one of them is to be decided first."""
        check = self.query_one(CheckStep)
        if self._wish is not None or not (self._files.are_several or check.is_decided()) or check.reading is None:
            return
        check.complain("")
        count = len(self._files.paths)
        title = ngettext("Importing {path}", "Importing {count} files", count)
        title = title.format(path=visible(check.reading.plan.path.name), count=show.number(count))
        app = self.clients_app
        task = partial(job, self._files, app.backups(), app.settings, app.mappings, self._new_rejected())
        check.pause()
        outcome = await carry_out(self.app, title, self._files, task)
        check.resume()
        if isinstance(outcome, Done):
            await self._report(outcome)
        elif isinstance(outcome, Stopped | Unsettled):
            self._files.go_to(outcome.plan.path if isinstance(outcome, Stopped) else outcome.path)
            self._turn()
            kept = _("Nothing was imported yet. Your answers are kept; F2 asks about the other duplicates.")
            self.app.notify(kept if isinstance(outcome, Stopped) else words.sentence(outcome), markup=False)
        else:
            check.complain(words.sentence(outcome))

    def _new_rejected(self) -> RejectedRows:
        if self._rejected:
            self._rejected.forget()
        self._rejected = RejectedRows()
        return self._rejected

    async def _report(self, done: Done) -> None:
        """Show what became of the files, and remember what was decided of them."""
        self._imported = imported = done.imported
        self._is_changed = any(report.has_changes for _plan, report in imported)
        self._has_rejected = any(report.rejected for _plan, report in imported)
        self.query_one(CheckStep).finish()
        step = self.query_one(ReportStep)
        step.show(imported, done.refused)
        self.step = "report"
        self.call_after_refresh(step.focus_first)
        await self.read(remember, self.clients_app.mappings, [plan for plan, _report in imported])

    @work(exclusive=True, group="run")
    async def action_take_back(self) -> None:
        """Take the import back, if that is meant, and return to the list."""
        if await import_saving.take_back(self, self._imported):
            self.dismiss(self._is_changed)

    @work(exclusive=True, group="save")
    async def action_save_rejected(self) -> None:
        """Write the rows that were rejected to files of the user's choice."""
        if self._rejected:
            await import_saving.save_rejected(self, self._imported, self._rejected)
