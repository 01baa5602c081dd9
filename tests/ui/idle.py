"""How tests wait for the running application: as long as it has something to do, and no longer.

Textual's pilot waits until the processor has been idle for a while, and has each widget of the screen send a note back
before. Here the event loop itself is asked whether anything is left to run, and which work of threads is not done yet.
"""

import asyncio
from asyncio.base_events import BaseEventLoop
from collections.abc import Callable, Iterator
from time import monotonic, process_time
from typing import Any
from weakref import WeakKeyDictionary

from textual import app as textual_app
from textual import pilot as textual_pilot
from textual import timer as textual_timer
from textual._context import active_app
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

SOON = 0.02
"""Seconds within which what a timer will do is waited for."""

_STUCK = 0.01
"""Seconds in which the processor did nothing: then a thread waits for something, the user's answer as a rule."""

_AT_MOST = 10.0
"""Seconds of the processor after which what never comes to rest is left alone."""

_run_in_executor = BaseEventLoop.run_in_executor


class _Work:
    """What a thread does for an event loop."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._runs = False
        self.answer: asyncio.Future[Any] | None = None

    def __call__(self, *values: Any) -> Any:
        self._runs = True
        try:
            return self._function(*values)
        finally:
            self._runs = False

    @property
    def is_done(self) -> bool:
        """Whether nothing will come of it any more; work nobody waits for may still have something to say."""
        return self.answer is not None and self.answer.done() and not self._runs


_works: WeakKeyDictionary[BaseEventLoop, set[_Work]] = WeakKeyDictionary()
_due: WeakKeyDictionary[asyncio.Task[Any], float] = WeakKeyDictionary()


def _noted_work(loop: BaseEventLoop, executor: Any, function: Callable[..., Any], *values: Any) -> Any:
    work = _Work(function)
    work.answer = _run_in_executor(loop, executor, work, *values)
    _works.setdefault(loop, set()).add(work)
    return work.answer


async def _noted_sleep(seconds: float) -> None:
    """Sleep as a timer does between two ticks; those for painting are not waited for, but done when all is quiet."""
    task = asyncio.current_task()
    if task is None or task.get_name() == "screen_update":
        await asyncio.sleep(seconds)
        return
    _due[task] = monotonic() + seconds
    try:
        await asyncio.sleep(seconds)
    finally:
        _due.pop(task, None)


def _waits_for_paint(screen: Screen[Any]) -> bool:
    return not screen.app._batch_count and screen.is_running and screen._update_timer._active.is_set()


def _paint_what_waits(app: App[Any]) -> bool:
    """Lay out and paint now what would be a few milliseconds later; return whether there was anything."""
    screens = [screen for screen in app._screen_stack if _waits_for_paint(screen)]
    for screen in screens:
        screen._on_timer_update()
    return bool(screens)


def _unfinished(loop: BaseEventLoop) -> Iterator[_Work]:
    works = _works.get(loop, set())
    works -= {work for work in works if work.is_done}
    return iter(works)


async def _threads_are_stuck(works: list[_Work]) -> bool:
    """Wait until something comes of the work; return whether the threads did nothing meanwhile."""
    cpu, start = process_time(), monotonic()
    answers = [work.answer for work in works if work.answer is not None and not work.answer.done()]
    if answers:
        done, _waiting = await asyncio.wait(answers, timeout=_STUCK, return_when=asyncio.FIRST_COMPLETED)
        if done:
            return False
    else:  # nobody waits for it any more
        await asyncio.sleep(_STUCK)
    return process_time() - cpu < (monotonic() - start) / 8  # looking for a lock takes a little


async def work_is_done(app: App[Any]) -> None:
    """Let an application work until nothing is left to do but to wait: for keys, for an answer, or for a later time."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, BaseEventLoop)
    end, at_most = monotonic() + SOON, process_time() + _AT_MOST
    while app._exception is None and process_time() < at_most:
        await asyncio.sleep(0)
        if loop._ready or _paint_what_waits(app):  # type: ignore[attr-defined]
            continue
        if works := list(_unfinished(loop)):
            if await _threads_are_stuck(works):
                return
        elif any(when < end for when in _due.values()):
            await asyncio.sleep(0.001)
        else:
            return


async def _pilot_waits(pilot: Pilot[Any], timeout: float = _AT_MOST) -> bool:
    await work_is_done(pilot.app)
    return pilot.app._exception is None


async def _app_waits(min_sleep: float = 0, max_sleep: float = _AT_MOST) -> None:
    await work_is_done(active_app.get())


def wait_only_for_work() -> None:
    """Have all pilots wait like this."""
    BaseEventLoop.run_in_executor = _noted_work  # type: ignore[assignment,method-assign]
    textual_timer.sleep = _noted_sleep  # type: ignore[assignment,attr-defined]
    Pilot._wait_for_screen = _pilot_waits  # type: ignore[assignment,method-assign]
    textual_app.wait_for_idle = textual_pilot.wait_for_idle = _app_waits  # type: ignore[attr-defined]
