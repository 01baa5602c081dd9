"""The payments on an invoice, above the profile."""

from collections.abc import Sequence
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui_clients.domain.client import Client
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.items import ItemKind
from tui_clients.domain.text import one_line
from tui_clients.errors import N_
from tui_clients.i18n import _
from tui_clients.services import keeping
from tui_clients.ui import show, words
from tui_clients.ui.commands import Group
from tui_clients.ui.screens import detail_rows, item_form
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.screens.detail_items import ItemKeys, ItemsSection
from tui_clients.ui.screens.detail_kept import KeptSection
from tui_clients.ui.screens.detail_source import Held
from tui_clients.ui.stores import Stores
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.filter_line import FilterLine
from tui_clients.ui.widgets.virtual_table import VirtualTable


class PaymentsSection(KeptSection[Invoice, Payment]):
    """The table of payments, the latest first."""

    KIND = ItemKind.PAYMENT
    NAME = "payments"
    LABEL = N_("Payments")
    EMPTY = N_("No payments yet. Press a to book one.")
    DEFAULT_CSS = "PaymentsSection > VirtualTable { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__(VirtualTable(_columns()))
        self._invoice: Invoice | None = None

    def parts(self) -> ComposeResult:
        """Yield the table."""
        yield self.main

    @staticmethod
    def read(stores: Stores, client: Client) -> Invoice:
        """Return nothing: the dialog reads the invoice."""
        raise NotImplementedError

    @staticmethod
    def count(data: Invoice) -> int:
        """Return how many payments there are."""
        return len(data.payments)

    def source(self, data: Invoice) -> Held[Payment]:
        """Return the payments."""
        self._invoice = data
        return Held(data.payments[::-1])

    def show(self, data: Invoice) -> None:
        """Show the payments; without one, say whether one can be booked."""
        sentence = _(self.EMPTY) if data.is_demand else words.sentence(keeping.not_payable(data))
        self.query_one(".empty", Static).update(safe(sentence))
        super().show(data)

    def may(self, verb: str) -> bool:
        """Tell whether something can be done now; nothing is paid on a draft or a canceled invoice."""
        if verb == "add" and self._invoice is not None and not self._invoice.is_demand:
            return False
        return super().may(verb)

    def cells(self, item: Payment) -> Sequence[str]:
        """Return a payment's row."""
        return show.day(item.on), self.title_of(item), item.method

    def title_of(self, item: Payment) -> str:
        """Return the amount."""
        return show.amount(item.amount, self._invoice.currency if self._invoice else "")

    def form(self, item: Any) -> item_form.ItemForm:
        """Return the form, with the invoice."""
        return item_form.form_of(item, self._invoice)


class PaymentsDialog(Dialog[bool], ItemKeys[bool]):
    """Returns whether a payment was booked, changed or deleted."""

    GROUPS = (Group.ITEMS, Group.PANEL)
    DEFAULT_CSS = """
    PaymentsDialog {
        & > .dialog { width: 76; max-width: 100%; height: 18; padding: 0 1; }
        & #about { width: 100%; height: auto; padding: 0 1; margin: 0 0 1 0; }
    }
    """

    def __init__(self, invoice_id: int) -> None:
        super().__init__()
        self._invoice_id = invoice_id
        self._section = PaymentsSection()
        self._about = Static("", id="about", markup=False)
        self._is_changed = False

    def compose(self) -> ComposeResult:
        """Show what is owed above what was paid."""
        with Vertical(classes="dialog"):
            yield Static(_("Payments"), classes="dialog-title", markup=False)
            yield self._about
            yield self._section

    def on_mount(self) -> None:
        """Read the invoice."""
        self.show_invoice()

    @property
    def front(self) -> "ItemsSection[Invoice, Payment]":
        """The list that the keys work on."""
        return self._section

    @on(ItemsSection.Changed)
    def follow(self) -> None:
        """Show what was changed."""
        self._is_changed = True
        self.show_invoice()

    def read_again(self) -> None:
        """Read the invoice again; the cursor stays."""
        self.show_invoice()

    @on(FilterLine.Left)
    def go_to_rows(self) -> None:
        """Leave the filter for the rows."""
        self._section.main.focus()

    @work(exclusive=True, group="read")
    async def show_invoice(self) -> None:
        """Show the invoice as it is stored now."""
        invoice = await self.read(self.stores.items.get, ItemKind.INVOICE, self._invoice_id)
        if not isinstance(invoice, Invoice):
            self.dismiss(True)
            return
        self._about.update(safe(_about(invoice), line_breaks=True))
        self._section.present(invoice, invoice.id)
        if self.is_current and self.focused is None and invoice.payments:
            self._section.main.focus()

    def action_cancel(self) -> None:
        """Take the filter away, else close."""
        if not self._section.clear_filter():
            self.dismiss(self._is_changed)


def _about(invoice: Invoice) -> str:
    status = words.choice(invoice.status(item_form.today()))
    first = f"{one_line(invoice.number)}  {show.amount(invoice.total, invoice.currency)}  {status}"
    paid = _("Paid: {amount}").format(amount=show.amount(invoice.paid, invoice.currency))
    label = _("Credit: {amount}") if invoice.open < 0 else _("Open: {amount}")
    return f"{first}\n{paid}   {label.format(amount=show.amount(abs(invoice.open), invoice.currency))}"


def _columns() -> tuple[Column, ...]:
    day = detail_rows.day_width()
    return (
        Column("on", _("Paid on"), day, day),
        Column("amount", _("Amount"), 18, 12, is_right=True),
        Column("method", _("Payment method"), 20, 10, gives_way=1, grows=True),
    )
