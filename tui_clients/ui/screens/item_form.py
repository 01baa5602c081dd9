"""The form of what belongs to a client, built from the one table of its fields."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from textual import on, work

from tui_clients.domain import items
from tui_clients.domain.client import Contact
from tui_clients.domain.fields import Field, Kind
from tui_clients.domain.invoice import Invoice
from tui_clients.domain.items import Item, ItemKind, Notation, Surroundings
from tui_clients.domain.text import one_line
from tui_clients.errors import N_, Refused, UserError
from tui_clients.i18n import _
from tui_clients.services import keeping
from tui_clients.ui import draft, show, words
from tui_clients.ui.draft import Draft
from tui_clients.ui.screens.confirm import Confirm
from tui_clients.ui.screens.dialog_form import DialogForm
from tui_clients.ui.widgets.field_input import Context, FieldInput

_HEADINGS: Mapping[ItemKind, tuple[str, str]] = {
    ItemKind.PROJECT: (N_("Add project"), N_("Project {name}")),
    ItemKind.INVOICE: (N_("Add invoice"), N_("Invoice {name}")),
    ItemKind.PAYMENT: (N_("Book payment"), N_("Payment")),
    ItemKind.CONTACT: (N_("Add contact person"), N_("Contact person {name}")),
    ItemKind.NOTE: (N_("Add note"), N_("Note")),
    ItemKind.DOCUMENT: (N_("Add document"), N_("Document {name}")),
}


def today() -> date:
    """Return the user's own day."""
    return date.today()  # noqa: DTZ011 - the user's own day is meant


def form_of(item: Item, invoice: Invoice | None = None) -> "ItemForm":
    """Return the form of an item; of a payment with the invoice it is on."""
    return InvoiceForm(item) if isinstance(item, Invoice) else ItemForm(item, invoice)


