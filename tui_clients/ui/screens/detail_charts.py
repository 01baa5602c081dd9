"""The charts of the profile: figures in, functions that draw them out; labels and numbers in the user's language."""

from collections.abc import Mapping, Sequence
from functools import partial

from tui_clients import i18n
from tui_clients.domain import money
from tui_clients.domain.choices import InvoiceStatus, ProjectStatus
from tui_clients.i18n import _
from tui_clients.services import charts
from tui_clients.services.charts import Bar, Colour, Slice
from tui_clients.services.figures import Month
from tui_clients.ui import show, words
from tui_clients.ui.widgets.chart import Draw

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

_MANY = 1_000_000
"""From here on an axis is labelled in short: "1.5M"."""


def status_pie(counts: Mapping[InvoiceStatus, int] | Mapping[ProjectStatus, int]) -> Draw:
    """Return what draws a pie of how many stand where."""
    slices = [
        Slice(words.choice(status), count, show.number(count), _COLOURS[status]) for status, count in counts.items()
    ]
    return partial(_pie, slices)


def month_bars(months: Sequence[Month], currency: str) -> Draw:
    """Return what draws two bars a month: invoiced and paid."""
    groups = [
        Bar(_month(month), tuple(float(money.to_decimal(sum_, currency)) for sum_ in (month.invoiced, month.paid)))
        for month in months
    ]
    return partial(_bars, groups, [_("invoiced"), _("paid")])


def _pie(slices: Sequence[Slice], width: int, height: int, is_colourful: bool) -> str:
    return charts.pie(slices, width, height, colour=is_colourful, percent=_percent)


def _bars(groups: Sequence[Bar], series: Sequence[str], width: int, height: int, is_colourful: bool) -> str:
    return charts.bars(groups, series, width, height, colour=is_colourful, tick=_tick)


def _month(month: Month) -> str:
    from babel.dates import format_date

    return str(format_date(month.first, "LLL", locale=i18n.current().locale))


def _percent(share: int) -> str:
    from babel.numbers import format_percent

    return str(format_percent(share / 100, locale=i18n.current().locale))


def _tick(value: float) -> str:
    from babel.numbers import format_compact_decimal, format_decimal

    locale = i18n.current().locale
    if value < _MANY:
        return str(format_decimal(value, locale=locale))
    return str(format_compact_decimal(value, locale=locale, fraction_digits=1))
