"""The import assistant: a file is chosen, checked, imported, and reported on."""

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
from tui_clients.i18n import _
from tui_clients.services.importing import Options
from tui_clients.ui import words
from tui_clients.ui.commands import Group
from tui_clients.ui.screens import import_options
from tui_clients.ui.screens.base import CommandScreen
from tui_clients.ui.screens.choice_dialog import ChoiceDialog
from tui_clients.ui.screens.import_check import CheckStep
from tui_clients.ui.screens.import_file import PATTERNS, FileStep
from tui_clients.ui.screens.import_reading import Reading, read
from tui_clients.ui.screens.import_rejected import RejectedRows
from tui_clients.ui.screens.import_report import ReportStep
from tui_clients.ui.screens.import_run import carry_out, job
from tui_clients.ui.screens.replacing import may_write
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
    "save_rejected": ("report",),
    "take_back": ("report",),
}
"""The steps in which an action makes sense; any other does in all."""

Wish = tuple[Path, Options]


class ImportWizard(CommandScreen[bool]):
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
        self._path = path
        self._wish: Wish | None = None
        """What is being read."""
        self._rejected: RejectedRows | None = None
        self._is_changed = False
        self._import_id = 0
        self._has_rejected = False

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
        if self._path:
            self.query_one(FileStep).take(self._path)

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
        path = self._path if self.step != "file" else None
        bar.title = _("Import: {file}").format(file=path.name) if path else _("Import")
        bar.step = self.step

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the step allows."""
        if action == "save_rejected" and not self._has_rejected:
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

    def action_pane(self, name: str) -> None:
        """Go to a pane of the second step."""
        self.query_one(CheckStep).go_to(name)

    def action_neighbour(self, steps: int) -> None:
        """Go to the pane on the left or on the right."""
        self.query_one(CheckStep).step(steps)

    def action_problems(self) -> None:
        """Show only the rows with problems, or all of them."""
        self.query_one(CheckStep).toggle_problems()

    def action_leave_out(self) -> None:
        """Leave a column out."""
        self.query_one(CheckStep).leave_out()

    # -- reading ---------------------------------------------------------------------------------

    @on(FileStep.BrowseWanted)
    @work(exclusive=True, group="browse")
    async def action_browse(self) -> None:
        """Look for a file."""
        from tui_clients.ui.screens.file_dialog import FileDialog

        step = self.query_one(FileStep)
        path = await self.app.push_screen_wait(FileDialog(_("Import"), step.line.path or Path(), PATTERNS))
        if path:
            step.take(path)

    @work(exclusive=True, group="browse")
    async def action_encoding(self) -> None:
        """Read a file that was refused in another encoding."""
        choices = import_options.choices("encoding")
        code = await self.app.push_screen_wait(ChoiceDialog(_("Encoding"), choices, takes_new=True))
        if code and self._path:
            self._ask((self._path, Options(encoding=code)))

    @on(FileStep.Chosen)
    def begin(self, event: FileStep.Chosen) -> None:
        """Read the file that was chosen."""
        self._path = event.path
        self.query_one(FileStep).say(_("Reading…"))
        self._ask((event.path, Options()))

    @on(CheckStep.OptionsChanged)
    def change(self, event: CheckStep.OptionsChanged) -> None:
        """Read the file again, in another way."""
        if self._path:
            self.query_one(CheckStep).wait()
            self._ask((self._path, event.options))

    def _ask(self, wish: Wish) -> None:
        self._wish = wish
        self._read(wish)

    @work(thread=True, exclusive=True, group="read")
    def _read(self, wish: Wish) -> None:
        worker = get_current_worker()
        try:
            answer: Reading | UserError = read(wish[0], self.clients_app.settings, wish[1], self.stores.database)
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
            check.show(event.answer)
            self.step = "check"
            if is_new:
                check.go_to("columns" if event.answer.plan.mapping.missing else "preview")
        elif self.step == "file":
            self.query_one(FileStep).refuse(event.answer)
        else:
            check.complain(words.sentence(event.answer))

    # -- importing -------------------------------------------------------------------------------

    @work(exclusive=True, group="run")
    async def action_go(self) -> None:
        """Import the file as it was last shown, then report."""
        check = self.query_one(CheckStep)
        if self._wish is not None or not check.is_decided() or check.reading is None:
            return
        plan = check.reading.plan
        check.complain("")
        title = _("Importing {path}").format(path=visible(plan.path.name))
        if self._rejected:
            self._rejected.forget()
        self._rejected = RejectedRows()
        task = partial(
            job, backups=self.clients_app.backups(), user=self.clients_app.user, rejected=self._rejected.path
        )
        outcome = await carry_out(self.app, title, plan, task)
        if isinstance(outcome, Options):
            self._ask((plan.path, outcome))
            self.app.notify(_("Nothing was imported yet. Your answers are kept; F2 asks about the other duplicates."))
            return
        if isinstance(outcome, UserError):
            check.complain(words.sentence(outcome))
            return
        self._is_changed, self._import_id = bool(outcome.created or outcome.updated), outcome.import_id
        self._has_rejected = bool(outcome.rejected)
        report = self.query_one(ReportStep)
        report.show(outcome, plan)
        self.step = "report"
        self.call_after_refresh(report.focus_first)

    @work(exclusive=True, group="run")
    async def action_take_back(self) -> None:
        """Take the import back, if that is meant, and return to the list."""
        from tui_clients.storage.imports import Imports
        from tui_clients.ui.screens import revert_run

        run = await self.read(Imports(self.stores.database).get, self._import_id)
        if run is not None and await revert_run.take_back(self, run):
            self.dismiss(self._is_changed)

    @work(exclusive=True, group="save")
    async def action_save_rejected(self) -> None:
        """Write the rows that were rejected to a file of the user's choice."""
        from tui_clients.ui.screens.file_dialog import FileDialog

        source = self._path
        if source is None or self._rejected is None:
            return
        proposal = source.with_name(f"{source.stem}-{_('rejected')}.csv")
        dialog = FileDialog(_("Save the rejected rows as"), proposal, ("*.csv",), must_exist=False)
        path = await self.app.push_screen_wait(dialog)
        if path is None or not await may_write(self.app, path):
            return
        written = await self.read(self._rejected.save, path, source)
        if written is not None:
            sentence = _("The rejected rows are in {path}, with the reasons in the last columns.")
            self.app.notify(sentence.format(path=visible(str(path))), markup=False)
