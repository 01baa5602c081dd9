"""Keys act in the order in which they were typed, however many arrive at once.

A slow line delivers "/anna" or "Anna, Tab, anna@" in one piece. Textual sends each key to the widget that has the
focus when the key arrives, and a key that moves the focus acts only later: what is typed behind it would go to
the wrong field, or run commands. So a key that is not typed into a field holds back the keys behind it until
it has acted, what it opened has the focus, and what was searched for is shown: "Enter, End" behind a word is meant
for what is found by it.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen

_POLL_SECONDS = 0.02
_PATIENCE_SECONDS = 0.5
"""How long keys wait at the most: for one whose widget went away, for a screen on which nothing takes the focus, and
for a search."""


class KeyActed(Message):
    """A key has acted; it follows the key from widget to widget up to the application."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class TypeAhead:
    """Decides for each key whether it acts at once or is held; `act` lets a key act, and may call `follow`."""

    def __init__(self, app: App[None], act: Callable[[events.Key], Awaitable[None]]) -> None:
        self._app = app
        self._act = act
        self._held: deque[events.Key] = deque()
        self._number = 0
        self._awaited = 0
        self._until = 0.0
        self._settled: Screen[object] | None = None

    async def take(self, event: events.Key) -> None:
        """Let a key act now, or after those before it; the first that waits does so no longer than patience lasts."""
        self._held.append(event)
        if self._awaited and len(self._held) == 1:
            number = self._awaited
            self._app.set_timer(max(0.001, self._until - monotonic()), lambda: self.acted(number))
        await self._go_on()

    async def _go_on(self) -> None:
        while self._held and not self._awaited:
            await self._act(self._held.popleft())

    def follow(self, target: MessagePump) -> None:
        """Send a note behind a key that was given to `target`, and hold further keys until it is back."""
        self._number += 1
        self._awaited = number = self._number
        self._until = monotonic() + _PATIENCE_SECONDS
        if not target.post_message(KeyActed(number)):  # the key took its widget away
            self._app.call_later(self.acted, number)

    async def acted(self, number: int, waited: float = 0.0) -> None:
        """Let the held keys go on, once the screen that is shown now has the focus somewhere."""
        if number != self._awaited or not self._app.screen_stack:  # without a screen the program ends
            return
        screen = self._app.screen
        if not self._is_ready(screen) and waited < _PATIENCE_SECONDS:
            self._app.set_timer(_POLL_SECONDS, lambda: self.acted(number, waited + _POLL_SECONDS))
            return
        self._settled = screen
        self._awaited = 0
        await self._go_on()

    def _is_ready(self, screen: Screen[object]) -> bool:
        """Return whether a key goes where it is meant to."""
        if screen.focused is None:
            return screen is self._settled
        return not getattr(screen.focused, "is_new", False)
