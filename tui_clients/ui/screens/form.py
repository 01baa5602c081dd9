"""What every form shares: fields with editors, what is wrong beside them, saving, conflicts, leaving.

A form is built from a table of fields and knows no kind of field: the editors do. What the form describes, and whether
it may be saved, says its draft.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Label, Static

from tui_clients.domain.fields import Field
from tui_clients.domain.validate import Problem
from tui_clients.errors import EditConflict, UserError
from tui_clients.i18n import _
from tui_clients.ui import draft, words
from tui_clients.ui.commands import Group
from tui_clients.ui.draft import Draft
from tui_clients.ui.screens import edit_conflict
from tui_clients.ui.screens.base import OurScreen
from tui_clients.ui.screens.confirm import Confirm
from tui_clients.ui.screens.edit_conflict import ConflictDialog
from tui_clients.ui.screens.two_sides import Side
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.button_row import ButtonRow
from tui_clients.ui.widgets.field_input import Context, FieldInput
from tui_clients.ui.widgets.field_row import FieldRow

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Result = TypeVar("Result")
Thing = TypeVar("Thing", bound="DataclassInstance")


class _Fields(VerticalScroll):
    DEFAULT_CSS = "_Fields { padding: 0 1; scrollbar-size-vertical: 1; }"


class _Bar(Horizontal):
    DEFAULT_CSS = """
    _Bar { height: 1; padding: 0 1; }
    _Bar > ButtonRow { width: auto; }
    _Bar > Label { width: 1fr; text-align: right; color: $text-muted; }
    """


class Form(OurScreen[Result], Generic[Result, Thing]):
    """A thing field by field; returns what `write` gives, or None if nothing was saved."""

    GROUPS = (Group.FORM,)
    AUTO_FOCUS = "Line, Lines"

    def __init__(self, base: Thing) -> None:
        super().__init__()
        self._base = base
        self._rows: dict[str, FieldRow] = {}
        self._around = Context()
        self._is_busy = False

    # -- what each form is -----------------------------------------------------------------------

    def asked(self) -> Sequence[Field]:
        """Return the fields."""
        raise NotImplementedError

    def heading(self) -> str:
        """Return what stands above the fields, raw."""
        raise NotImplementedError

    def to_texts(self, thing: Thing) -> Mapping[str, str]:
        """Return what the fields hold of a thing, as record text."""
        raise NotImplementedError

    def shown(self, field: Field, thing: Thing) -> str:
        """Return a value of a thing as the user reads it, raw."""
        raise NotImplementedError

    def lay_out(self) -> ComposeResult:
        """Yield the fields in their places."""
        yield from self._rows.values()

    def surroundings(self) -> Context:
        """Return what the editors need to know of the form around them."""
        return self._around

    def read_draft(self, record: Mapping[str, str]) -> "Draft[Thing]":
        """Return what the texts of the fields describe."""
        raise NotImplementedError

    def problem_of(self, name: str, record: Mapping[str, str]) -> Problem | None:
        """Return what is wrong with one field."""
        return next((found for found in self.read_draft(record).problems if found.field == name), None)

    async def accepts(self, drafted: "Draft[Thing]") -> bool:
        """Return whether a draft without a problem shall be saved; this may ask."""
        return True

    def write(self, thing: Thing) -> Result:
        """Store a thing; called in a thread."""
        raise NotImplementedError

    async def overcomes(self, error: UserError) -> bool:
        """Show why a thing was not stored; return whether to try once more."""
        self.tell(error)
        return False

    def as_new(self, thing: Thing) -> Thing:
        """Return a thing that somebody deleted so that it can be stored anew."""
        raise NotImplementedError

    # -- what it shows ---------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out the fields, and below them what can be done."""
        given = self.to_texts(self._base)
        self._rows = {field.name: FieldRow(field, given[field.name]) for field in self.asked()}
        self._around = self.surroundings()
        for row in self._rows.values():
            row.input.set_reactive(FieldInput.context, self._around)
        yield Static(safe(self.heading()), id="title")
        with _Fields(id="fields", can_focus=False):
            yield from self.lay_out()
        with _Bar(id="bar"):
            yield ButtonRow([("save", _("Save")), ("cancel", _("Cancel"))], primary="save")
            yield Label(_("* please fill in"), markup=False)

    def on_mount(self) -> None:
        """Begin with what the form was given."""
        self.begin()

    def begin(self) -> None:
        """Point out what was kept though it could not be understood."""
        for name, row in self._rows.items():
            if row.input.given:
                self._check(name)

    # -- what is typed ---------------------------------------------------------------------------

    def _record(self) -> dict[str, str]:
        return {name: row.input.value for name, row in self._rows.items()}

    @on(FieldInput.Changed)
    def follow(self) -> None:
        """Let the fields know what changed around them, and drop complaints that no longer hold."""
        self._tell_surroundings()
        for name, row in self._rows.items():
            if row.wrong:
                self._check(name)

    def _tell_surroundings(self) -> None:
        self._around = self.surroundings()
        for row in self._rows.values():
            row.input.context = self._around

    @on(FieldInput.Left)
    def check(self, event: FieldInput.Left) -> None:
        """Say beside a field that was left what is wrong with it."""
        self._check(event.source.field.name)

    def _check(self, name: str) -> None:
        row = self._rows[name]
        found = self.problem_of(name, self._record())
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
            drafted = self.read_draft(self._record())
            if not self._may_save(drafted):
                return
            fields.disabled = True
            saved = await self._store(drafted) if await self.accepts(drafted) else None
            if saved:
                self.dismiss(saved)
            elif self.is_mounted:
                fields.disabled = False
                wrong = next((row for row in self._rows.values() if row.wrong), None)
                if target := (wrong.input if wrong else focused):
                    target.focus()
        finally:
            self._is_busy = False

    def _may_save(self, drafted: "Draft[Thing]") -> bool:
        """Show everything that is wrong; go to the first field that must be put right."""
        sentences = {found.field: words.problem(found) for found in reversed(drafted.problems)}
        complaints = {name: row.input.complaint for name, row in self._rows.items() if row.input.complaint}
        self.point_out(sentences | complaints)
        blocking = {found.field for found in drafted.blocking} | complaints.keys()
        first = next((row for name, row in self._rows.items() if name in blocking), None)
        if first:
            first.input.focus()
        return first is None

    def point_out(self, sentences: Mapping[str, str]) -> None:
        """Say beside each field what is wrong with it."""
        for name, row in self._rows.items():
            row.show_wrong(sentences.get(name, ""))

    async def _store(self, drafted: "Draft[Thing]") -> Result | None:
        """Store the thing; return None if it was refused, or put off to settle a conflict."""
        thing: Thing | None = drafted.thing
        while thing is not None:
            try:
                return await asyncio.to_thread(self.write, thing)
            except EditConflict as conflict:
                thing = await self._resolve(conflict, drafted.thing)
            except UserError as error:
                if not await self.overcomes(error):
                    return None
        return None

    async def _resolve(self, conflict: EditConflict, mine: Thing) -> Thing | None:
        """Ask what to do about somebody else's change; return the thing to store, or None."""
        theirs: Thing | None = conflict.current
        sides = () if theirs is None else tuple(self._differences(mine, theirs))
        answer = await self.app.push_screen_wait(ConflictDialog(conflict, sides))
        if answer == "new":
            return self.as_new(mine)
        if theirs is None:
            return None
        if answer == "mine":
            return draft.merged(self._base, mine, theirs, self.to_texts)
        if answer == "theirs":
            self._base = theirs
            await self.recompose()
            self.begin()
        return None

    def _differences(self, mine: Thing, theirs: Thing) -> Iterator[Side]:
        """Yield for each field in which the two differ its label, and what stands in the database and in the form."""
        before, here, there = (self.to_texts(thing) for thing in (self._base, mine, theirs))
        for field in self.asked():
            name = field.name
            if here[name] != there[name]:
                typed = self.shown(field, mine) if here[name] != before[name] else None
                yield words.label(field), edit_conflict.side(self.shown(field, theirs), typed)

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
