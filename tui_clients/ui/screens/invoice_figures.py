"""The figures above the table of invoices: four cards and three charts, in one currency at a time."""

from collections.abc import Sequence
from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from tui_clients.i18n import _
from tui_clients.services.figures import MOST_MONTHS, Figures
from tui_clients.ui import show
from tui_clients.ui.screens.charted_section import ChartedSection
from tui_clients.ui.screens.detail_charts import FEW_MONTHS, Drawing, InvoiceBook, hint
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.cards import Cards, Figure
from tui_clients.ui.widgets.chart import Chart
from tui_clients.ui.widgets.ground import Ground


class InvoiceFigures(ChartedSection):
    """The part of the section that shows figures.

    Where the terminal is not wide, what is open by age takes the place of the months (`-age`); 24 months take more
    room than 12 (`-long`).
    """

    FIGURES_CSS = """
    InvoicesSection {
        & > Cards { padding: 0 1; }
        & > .others { height: auto; padding: 0 2; color: $text-muted; display: none; }
        & > .others.-told { display: block; }
        & > .charts { layout: horizontal; height: 1fr; min-height: 9; max-height: 14; }
        & > .charts > Chart { width: 1fr; }
        &.-long .by-month { width: 2fr; }
        &.-long .by-age { display: none; }
    }
    .-normal InvoicesSection {
        & .by-month { width: 36; }
        & .by-age { width: 40; display: none; }
        &.-long .by-status { display: none; }
        &.-long .by-month { width: 1fr; }
        &.-age .by-month { display: none; }
        &.-age .by-age { display: block; }
    }
    .-narrow InvoicesSection {
        & .by-age { display: none; }
        &.-long .by-status { display: none; }
        &.-age .by-month { display: none; }
        &.-age .by-age { display: block; }
    }
    .-short InvoicesSection > .charts { display: none; }
    """

    def __init__(self, main: Widget) -> None:
        super().__init__(main)
        self.cards = Cards()
        self.others = Static(classes="others", markup=False)
        self.charts = tuple(Chart(classes=name) for name in ("by-status", "by-month", "by-age"))

    def figures(self) -> ComposeResult:
        """Yield cards and charts."""
        yield self.cards
        yield self.others
        with Ground(classes="charts"):
            yield from self.charts

    def show_drawings(self, drawings: Sequence[Drawing]) -> None:
        """Show the cards and charts of the chosen currency."""
        super().show_drawings(drawings)
        self.set_class(self.chosen.months == MOST_MONTHS, "-long")
        if isinstance(self.book, InvoiceBook) and self.book.figures:
            shown = self.book.shown(self.chosen)
            self.cards.figures = _cards(shown)
            told = _others(shown, self.book.currencies)
            if told != str(self.others.content):  # else a layout of the screen for nothing
                self.others.update(safe(told))
            self.others.set_class(bool(told), "-told")

    def on_resize(self, event: events.Resize) -> None:
        """Say what the keys do in the width there is now."""
        self.show_titles()

    @property
    def _has_room(self) -> bool:
        """Whether what is open by age has a place of its own."""
        return self.screen.has_class("-wide")

    def hint(self, drawing: Drawing) -> str:
        """Return what the key for months does: where the terminal is not wide, it goes on to what is open by age."""
        if not self._has_room and drawing.name == "month" and self.chosen.months == MOST_MONTHS:
            return hint("charts.months", _("open amounts"))
        if not self._has_room and drawing.name == "age":
            return hint("charts.months", show.in_sentence(_("Months")))
        return super().hint(drawing)

    def action_months(self) -> None:
        """Draw 24 months instead of 12, then, where it has no place of its own, what is open by age."""
        if self._has_room:
            self.remove_class("-age")
        if self.has_class("-age"):
            self.remove_class("-age")
            self.choose(replace(self.chosen, months=FEW_MONTHS))
        else:
            self.set_class(self.chosen.months == MOST_MONTHS and not self._has_room, "-age")
            super().action_months()


def _cards(shown: Figures) -> tuple[Figure, ...]:
    sums = shown.totals
    labelled = (
        (_("Invoiced"), sums.invoiced),
        (_("Paid"), sums.paid),
        (_("Open"), sums.open),
        (_("Overdue"), sums.overdue),
    )
    return tuple(Figure(label, show.amount(sum_, sums.currency), is_quiet=not sum_) for label, sum_ in labelled)


def _others(shown: Figures, currencies: Sequence[str]) -> str:
    """Return what the cards do not say: the credit, and which currencies there are besides."""
    credit = shown.ageing.credit
    parts = []
    if len(currencies) > 1:
        after = currencies.index(shown.currency) + 1
        names = ", ".join((*currencies[after:], *currencies[: after - 1]))
        parts += [_("in {currency}").format(currency=shown.currency), hint("charts.currency", names)]
    if credit:
        parts.append(_("Paid too much: {amount}").format(amount=show.amount(credit, shown.currency)))
    return " · ".join(parts)
