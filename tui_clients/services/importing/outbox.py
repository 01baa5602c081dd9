"""Sends bytes to another process, which takes them when it can; knows nothing of what they say."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, Thread
from typing import BinaryIO


class Outbox:
    """Messages that a thread writes into a pipe: who puts them in waits only while `limit` bytes and more are there."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._messages: deque[bytes] = deque()
        self._held = 0
        self._is_closed = False
        self._changed = Condition()

    @contextmanager
    def sending(self) -> Iterator[Callable[[bytes], None]]:
        """Give what takes a message; all are sent when this ends. BrokenPipeError says that nobody takes any."""
        Thread(target=self._send, daemon=True).start()
        yield self._put
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or not self._held)

    def _put(self, message: bytes) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or self._held < self._limit)
            if self._is_closed:
                raise BrokenPipeError
            self._messages.append(message)
            self._held += len(message)
            self._changed.notify_all()

    def _send(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._messages)
                message = self._messages.popleft()
            is_sent = self._is_written(message)
            with self._changed:
                self._held -= len(message)
                self._is_closed = not is_sent
                self._changed.notify_all()
            if not is_sent:
                return

    def _is_written(self, message: bytes) -> bool:
        try:
            self._stream.write(message)
            self._stream.flush()
        except OSError:
            return False
        return True
