"""The form that adds or edits a client."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from textual import work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Label

from tui_clients.domain import names, phone
from tui_clients.domain.client import Client
from tui_clients.domain.fields import Field, Section, editable
from tui_clients.domain.text import one_line
from tui_clients.domain.validate import Problem
from tui_clients.errors import N_
from tui_clients.i18n import _
from tui_clients.services import pictures
from tui_clients.ui import draft, show
from tui_clients.ui.draft import Draft
from tui_clients.ui.screens.base import CommandScreen
from tui_clients.ui.screens.confirm import Confirm
from tui_clients.ui.screens.form import Form
from tui_clients.ui.widgets.field_input import Context, PictureFiles
from tui_clients.ui.widgets.key_bar import KeyBar

_TWINS = {
    "email": N_("{value} is also the e-mail address of {name}."),
    "mobile": N_("{value} is also the mobile number of {name}."),
    "office_phone": N_("{value} is also the office phone of {name}."),
}
_PICTURES = PictureFiles(pictures.PATTERNS, pictures.read_picture, pictures.picture_size)


class ClientForm(Form[int, Client], CommandScreen[int]):
    """Returns the id of the client saved, or None if nothing was."""

    HORIZONTAL_BREAKPOINTS = [(110, "-wide")]  # noqa: RUF012 - Textual's own
    DEFAULT_CSS = """
    ClientForm {
        & > #title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
        & > #fields { height: 1fr; }
        & .section { height: auto; margin: 0 0 1 0; }
        & .heading { width: 100%; height: 1; color: $accent; text-style: bold; }
        & #sections { height: auto; layout: vertical; }
        &.-wide #sections { layout: horizontal; }
        &.-wide #sections > .section { width: 1fr; margin: 0 2 1 0; }
        & #note Lines { min-height: 5; }
    }
    """

    def __init__(self, client: Client | None = None) -> None:
        super().__init__(client or Client())
        self._around = Context(pictures=_PICTURES)

    # -- what it shows ---------------------------------------------------------------------------

    def asked(self) -> Sequence[Field]:
        """Return the fields of a client."""
        return editable()

    def heading(self) -> str:
        """Return what is being done to whom."""
        return _("Edit: {name}").format(name=one_line(self._base.name)) if self._base.id else _("Add client")

    def to_texts(self, thing: Client) -> Mapping[str, str]:
        """Return the fields of a client as text."""
        return draft.to_form(thing)

    def shown(self, field: Field, thing: Client) -> str:
        """Return a value as the profile shows it."""
        return show.value(field, getattr(thing, field.name))

    def compose(self) -> ComposeResult:
        """Lay out the form above its keys."""
        yield from super().compose()
        yield KeyBar()

    def lay_out(self) -> ComposeResult:
        """Yield the sections."""
        with Container(id="sections"):
            yield from self._section(Section.ACCOUNT)
            yield from self._section(Section.COMPANY)
        yield from self._section(Section.NOTE)

    def _section(self, section: Section) -> ComposeResult:
        rows = [self._rows[field.name] for field in editable() if field.section is section]
        with Vertical(classes="section"):
            if len(rows) > 1:  # a field that is alone is its own heading
                yield Label(_(section.value), classes="heading", markup=False)
            yield from rows

    def begin(self) -> None:
        """Point out what was kept though it could not be understood, and learn the categories."""
        super().begin()
        self._learn_categories()

    @work
    async def _learn_categories(self) -> None:
        categories = await self.read(self.stores.clients.categories)
        self._around = replace(self._around, categories=tuple(categories or ()))
        self._tell_surroundings()

    def surroundings(self) -> Context:
        """Return the country of local numbers and the category with its sub-categories."""
        country = names.country_code(self._rows["country"].input.value) or self.clients_app.settings.country
        return replace(self._around, country=country, category=self._rows["category"].input.value)

    # -- checking and saving ---------------------------------------------------------------------

    def read_draft(self, record: Mapping[str, str]) -> Draft[Client]:
        """Return the client that the texts describe."""
        return draft.read(self._base, record, self.clients_app.settings.country)

    def problem_of(self, name: str, record: Mapping[str, str]) -> Problem | None:
        """Return what is wrong with one field; of a picture in another a letter typed need not be read."""
        return draft.problem_of(name, record, self.clients_app.settings.country)

    async def accepts(self, drafted: Draft[Client]) -> bool:
        """Ask if another client has the same e-mail or phone and it was typed just now."""
        found = await self.read(self.stores.clients.twins, drafted.thing)
        twins = [twin for twin in found or () if twin.field in drafted.changed]
        if not twins:
            return found is not None
        lines = [
            _(_TWINS[twin.field]).format(value=phone.show(getattr(drafted.thing, twin.field)), name=one_line(twin.name))
            for twin in twins
        ]
        question = "\n".join([*lines, _("Save anyway?")])
        choices = [("back", _("Back")), ("save", _("Save anyway"))]
        return await self.app.push_screen_wait(Confirm(question, choices)) == "save"

    def write(self, thing: Client) -> int:
        """Store the client and return its id."""
        change = self.stores.clients.update if thing.id else self.stores.clients.add
        return change(thing, self.clients_app.user).id

    def as_new(self, thing: Client) -> Client:
        """Return the client without what was given to it when it was stored."""
        return replace(thing, id=0, version=0, uid="", created_at=None, updated_at=None, created_by="", updated_by="")
