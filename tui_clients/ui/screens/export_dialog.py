"""The dialog that writes clients to a file: which, in what format, and where."""

from collections.abc import Callable, Sequence
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
from tui_clients.formats import csv_
from tui_clients.formats.csv_ import Dialect
from tui_clients.formats.table import FORMATS, by_extension, by_name
from tui_clients.i18n import _, ngettext
from tui_clients.services import exporting
from tui_clients.services.progress import Listener
from tui_clients.ui import commands, show, words
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.screens.fields_dialog import FieldsDialog
from tui_clients.ui.screens.path_line import PathLine
from tui_clients.ui.screens.progress_dialog import ProgressDialog
from tui_clients.ui.screens.replacing import may_write
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.button_row import ButtonRow
from tui_clients.ui.widgets.option_row import OptionRow

_LABELS = {
    "csv": "CSV", "json": "JSON", "jsonl": "JSONL", "vcard": "vCard", "vcard3": "vCard 3", "xlsx": "Excel",
}  # fmt: skip

_DIALECTS = {"comma": Dialect(","), "excel": Dialect(";", has_mark=True), "tab": Dialect("\t")}


class ExportDialog(Dialog[Path]):
    """Returns the file that was written, or None.

    `query` is what the list shows, which `found` of `total` clients fit (None where they are not counted yet), in the
    columns that are `shown`.
    """

    TALL = 20
    DEFAULT_CSS = """
    ExportDialog {
        & > .dialog { width: 76; overflow-y: auto; scrollbar-size-vertical: 1; }
        & #export { background: $primary; color: $text; }
        & .row { height: 1; }
        & .row > .label { width: 13; color: $text-muted; }
        & .row:focus-within { text-style: none; }
        & .row:focus-within > .label { color: $text; text-style: bold; }
        & #hint { width: 1fr; height: auto; color: $text-muted; margin: 0 0 0 15; }
        & .of-tables.-off { display: none; }
        & #wrong { width: 1fr; height: auto; color: $text-error; margin: 0 0 0 15; display: none; }
        &.-wrong #wrong { display: block; }
        & ButtonRow { margin: 1 0 0 0; }
        &.-short ButtonRow { margin: 0; }
    }
    """

    def __init__(self, query: Query, found: int, total: int | None, marked: Marks, shown: Sequence[str]) -> None:
        super().__init__()
        self._fields = {"all": (), "shown": tuple(shown), "chosen": tuple(shown)}
        every = Query(sort=query.sort)
        self._queries = {"marked": marked.as_query(query.sort), "found": query, "all": every}
        self._counts: dict[str, int | None] = {
            "marked": len(marked),
            "found": found if query.is_filtered else 0,
            "all": total,
        }

    def compose(self) -> ComposeResult:
        """Lay out the questions."""
        scopes = [(name, label) for name, label in self._scopes() if self._counts[name] or name == "all"]
        fields = [("all", _("all")), ("shown", _("as in the list")), ("chosen", _("chosen ones"))]
        formats = [(each.name, _LABELS.get(each.name, each.name)) for each in FORMATS if each.is_written]
        with Vertical(classes="dialog"):
            yield Label(_("Export clients"), classes="dialog-title", markup=False)
            with Horizontal(classes="row"):
                yield Label(_("Which"), classes="label", markup=False)
                yield OptionRow(scopes, scopes[0][0], id="scope")
            with Horizontal(classes="row"):
                yield Label(_("Format"), classes="label", markup=False)
                yield OptionRow(formats, FORMATS[0].name, id="format")
            with Horizontal(classes="row of-tables"):
                yield Label(_("Cells"), classes="label", markup=False)
                kinds = [("exact", _("as they are")), ("safe", _("spreadsheet-safe"))]
                yield OptionRow(kinds, "exact", id="cells")
            with Horizontal(classes="row of-tables"):
                yield Label(_("Separator"), classes="label", markup=False)
                kinds = [("comma", _("comma")), ("excel", _("; for Excel")), ("tab", _("tab"))]
                yield OptionRow(kinds, "comma", id="separator")
            with Horizontal(classes="row"):
                yield Label(_("Fields"), classes="label", markup=False)
                yield OptionRow(fields, "all", id="fields")
            yield Label("", id="hint", markup=False)
            with Horizontal(classes="row"):
                yield Label(_("File"), classes="label", markup=False)
                yield PathLine(_proposal(FORMATS[0].extensions[0]))
            yield Label("", id="wrong")
            yield ButtonRow([("export", _("Export")), ("browse", _("Browse…")), ("cancel", _("Cancel"))])

    def _scopes(self) -> list[tuple[str, str]]:
        counts = {name: show.number(count or 0) for name, count in self._counts.items()}
        everybody = _("all") if self._counts["all"] is None else _("all {count}").format(count=counts["all"])
        return [
            ("marked", _("{count} marked").format(count=counts["marked"])),
            ("found", _("{count} found").format(count=counts["found"])),
            ("all", everybody),
        ]

    def on_mount(self) -> None:
        """Begin with the first question."""
        self._explain()
        commands.bind_one(self.query_one(PathLine), "choice.write")
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

    @property
    def _dialect(self) -> Dialect | None:
        chosen = self.query_one("#separator", OptionRow).chosen
        return _DIALECTS[chosen] if by_name(self._format).is_guardable else None

    # -- what is chosen --------------------------------------------------------------------------

    @on(OptionRow.Changed, "#fields")
    @work(exclusive=True)
    async def choose_fields(self) -> None:
        """Ask which fields, where they are to be chosen one by one."""
        row = self.query_one("#fields", OptionRow)
        if row.chosen == "chosen":
            fields = await self.app.push_screen_wait(FieldsDialog(self._fields["chosen"]))
            if fields:
                self._fields["chosen"] = fields
            else:
                row.choose("all")
        self._explain()

    @on(OptionRow.Changed, "#format")
    def follow_format(self) -> None:
        """Let the file's name end as the format's do."""
        path = Path(self.query_one(PathLine).text)
        extensions = by_name(self._format).extensions
        if path.name and by_extension(path) and path.suffix.lower() not in extensions:
            self._rename(extensions[0])
        self._explain()

    @on(OptionRow.Changed, "#separator")
    def follow_separator(self) -> None:
        """Let a file's name say whether its columns stand between tabs, where it says anything."""
        path = Path(self.query_one(PathLine).text)
        is_tabbed = csv_.dialect_of(path) == _DIALECTS["tab"]
        if self._dialect == _DIALECTS["tab"]:
            if path.suffix.lower() == ".csv":
                self._rename(".tsv")
        elif is_tabbed:
            self._rename(".csv")
        self._explain()

    def _rename(self, extension: str) -> None:
        line = self.query_one(PathLine)
        line.set_silently(str(Path(line.text).with_suffix(extension)))

    @on(Input.Changed)
    def follow_name(self) -> None:
        """Let the format be what the file's name says."""
        self._complain("")
        path = Path(self.query_one(PathLine).text)
        named = by_extension(path)
        if named and named.is_written and path.suffix.lower() not in by_name(self._format).extensions:
            self.query_one("#format", OptionRow).choose(named.name)
        self._follow_tabs()

    def _follow_tabs(self) -> None:
        """Let the columns stand between tabs where the file's name says so."""
        row = self.query_one("#separator", OptionRow)
        path = Path(self.query_one(PathLine).text)
        if csv_.dialect_of(path) == _DIALECTS["tab"]:
            row.choose("tab")
        elif row.chosen == "tab" and path.suffix.lower() == ".csv":
            row.choose("comma")

    @on(OptionRow.Changed, "#cells")
    def _explain(self) -> None:
        """Say what the choice of cells means."""
        chosen = by_name(self._format)
        for row in self.query(".of-tables"):
            row.set_class(not chosen.is_guardable, "-off")
        fields = self._wanted_fields
        if fields:
            hint = _("Fields: {names}").format(names=", ".join(map(words.label, fields)))
        elif chosen.leaves_out:
            hint = _("Text is never a formula, dates are in UTC; pictures are left out, since they seldom fit.")
        elif chosen.is_whole:
            hint = _("JSON holds everything: projects, invoices with payments, contacts, notes and documents too.")
        elif self._is_safe:
            hint = _("An apostrophe keeps a spreadsheet from running a cell as a formula; our import removes it.")
        else:
            hint = _("Imported again, the file gives the same clients.")
        self.query_one("#hint", Label).update(hint)

    def _complain(self, sentence: str) -> None:
        self.set_class(bool(sentence), "-wrong")
        self.query_one("#wrong", Label).update(safe(sentence))

    @property
    def _wanted_fields(self) -> Sequence[str]:
        """The names of the fields to write, none for all."""
        return self._fields[self.query_one("#fields", OptionRow).chosen]

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
        if path is None or self._counts[self._scope] == 0:
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
        fields, dialect = self._wanted_fields, self._dialect

        def export(progress: Listener, is_canceled: Callable[[], bool]) -> int:
            return exporting.run(
                database,
                query,
                path,
                format_name,
                fields=fields,
                is_spreadsheet_safe=is_safe,
                dialect=dialect,
                progress=progress,
                is_canceled=is_canceled,
            )

        return export


def _proposal(extension: str) -> str:
    today = date.today()  # noqa: DTZ011 - the user's own day is meant
    return f"~/{_('clients')}-{today.isoformat()}{extension}"
