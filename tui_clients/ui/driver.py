"""The terminal driver, which survives being stopped and continued by others than the terminal."""

from textual.drivers.linux_driver import LinuxDriver


class ContinuedDriver(LinuxDriver):
    """Textual's driver for Unix, which after a SIGSTOP begins once more only when it has ended what it began.

    Textual 8.2 has a second thread read the keys when it is continued without having been suspended, and ends
    only one of the two: the program lives on when its terminal has gone.
    """

    def _sigcont_application(self, *signal_and_frame: object) -> None:
        if self._auto_restart and not self._must_signal_resume:
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application(*signal_and_frame)
