"""Work that a thread begins at once; Textual's own workers begin theirs after what is painted next."""

import asyncio
from collections.abc import Callable
from contextvars import copy_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.dom import DOMNode


def begin(node: "DOMNode", group: str, work: Callable[[], None]) -> None:
    """Do `work` in a thread, as a worker of `node`: what it raises ends the program, which waits for it at its end."""
    node.run_worker(asyncio.get_running_loop().run_in_executor(None, copy_context().run, work), group=group)
