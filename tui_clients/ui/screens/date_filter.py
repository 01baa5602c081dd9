"""The dialog that asks on which days the clients were added."""

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Grid, Vertical
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from tui_clients.domain.dates import DateRange, Period, period_range
from tui_clients.i18n import _
from tui_clients.ui import show
from tui_clients.ui.screens.base import Dialog


class DateFilter(Dialog[tuple[DateRange | None]]):
    """Returns the range in a tuple of one; the range is None for any time. `title` says what the days are of."""

    TALL = 22
    DEFAULT_CSS = """
    DateFilter {
        & > .dialog { width: 52; }
        & Grid { grid-size: 2; grid-columns: 8 1fr; height: auto; margin-top: 1; grid-rows: 1; }
        &.-short Grid { margin: 0; }
        & #wrong { color: $text-error; height: auto; }
    }
    """

    def __init__(self, present: DateRange | None, today: date | None = None, title: str = "") -> None:
        super().__init__()
        self._heading = title or _("Date added")
        self._present = present
        self._today = today or date.today()  # noqa: DTZ011 - the user's own day is meant

    def compose(self) -> ComposeResult:
        """List the periods, and below two days to type."""
        is_typed = self._present is not None and self._present.period is Period.FROM_TO
        start, end = (self._present.start, self._present.end) if self._present and is_typed else (None, None)
        periods = [Option(_(period.value), id=period.name) for period in Period]
        with Vertical(classes="dialog"):
            yield Label(self._heading, classes="dialog-title", markup=False)
            yield OptionList(*periods, compact=True, markup=False)
            with Grid():
                yield Label(_("From"), markup=False)
                yield self._day_input("start", start)
                yield Label(_("To"), markup=False)
                yield self._day_input("end", end)
            yield Label("", id="wrong", markup=False)

    def _day_input(self, name: str, day: date | None) -> Input:
        return Input(show.day_example(day) if day else "", id=name, compact=True, placeholder=self._hint())

    def _hint(self) -> str:
        example = show.day_example(self._today)
        return _("such as {day}").format(day=example)

    def on_mount(self) -> None:
        """Put the cursor on the present period."""
        periods = list(Period)
        present = self._present.period if self._present else Period.ANY
        self.query_one(OptionList).highlighted = periods.index(present)

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Return the period's days, or go on to the two days to type."""
        period = Period[event.option.id or ""]
        if period is Period.FROM_TO:
            self.query_one("#start").focus()
        else:
            self.dismiss((period_range(period, self._today),))

    @on(Input.Submitted, "#start")
    def go_on(self) -> None:
        """Go on to the last day."""
        self.query_one("#end").focus()

    @on(Input.Submitted, "#end")
    def take(self) -> None:
        """Return the range between the two days typed; either may be left open."""
        days: list[date | None] = []
        for field in self.query(Input):
            day = show.typed_day(field.value) if field.value.strip() else None
            if field.value.strip() and day is None:
                self._refuse(field, _("This is not a date, {hint}.").format(hint=self._hint()))
                return
            days.append(day)
        start, end = days
        if start and end and end < start:
            self._refuse(self.query_one("#end", Input), _("The last day is before the first."))
        else:
            self.dismiss((DateRange(start, end) if start or end else None,))

    def _refuse(self, field: Input, sentence: str) -> None:
        self.query_one("#wrong", Label).update(sentence)
        field.focus()