class ItemForm(DialogForm[Item]):
    """Returns the item as it was stored, or None if nothing was."""

    DEFAULT_CSS = "ItemForm.-note Lines { min-height: 8; max-height: 12; }"

    def __init__(self, item: Item, invoice: Invoice | None = None) -> None:
        super().__init__(item)
        self._kind = items.kind_of(item)
        self._invoice = invoice
        self._known = Surroundings()
        self._may_exceed = False
        self._country = ""
        if self._kind is ItemKind.NOTE:
            self.add_class("-note")

    # -- what it shows ---------------------------------------------------------------------------

    def asked(self) -> Sequence[Field]:
        """Return the fields of such an item."""
        return items.FIELDS[self._kind]

    def heading(self) -> str:
        """Return what is being done to what."""
        for_new, for_stored = _HEADINGS[self._kind]
        name = show.short(one_line(items.name_of(self._base)))
        return _(for_stored).format(name=name) if self._base.id else _(for_new)

    def hint(self) -> str:
        """Return who wrote a note and when, and what is open on the invoice of a payment."""
        if self._kind is ItemKind.NOTE and self._base.id:
            return _about(self._base)
        if self._invoice is not None:
            open_ = show.amount(self._invoice.open, self._invoice.currency)
            return _("Open on invoice {number}: {amount}").format(number=self._invoice.number, amount=open_)
        return ""

    def surroundings(self) -> Context:
        """Return the country of local numbers, the client's projects, and the currency of the amounts."""
        how = self._notation()
        currency = self._rows["currency"].input.value if "currency" in self._rows else how.currency
        return Context(country=how.country, currency=currency, projects=tuple(self._known.projects))

    def begin(self) -> None:
        """Learn what the values must agree with."""
        super().begin()
        self._learn()

    @work
    async def _learn(self) -> None:
        app = self.clients_app
        if isinstance(self._base, Contact):
            client = await self.read(self.stores.clients.get, self._base.client_id)
            self._country = client.country if client else ""
        known = await self.read(keeping.surroundings, app.stores.database, app.settings, self._base)
        self._known = known or self._known
        self._tell_surroundings()

    def _notation(self) -> Notation:
        currency = self._invoice.currency if self._invoice else ""
        return show.notation(self._country or self.clients_app.settings.country, currency)

    def to_texts(self, thing: Item) -> Mapping[str, str]:
        """Return the fields as they are typed; an amount that nobody gave yet is empty."""
        record = items.to_record(thing, self._notation())
        amounts = [field.name for field in self.asked() if field.kind is Kind.AMOUNT]
        return record | {name: "" for name in amounts if not thing.id and not getattr(thing, name)}

    def shown(self, field: Field, thing: Item) -> str:
        """Return a value as it is typed, or the word for a choice."""
        value = getattr(thing, field.name)
        return words.choice(value) if field.choices and value else self.to_texts(thing)[field.name] or show.MISSING

    # -- checking and saving ---------------------------------------------------------------------

    def read_draft(self, record: Mapping[str, str]) -> Draft[Item]:
        """Return the item that the texts describe."""
        item, found = items.from_record(self._base, record, self._notation())
        seen = {problem.field for problem in found}
        around = [problem for problem in items.problems(item, self._around_of(item)) if problem.field not in seen]
        return Draft(item, draft.changes(self.to_texts(self._base), record), (*found, *around))

    def _around_of(self, item: Item) -> Surroundings:
        """Return what is known of the database; whether another number is taken, saving finds out."""
        return self._known

    def write(self, thing: Item) -> Item:
        """Store the item."""
        app = self.clients_app
        return keeping.save(self.stores.database, app.settings, thing, app.user, may_exceed=self._may_exceed)

    async def overcomes(self, error: UserError) -> bool:
        """Show beside the fields what is wrong with them; ask whether more may be paid than is open."""
        if isinstance(error, keeping.Wrong):
            self.point_out({problem.field: words.problem(problem) for problem in reversed(error.problems)})
            return False
        if isinstance(error, keeping.Overpaid):
            excess = show.amount(error.excess, error.invoice.currency)
            question = _("This is {amount} more than is open on invoice {number}. It is kept as credit.").format(
                amount=excess, number=one_line(error.invoice.number)
            )
            choices = [("back", _("Back")), ("book", _("Book it"))]
            self._may_exceed = await self.app.push_screen_wait(Confirm(question, choices)) == "book"
            return self._may_exceed
        if isinstance(error, Refused) and error.field in self._rows:
            self.point_out({error.field: words.sentence(error)})
            return False
        return await super().overcomes(error)


class InvoiceForm(ItemForm):
    """An invoice: due date and number follow the issue date as long as nobody typed others."""

    _issued: date | None = None

    @on(FieldInput.Changed)
    def follow_day(self) -> None:
        """Propose what follows from another issue date."""
        invoice, _found = items.from_record(self._base, self._record(), self._notation())
        if self._base.id or not isinstance(invoice, Invoice):
            return
        day = invoice.issue_date
        if self._issued not in (None, day) and not self._rows["due_date"].input.is_changed:
            due = keeping.due_date(self.clients_app.settings, day)
            self._rows["due_date"].input.propose(due.strftime(self._notation().day_format))
        if self._issued not in (None, day) and not self._rows["number"].input.is_changed:
            self._propose_number(invoice.client_id, day)
        self._issued = day

    @work(exclusive=True, group="number")
    async def _propose_number(self, client_id: int, day: date) -> None:
        app = self.clients_app
        number = await self.read(partial(keeping.next_number, self.stores.database, app.settings, client_id, day))
        if number and not self._rows["number"].input.is_changed:
            self._rows["number"].input.propose(number)

    def _around_of(self, item: Item) -> Surroundings:
        """Return what is known; a number that the form did not begin with is looked up when it is saved."""
        is_same = isinstance(item, Invoice) and item.number == getattr(self._base, "number", "")
        return self._known if is_same else Surroundings(self._known.projects, False, self._known.paid_in)


def _about(note: Item) -> str:
    at, by = getattr(note, "created_at", None), getattr(note, "author", "")
    return "  ".join(text for text in (show.moment(at) if at else "", by) if text)
