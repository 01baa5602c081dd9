"""The form of a further e-mail or phone, a tag, a custom field."""

from collections.abc import Mapping, Sequence

from tui_clients.domain import more
from tui_clients.domain.fields import Field
from tui_clients.domain.more import More
from tui_clients.errors import N_, Refused, UserError
from tui_clients.i18n import _
from tui_clients.services import more_rows
from tui_clients.ui import draft, show, words
from tui_clients.ui.draft import Draft
from tui_clients.ui.screens.dialog_form import DialogForm
from tui_clients.ui.widgets.field_input import Context

_HEADINGS: Mapping[str, tuple[str, str]] = {
    "more_emails": (N_("Add e-mail"), N_("Further e-mail")),
    "more_phones": (N_("Add phone"), N_("Further phone")),
    "tags": (N_("Add tag"), N_("Tag")),
    "extra": (N_("Add custom field"), N_("Custom field")),
}


class MoreForm(DialogForm[More]):
    """Returns the row as it was stored, or None if nothing was."""

    def __init__(self, row: More, client_id: int, country: str) -> None:
        super().__init__(row)
        self._client_id = client_id
        self._country = country

    def asked(self) -> Sequence[Field]:
        """Return the fields of such a row."""
        return more.FIELDS[self._base.kind]

    def heading(self) -> str:
        """Return what is being done."""
        return _(_HEADINGS[self._base.kind][bool(self._base.id)])

    def surroundings(self) -> Context:
        """Return the country of local numbers."""
        return Context(country=self._country)

    def to_texts(self, thing: More) -> Mapping[str, str]:
        """Return the row as text."""
        return more.to_record(thing)

    def shown(self, field: Field, thing: More) -> str:
        """Return a value as the user reads it."""
        return show.value(field, getattr(thing, field.name))

    def read_draft(self, record: Mapping[str, str]) -> Draft[More]:
        """Return the row that the texts describe."""
        row, found = more.from_record(self._base, record, self._country)
        return Draft(row, draft.changes(self.to_texts(self._base), record), tuple(found))

    def write(self, thing: More) -> More:
        """Store the row."""
        before = self._base if self._base.id else None
        return more_rows.put(self.stores.database, self._client_id, before, thing, self.clients_app.user)

    async def overcomes(self, error: UserError) -> bool:
        """Say beside a field that the client has this already."""
        if isinstance(error, Refused) and error.field in self._rows:
            self.point_out({error.field: words.sentence(error)})
            return False
        return await super().overcomes(error)
