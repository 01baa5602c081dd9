"""The dialog that writes clients to a file: which, in what format, and where."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label

from tui_clients.domain.marks import Marks
from tui_clients.domain.query import Query
from tui_clients.domain.text import visible
from tui_clients.errors import UserError
from tui_clients.formats.table import FORMATS, by_extension, by_name
from tui_clients.i18n import _, ngettext
from tui_clients.services import exporting
from tui_clients.services.progress import Listener
from tui_clients.ui import show, words
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.screens.path_line import PathLine
from tui_clients.ui.screens.progress_dialog import ProgressDialog
from tui_clients.ui.screens.replacing import may_write
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.button_row import ButtonRow
from tui_clients.ui.widgets.option_row import OptionRow

_LABELS = {
    "csv": "CSV", "json": "JSON", "jsonl": "JSON Lines", "vcard": "vCard", "vcard3": "vCard 3.0", "xlsx": "Excel",
}  # fmt: skip


class ExportDialog(Dialog[Path]):
    """Returns the file that was written, or None.

    `query` is what the list shows, which `found` of `total` clients fit.
    """

    DEFAULT_CSS = """
    ExportDialog {
        & > .dialog { width: 76; overflow-y: auto; scrollbar-size-vertical: 1; }
        & #export { background: $primary; color: $text; }
        & .row { height: 1; }
        & .row > .label { width: 12; color: $text-muted; }
        & .row:focus-within { text-style: none; }
        & .row:focus-within > .label { color: $text; text-style: bold; }
        & #hint { width: 1fr; height: auto; color: $text-muted; margin: 0 0 0 14; }
        & #safety.-off { display: none; }
        & #wrong { width: 1fr; height: auto; color: $text-error; margin: 0 0 0 14; display: none; }
        &.-wrong #wrong { display: block; }
        & ButtonRow { margin: 1 0 0 0; }
    }
    """

    def __init__(self, query: Query, found: int, total: int, marked: Marks) -> None:
        super().__init__()
        every = Query(sort=query.sort)
        self._queries = {"marked": marked.as_query(query.sort), "found": query, "all": every}
        self._counts = {"marked": len(marked), "found": found if query.is_filtered else 0, "all": total}

    def compose(self) -> ComposeResult:
        """Lay out the questions."""
        scopes = [(name, label) for name, label in self._scopes() if self._counts[name] or name == "all"]
        formats = [(each.name, _LABELS.get(each.name, each.name)) for each in FORMATS if each.is_written]
        with Vertical(classes="dialog"):
            yield Label(_("Export clients"), classes="dialog-title", markup=False)
            with Horizontal(classes="row"):
                yield Label(_("Which"), classes="label", markup=False)
                yield OptionRow(scopes, scopes[0][0], id="scope")
            with Horizontal(classes="row"):
                yield Label(_("Format"), classes="label", markup=False)
                yield OptionRow(formats, FORMATS[0].name, id="format")
            with Horizontal(classes="row", id="safety"):
                yield Label(_("Cells"), classes="label", markup=False)
                kinds = [("exact", _("as they are")), ("safe", _("spreadsheet-safe"))]
                yield OptionRow(kinds, "exact", id="cells")
            yield Label("", id="hint", markup=False)
            with Horizontal(classes="row"):
                yield Label(_("File"), classes="label", markup=False)
                yield PathLine(_proposal(FORMATS[0].extensions[0]))
            yield Label("", id="wrong")
            yield ButtonRow([("export", _("Export")), ("browse", _("Browse…")), ("cancel", _("Cancel"))])

    def _scopes(self) -> list[tuple[str, str]]:
        counts = {name: show.number(count) for name, count in self._counts.items()}
        return [
            ("marked", _("{count} marked").format(count=counts["marked"])),
            ("found", _("{count} found").format(count=counts["found"])),
            ("all", _("all {count}").format(count=counts["all"])),
        ]

    def on_mount(self) -> None:
        """Begin with the first question."""
        self._explain()
        self.query_one("#scope").focus()

    @property
    def _scope(self) -> str:
        return self.query_one("#scope", OptionRow).chosen

    @property
    def _format(self) -> str:
        return self.query_one("#format", OptionRow).chosen

    @property
    def _is_safe(self) -> bool:
        return self.query_one("#cells", OptionRow).chosen == "safe" and by_name(self._format).is_guardable

    # -- what is chosen --------------------------------------------------------------------------

    @on(OptionRow.Changed, "#format")
    def follow_format(self) -> None:
        """Let the file's name end as the format's do."""
        line = self.query_one(PathLine)
        path = Path(line.text)
        extensions = by_name(self._format).extensions
        if path.name and by_extension(path) and path.suffix.lower() not in extensions:
            line.set_silently(str(path.with_suffix(extensions[0])))
        self._explain()

    @on(Input.Changed)
    def follow_name(self) -> None:
        """Let the format be what the file's name says."""
        self._complain("")
        path = Path(self.query_one(PathLine).text)
        named = by_extension(path)
        if named and named.is_written and path.suffix.lower() not in by_name(self._format).extensions:
            self.query_one("#format", OptionRow).choose(named.name)

    @on(OptionRow.Changed, "#cells")
    def _explain(self) -> None:
        """Say what the choice of cells means."""
        chosen = by_name(self._format)
        self.query_one("#safety").set_class(not chosen.is_guardable, "-off")
        if chosen.leaves_out:
            hint = _("Text is never a formula, dates are in UTC; pictures are left out, since they seldom fit.")
        elif chosen.is_whole:
            hint = _("JSON holds everything: projects, invoices with payments, contacts and notes too.")
        elif self._is_safe:
            hint = _("An apostrophe keeps a spreadsheet from running a cell as a formula; our import removes it.")
        else:
            hint = _("Imported again, the file gives the same clients.")
        self.query_one("#hint", Label).update(hint)

    def _complain(self, sentence: str) -> None:
        self.set_class(bool(sentence), "-wrong")
        self.query_one("#wrong", Label).update(safe(sentence))

    # -- what is done ----------------------------------------------------------------------------

    @on(ButtonRow.Chosen)
    def press(self, event: ButtonRow.Chosen) -> None:
        """Do what the button says."""
        action: dict[str, Callable[[], object]] = {"export": self.export, "browse": self.browse}
        action.get(event.id, self.action_cancel)()

    @work(exclusive=True)
    async def browse(self) -> None:
        """Choose the file in its folder."""
        from tui_clients.ui.screens.file_dialog import FileDialog

        line = self.query_one(PathLine)
        start = line.path or Path()
        path = await self.app.push_screen_wait(FileDialog(_("Export to"), start, must_exist=False))
        if path:
            line.text = str(path)
        line.focus()

    @on(Input.Submitted)
    @work(exclusive=True)
    async def export(self) -> None:
        """Write the file; where that fails, say why in place."""
        path = self.query_one(PathLine).path
        if path is None or not self._counts[self._scope]:
            self._complain(_("There are no clients yet.") if path else _("Please type the name of a file."))
            self.query_one(PathLine).focus()
            return
        named = by_extension(path)
        if named and not named.is_written:
            self._complain(_("Files of this kind are only read. Choose another name."))
            self.query_one(PathLine).focus()
            return
        if not await may_write(self.app, path):
            return
        title = _("Exporting to {path}").format(path=visible(path.name))
        outcome = await self.app.push_screen_wait(ProgressDialog(title, self._job(path)))
        if isinstance(outcome, UserError):
            self._complain(words.sentence(outcome))
            self.query_one(PathLine).focus()
            return
        sentence = ngettext("{count} client is in {path}.", "{count} clients are in {path}.", outcome)
        self.app.notify(sentence.format(count=show.number(outcome), path=visible(str(path))), markup=False)
        self.dismiss(path)

    def _job(self, path: Path) -> Callable[[Listener, Callable[[], bool]], int]:
        query = self._queries[self._scope]
        format_name, is_safe, database = self._format, self._is_safe, self.stores.database

        def export(progress: Listener, is_canceled: Callable[[], bool]) -> int:
            return exporting.run(
                database,
                query,
                path,
                format_name,
                is_spreadsheet_safe=is_safe,
                progress=progress,
                is_canceled=is_canceled,
            )

        return export


def _proposal(extension: str) -> str:
    today = date.today()  # noqa: DTZ011 - the user's own day is meant
    return f"~/{_('clients')}-{today.isoformat()}{extension}"
