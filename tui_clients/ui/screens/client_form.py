"""The form that adds or edits a client.

It is built from the table of fields and knows no kind of field: the editors do. What the form describes, and whether
it may be saved, says `ui.draft`.
"""

import asyncio
from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.widgets import Label, Static

from tui_clients.domain import names, phone
from tui_clients.domain.client import Client
from tui_clients.domain.fields import Section, editable
from tui_clients.domain.record import to_record
from tui_clients.domain.text import one_line
from tui_clients.errors import N_, EditConflict, UserError
from tui_clients.i18n import _
from tui_clients.services import pictures
from tui_clients.ui import draft, words
from tui_clients.ui.commands import Group
from tui_clients.ui.draft import Draft
from tui_clients.ui.screens.base import CommandScreen
from tui_clients.ui.screens.confirm import Confirm
from tui_clients.ui.screens.edit_conflict import ConflictDialog
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.button_row import ButtonRow
from tui_clients.ui.widgets.field_input import Context, FieldInput, PictureFiles
from tui_clients.ui.widgets.field_row import FieldRow
from tui_clients.ui.widgets.key_bar import KeyBar

_TWINS = {
    "email": N_("{value} is also the e-mail address of {name}."),
    "mobile": N_("{value} is also the mobile number of {name}."),
    "office_phone": N_("{value} is also the office phone of {name}."),
}
_PICTURES = PictureFiles(pictures.PATTERNS, pictures.read_picture, pictures.picture_size)


