"""The terminal driver: hands on in one piece what was typed in one, and survives being stopped and continued."""

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Callable, Sequence

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

_PIECE_BYTES = 4096
_TICK = 0.1
"""Seconds after which it is clear that an escape was the key, and not the beginning of a sequence."""


class OurDriver(LinuxDriver):
    """Textual's driver for Unix, with two things that its own does otherwise.

    It hands over each key by itself, and the application has acted on the first before the second is there: of ten
    letters that come at once the first was searched for, and the other nine waited for that.

    After a SIGSTOP this one begins once more only when it has ended what it began. Textual 8.2 has a second thread read
    the keys when it is continued without having been suspended, and ends only one of the two: the program lives on when
    its terminal has gone. And it writes to the terminal in the midst of whatever the signal interrupted: where that was
    writing, it would wait for itself for ever.
    """

    def run_input_thread(self) -> None:
        """Read what is typed until the driver is stopped; raises `OSError` where the terminal has gone."""
        self._piece: list[Message] = []
        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")().decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                typed = decode(os.read(self.fileno, _PIECE_BYTES)) if selector.select(_TICK) else ""
                for message in (*(parser.feed(typed) if typed else ()), *parser.tick()):
                    self.process_message(message)
                piece, self._piece = self._piece, []
                if piece:
                    self._loop.call_soon_threadsafe(self._hand_over, piece)

    def send_message(self, message: Message) -> None:
        """Keep a message until the piece is read to its end."""
        self._piece.append(message)

    def _hand_over(self, piece: Sequence[Message]) -> None:
        for message in piece:
            self._app.post_message(message)

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
