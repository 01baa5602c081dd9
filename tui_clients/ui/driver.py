"""The terminal driver, which survives being stopped and continued by others than the terminal."""

from collections.abc import Callable

from textual.drivers.linux_driver import LinuxDriver


class ContinuedDriver(LinuxDriver):
    """Textual's driver for Unix, which after a SIGSTOP begins once more only when it has ended what it began.

    Textual 8.2 has a second thread read the keys when it is continued without having been suspended, and ends
    only one of the two: the program lives on when its terminal has gone. And it writes to the terminal in the midst of
    whatever the signal interrupted: where that was writing, it would wait for itself for ever.
    """

    def _sigtstp_application(self, *_signal_and_frame: object) -> None:
        self._soon(super()._sigtstp_application)

    def _sigcont_application(self, *_signal_and_frame: object) -> None:
        self._soon(self._begin_again)

    def _soon(self, step: Callable[[], None]) -> None:
        """Do something between two steps of the event loop, which a signal may interrupt anywhere."""
        loop = self._app._loop
        if loop is None or loop.is_closed():
            step()
        else:
            loop.call_soon_threadsafe(step)

    def _begin_again(self) -> None:
        if self._auto_restart and not self._must_signal_resume:
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application()
