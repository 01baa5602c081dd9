"""The dialog above a long task: how far it is, how fast, how long it may still take, and the way to stop it."""

import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeAlias, TypeVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Label
from textual.worker import get_current_worker

from tui_clients.errors import UserError
from tui_clients.i18n import _
from tui_clients.services.progress import Listener, Progress
from tui_clients.ui.pace import pace
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.button_row import ButtonRow
from tui_clients.ui.widgets.gauge import Gauge

Answer = TypeVar("Answer")
Task: TypeAlias = Callable[[Listener, Callable[[], bool]], Answer]
"""What is to be done: is given whom to tell how far it is, and whom to ask whether it is to stop."""

_UNSEEN_SECONDS = 0.3
"""What takes no longer is done without a dialog flashing up."""


class ProgressDialog(Dialog[Answer | UserError], Generic[Answer]):
    """Returns what the task returned, or the error that ended it (`Canceled` if the user did)."""

    DEFAULT_CSS = """
    ProgressDialog {
        background: transparent;
        & > Vertical, & > KeyBar { visibility: hidden; }
        & Gauge { width: 100%; }
        & #pace { width: 100%; height: auto; color: $text-muted; margin: 0 0 1 0; }
        &.-seen { background: $background 60%; }
        &.-seen > Vertical, &.-seen > KeyBar { visibility: visible; }
    }
    """

    class _Advanced(Message):
        """The task is so far."""

        def __init__(self, progress: Progress) -> None:
            super().__init__()
            self.progress = progress

    class _Ended(Message):
        """The task is over."""

        def __init__(self, outcome: Any) -> None:
            super().__init__()
            self.outcome = outcome

    def __init__(self, title: str, task: Task[Answer]) -> None:
        super().__init__()
        self._heading = title
        self._job = task
        self._begun = time.monotonic()
        self._is_canceled = threading.Event()
        self._ended: ProgressDialog._Ended | None = None

    def compose(self) -> ComposeResult:
        """Show title, bar and pace."""
        with Vertical(classes="dialog"):
            yield Label(safe(self._heading), classes="dialog-title")
            yield Gauge()
            yield Label("", id="pace", markup=False)
            yield ButtonRow([("cancel", _("Cancel"))])

    def on_mount(self) -> None:
        """Begin; show oneself only if it takes a while."""
        self.set_timer(_UNSEEN_SECONDS, self._appear)
        self._work()

    def _appear(self) -> None:
        self.add_class("-seen")
        self.query_one(ButtonRow).focus_button("cancel")

    @work(thread=True)
    def _work(self) -> None:
        worker = get_current_worker()
        try:
            outcome: Answer | UserError = self._job(
                self._tell,
                lambda: worker.is_cancelled or self._is_canceled.is_set(),
            )
        except UserError as error:
            outcome = error
        self.post_message(self._Ended(outcome))

    def _tell(self, progress: Progress) -> None:
        self.post_message(self._Advanced(progress))

    @on(_Advanced)
    def _show(self, event: _Advanced) -> None:
        """Show how far the task is."""
        event.stop()
        if event.progress.stage:
            self._begun = time.monotonic()  # the rows have not begun yet
        self.query_one(Gauge).share = event.progress.share
        if not self._is_canceled.is_set():
            self.query_one("#pace", Label).update(pace(event.progress, time.monotonic() - self._begun))

    @on(_Ended)
    def _return(self, event: _Ended) -> None:
        """Give back what came of it."""
        event.stop()
        self._ended = event
        self._leave_if_over()

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """Leave when the task was over while another screen was above."""
        self._leave_if_over()

    def _leave_if_over(self) -> None:
        """Leave when the task is over; while another screen is above, that would close the other one."""
        if self._ended and self.is_active:
            self.dismiss(self._ended.outcome)

    @on(ButtonRow.Chosen)
    def action_cancel(self) -> None:
        """Ask the task to stop; it answers within a moment."""
        self._is_canceled.set()
        self.query_one("#pace", Label).update(_("Stopping…"))