class ClientForm(CommandScreen[int]):
    """Returns the id of the client saved, or None if nothing was."""

    GROUPS = (Group.FORM,)
    AUTO_FOCUS = "Line"
    HORIZONTAL_BREAKPOINTS = [(110, "-wide")]  # noqa: RUF012 - Textual's own
    DEFAULT_CSS = """
    ClientForm {
        & > #title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
        & > #fields { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        & .section { height: auto; margin: 0 0 1 0; }
        & .heading { width: 100%; height: 1; color: $accent; text-style: bold; }
        & #sections { height: auto; layout: vertical; }
        &.-wide #sections { layout: horizontal; }
        &.-wide #sections > .section { width: 1fr; margin: 0 2 1 0; }
        & > #bar { height: 1; padding: 0 1; }
        & > #bar > ButtonRow { width: auto; }
        & #note Lines { min-height: 5; }
        & > #bar > Label { width: 1fr; text-align: right; color: $text-muted; }
    }
    """

    def __init__(self, client: Client | None = None) -> None:
        super().__init__()
        self._base = client or Client()
        self._rows: dict[str, FieldRow] = {}
        self._around = Context(pictures=_PICTURES)
        self._is_busy = False

    # -- what it shows ---------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out the sections, and below them what can be done."""
        given = to_record(self._base)
        self._rows = {field.name: FieldRow(field, given[field.name]) for field in editable()}
        self._learn_surroundings()
        for row in self._rows.values():
            row.input.set_reactive(FieldInput.context, self._around)
        is_new = not self._base.id
        title = _("Add client") if is_new else _("Edit: {name}").format(name=one_line(self._base.name))
        yield Static(safe(title), id="title")
        with VerticalScroll(id="fields", can_focus=False):
            with Container(id="sections"):
                yield from self._section(Section.ACCOUNT)
                yield from self._section(Section.COMPANY)
            yield from self._section(Section.NOTE)
        with Horizontal(id="bar"):
            yield ButtonRow([("save", _("Save")), ("cancel", _("Cancel"))], primary="save")
            yield Label(_("* please fill in"), markup=False)
        yield KeyBar()

    def _section(self, section: Section) -> ComposeResult:
        rows = [row for row in self._rows.values() if row.field.section is section]
        with Vertical(classes="section"):
            if len(rows) > 1:  # a field that is alone is its own heading
                yield Label(_(section.value), classes="heading", markup=False)
            yield from rows

    async def on_mount(self) -> None:
        """Point out what was kept though it could not be understood, and learn the categories."""
        for name, row in self._rows.items():
            if row.input.given:
                self._check(name)
        self._learn_categories()

    @work
    async def _learn_categories(self) -> None:
        categories = await self.read(self.stores.clients.categories)
        self._around = replace(self._around, categories=tuple(categories or ()))
        self._tell_surroundings()

    # -- what is typed ---------------------------------------------------------------------------

    def _record(self) -> dict[str, str]:
        return {name: row.input.value for name, row in self._rows.items()}

    @on(FieldInput.Changed)
    def follow(self) -> None:
        """Let the fields know what changed around them, and drop complaints that no longer hold."""
        self._learn_surroundings()
        self._tell_surroundings()
        for name, row in self._rows.items():
            if row.wrong:
                self._check(name)

    def _learn_surroundings(self) -> None:
        country = names.country_code(self._rows["country"].input.value) or self.clients_app.settings.country
        self._around = replace(self._around, country=country, category=self._rows["category"].input.value)

    def _tell_surroundings(self) -> None:
        for row in self._rows.values():
            row.input.context = self._around

    @on(FieldInput.Left)
    def check(self, event: FieldInput.Left) -> None:
        """Say beside a field that was left what is wrong with it."""
        self._check(event.source.field.name)

    def _check(self, name: str) -> None:
        row = self._rows[name]
        found = draft.problem_of(name, self._record(), self.clients_app.settings.country)
        row.show_wrong(row.input.complaint or (words.problem(found) if found else ""))

    @on(FieldInput.FileWanted)
    @work
    async def choose_file(self, event: FieldInput.FileWanted) -> None:
        """Let the user choose a file for a field."""
        from pathlib import Path

        from tui_clients.ui.screens.file_dialog import FileDialog

        path = await self.app.push_screen_wait(FileDialog(event.title, Path.cwd(), event.patterns))
        if path:
            await event.source.take_file(path)

    # -- saving ----------------------------------------------------------------------------------

    @on(ButtonRow.Chosen)
    def press(self, event: ButtonRow.Chosen) -> None:
        """Do what the button says."""
        if event.id == "save":
            self.action_save()
        else:
            self.action_cancel()

    def action_save(self) -> None:
        """Check everything, and save it unless that is going on already."""
        if not self._is_busy:
            self._is_busy = True
            self._save()

    @work
    async def _save(self) -> None:
        focused, fields = self.focused, self.query_one("#fields")
        try:
            for row in self._rows.values():
                await row.input.settle()
            drafted = draft.read(self._base, self._record(), self.clients_app.settings.country)
            if not self._may_save(drafted):
                return
            fields.disabled = True
            saved = await self._store(drafted) if await self._accepts_twins(drafted) else None
            if saved:
                self.dismiss(saved)
            elif self.is_mounted and focused:
                fields.disabled = False
                focused.focus()
        finally:
            self._is_busy = False

    def _may_save(self, drafted: Draft) -> bool:
        """Show everything that is wrong; go to the first field that must be put right."""
        sentences = {found.field: words.problem(found) for found in reversed(drafted.problems)}
        complaints = {name: row.input.complaint for name, row in self._rows.items() if row.input.complaint}
        for name, row in self._rows.items():
            row.show_wrong(complaints.get(name) or sentences.get(name, ""))
        blocking = {found.field for found in drafted.blocking} | complaints.keys()
        first = next((row for name, row in self._rows.items() if name in blocking), None)
        if first:
            first.input.focus()
        return first is None

    async def _accepts_twins(self, drafted: Draft) -> bool:
        """Ask if another client has the same e-mail or phone and it was typed just now."""
        found = await self.read(self.stores.clients.twins, drafted.client)
        twins = [twin for twin in found or () if twin.field in drafted.changed]
        if not twins:
            return found is not None
        lines = [
            _(_TWINS[twin.field]).format(
                value=phone.show(getattr(drafted.client, twin.field)), name=one_line(twin.name)
            )
            for twin in twins
        ]
        question = "\n".join([*lines, _("Save anyway?")])
        choices = [("back", _("Back")), ("save", _("Save anyway"))]
        return await self.app.push_screen_wait(Confirm(question, choices)) == "save"

    async def _store(self, drafted: Draft) -> int | None:
        """Store the client and return its id; None if it was refused, or put off to settle a conflict."""
        client: Client | None = drafted.client
        while client is not None:
            try:
                return (await asyncio.to_thread(self._write, client)).id
            except EditConflict as conflict:
                client = await self._resolve(conflict, drafted.client)
            except UserError as error:
                self.tell(error)
                return None
        return None

    def _write(self, client: Client) -> Client:
        change = self.stores.clients.update if client.id else self.stores.clients.add
        return change(client, self.clients_app.user)

    async def _resolve(self, conflict: EditConflict, mine: Client) -> Client | None:
        """Ask what to do about somebody else's change; return the client to store, or None."""
        answer = await self.app.push_screen_wait(ConflictDialog(conflict, self._base, mine))
        theirs = conflict.current
        if answer == "new":
            return replace(
                mine, id=0, version=0, uid="", created_at=None, updated_at=None, created_by="", updated_by=""
            )
        if answer == "mine":
            return draft.merged(self._base, mine, theirs)
        if answer == "theirs":
            self._base = theirs
            await self.recompose()
            await self.on_mount()
        return None

    # -- leaving ---------------------------------------------------------------------------------

    def action_cancel(self) -> None:
        """Leave the form; ask first if something was changed."""
        if not self._is_busy:
            self._is_busy = True
            self._leave()

    @work
    async def _leave(self) -> None:
        if await self.may_leave():
            self.dismiss(None)

    async def may_leave(self) -> bool:
        """Return whether nothing is lost by leaving, or the user said so; called in a worker, as it may ask."""
        self._is_busy = True
        try:
            if not any(row.input.is_changed for row in self._rows.values()):
                return True
            choices = [("keep", _("Keep editing")), ("save", _("Save")), ("discard", _("Discard"))]
            question = _("There are unsaved changes.")
            answer = await self.app.push_screen_wait(Confirm(question, choices))
        finally:
            self._is_busy = False
        if answer == "save":
            self.action_save()
        return answer == "discard"
