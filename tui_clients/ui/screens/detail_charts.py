"""The charts of the profile: figures in, drawings out; labels and numbers in the user's language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from tui_clients import i18n
from tui_clients.domain import money
from tui_clients.domain.ageing import Age
from tui_clients.domain.choices import InvoiceStatus, ProjectStatus
from tui_clients.i18n import _
from tui_clients.services import charts
from tui_clients.services.charts import Bar, Colour, Slice
from tui_clients.services.figures import MOST_MONTHS, Figures, Month
from tui_clients.ui import show, words
from tui_clients.ui.commands import by_id
from tui_clients.ui.widgets.chart import Draw

FEW_MONTHS = 12

_COLOURS: Mapping[InvoiceStatus | ProjectStatus, Colour] = {
    InvoiceStatus.DRAFT: Colour.GREY,
    InvoiceStatus.UNPAID: Colour.BLUE,
    InvoiceStatus.PARTIAL: Colour.YELLOW,
    InvoiceStatus.PAID: Colour.GREEN,
    InvoiceStatus.OVERDUE: Colour.RED,
    InvoiceStatus.CANCELED: Colour.MAGENTA,
    ProjectStatus.NOT_STARTED: Colour.GREY,
    ProjectStatus.IN_PROGRESS: Colour.BLUE,
    ProjectStatus.ON_HOLD: Colour.YELLOW,
    ProjectStatus.FINISHED: Colour.GREEN,
    ProjectStatus.CANCELED: Colour.MAGENTA,
}
_AGES: Mapping[Age, Colour] = {
    Age.CURRENT: Colour.BLUE,
    Age.TO_30: Colour.YELLOW,
    Age.TO_60: Colour.ORANGE,
    Age.TO_90: Colour.RED,
    Age.OVER_90: Colour.MAGENTA,
}

_MANY = 1_000_000
"""From here on an axis is labelled in short: "1.5M"."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of its figures a user wants a client's charts to show."""

    place: int = 0
    """Of the currency, among those of the client."""
    is_by_amount: bool = False
    months: int = FEW_MONTHS


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: its name for the program and its title, what draws it as text and as SVG.

    `change` is the action that shows it differently, and `hint` says how; both are "" where there is none. `empty`
    stands in place of a chart without anything to draw.
    """

    name: str
    title: str
    draw: Draw
    svg: Callable[[str], str]
    empty: str
    change: str = ""
    hint: str = ""


class Book(Protocol):
    """The charts of one section."""

    @property
    def currencies(self) -> Sequence[str]:
        """The currencies it can show, each by itself."""

    def drawings(self, chosen: Chosen) -> Sequence[Drawing]:
        """Return its charts as the user wants them."""


@dataclass(frozen=True, slots=True)
class InvoiceBook:
    """The charts of invoices: by status, by month, and what is open by its age."""

    figures: Sequence[Figures]

    @property
    def currencies(self) -> Sequence[str]:
        """The currencies, the one with the most invoices first."""
        return [each.currency for each in self.figures]

    def shown(self, chosen: Chosen) -> Figures:
        """Return the figures of the chosen currency."""
        return self.figures[chosen.place % len(self.figures)]

    def drawings(self, chosen: Chosen) -> Sequence[Drawing]:
        """Return the three charts in the chosen currency."""
        if not self.figures:
            return ()
        figures = self.shown(chosen)
        return _by_status(figures, chosen.is_by_amount), _by_month(figures, chosen.months), _by_age(figures)


@dataclass(frozen=True, slots=True)
class ProjectBook:
    """The chart of projects by status."""

    counts: Mapping[ProjectStatus, int]
    currencies: Sequence[str] = ()

    def drawings(self, chosen: Chosen) -> Sequence[Drawing]:
        """Return the one chart, which is the same for all; none where there are no projects."""
        if not any(self.counts.values()):
            return ()
        slices = [_slice(status, count, show.number(count)) for status, count in self.counts.items()]
        return (_pie("status", _("By status"), slices),)


def _by_status(figures: Figures, is_by_amount: bool) -> Drawing:
    change = hint("charts.measure", _("by number") if is_by_amount else _("by amount"))
    if is_by_amount:
        amounts = figures.by_status.amounts.items()
        slices = [_slice(status, sum_, show.amount(sum_, figures.currency)) for status, sum_ in amounts]
        title = _("By status, in {currency}").format(currency=figures.currency)
        return _pie("status", title, slices, "measure", change)
    slices = [_slice(status, count, show.number(count)) for status, count in figures.by_status.counts.items()]
    return _pie("status", _("By status, in number"), slices, "measure", change)


def _by_month(figures: Figures, months: int) -> Drawing:
    shown = figures.months[-months:]
    pattern = "LLL" if months <= FEW_MONTHS else "LLL yy"
    groups = [
        Bar(_month(month, pattern), tuple(_major(sum_, figures.currency) for sum_ in (month.invoiced, month.paid)))
        for month in shown
    ]
    series = [_("invoiced"), _("paid")]
    return Drawing(
        "month",
        _("By month, in {currency}").format(currency=figures.currency),
        partial(_draw_bars, groups, series),
        lambda title: charts.bars_svg(groups, series, title, tick=_tick),
        _("Nothing in the last {count} months.").format(count=months),
        "months",
        hint("charts.months", _("{count} months").format(count=MOST_MONTHS if months == FEW_MONTHS else FEW_MONTHS)),
    )


def _by_age(figures: Figures) -> Drawing:
    slices = [
        Slice(words.age(age), sum_, show.amount(sum_, figures.currency), _AGES[age])
        for age, sum_ in figures.ageing.open.items()
    ]
    return Drawing(
        "age",
        _("Open by age, in {currency}").format(currency=figures.currency),
        partial(_draw_rows, slices),
        lambda title: charts.rows_svg(slices, title, percent=_percent),
        _("Nothing is open."),
    )


def hint(command: str, what: str) -> str:
    """Return the key of a command and what it would show."""
    return f"{by_id()[command].key_shown}: {what}"


def _slice(status: InvoiceStatus | ProjectStatus, value: int, caption: str) -> Slice:
    return Slice(words.choice(status), value, caption, _COLOURS[status])


def _pie(name: str, title: str, slices: Sequence[Slice], change: str = "", told: str = "") -> Drawing:
    return Drawing(
        name,
        title,
        partial(_draw_pie, slices),
        lambda title: charts.pie_svg(slices, title, percent=_percent),
        _("Nothing to draw."),
        change,
        told,
    )


def _draw_pie(slices: Sequence[Slice], width: int, height: int, is_colourful: bool) -> str:
    return charts.pie(slices, width, height, colour=is_colourful, percent=_percent)


def _draw_rows(slices: Sequence[Slice], width: int, height: int, is_colourful: bool) -> str:
    return charts.rows(slices, width, height, colour=is_colourful, percent=_percent)


def _draw_bars(groups: Sequence[Bar], series: Sequence[str], width: int, height: int, is_colourful: bool) -> str:
    return charts.bars(groups, series, width, height, colour=is_colourful, tick=_tick)


def _major(minor: int, currency: str) -> float:
    return float(money.to_decimal(minor, currency))


def _month(month: Month, pattern: str) -> str:
    from babel.dates import format_date

    return str(format_date(month.first, pattern, locale=i18n.current().locale))


def _percent(share: int) -> str:
    from babel.numbers import format_percent

    return str(format_percent(share / 100, locale=i18n.current().locale))


def _tick(value: float) -> str:
    from babel.numbers import format_compact_decimal, format_decimal

    locale = i18n.current().locale
    if value < _MANY:
        return str(format_decimal(value, locale=locale))
    return str(format_compact_decimal(value, locale=locale, fraction_digits=1))
