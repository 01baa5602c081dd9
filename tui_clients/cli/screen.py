"""Opens the screens: on the user's database, or on a throw-away one with invented clients."""

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_clients.cli import output
from tui_clients.cli.session import Session
from tui_clients.errors import N_, UsageError
from tui_clients.i18n import _
from tui_clients.storage.driver import let_threads_take_memory

if TYPE_CHECKING:
    from argparse import Namespace

    from tui_clients.services.progress import Progress

_PAINTS_A_SECOND = "500"
"""Textual paints at most 60 times a second unless told otherwise: an answer waits up to 17 ms for that."""

_HASTY = 0.0005
"""Seconds after which the threads that search and that write to the terminal may interrupt the one that draws.

They need Python for a moment at a time only, of which each would wait 5 ms with Python's own number.
"""


def open_(session: Session, _options: object) -> int:
    """Open the client list on the user's database."""
    _prepare()
    from tui_clients.ui import app

    with session.database(for_screens=True) as database:
        return app.run(database, session.settings, session.paths.mappings)


def demo_(session: Session, options: "Namespace") -> int:
    """Open the client list on invented clients."""
    _prepare()
    from tui_clients.services.demo import demo
    from tui_clients.ui import app, show

    line = output.ProgressLine()

    def tell(progress: "Progress") -> None:
        sentence = _("{count} of {total} clients")
        line.show(sentence.format(count=show.number(progress.rows), total=show.number(progress.total)))

    with demo(options.clients, tell) as database:
        line.clear()
        return app.run(database, replace(session.settings, backups=0))


def _prepare() -> None:
    os.environ.setdefault("TEXTUAL_FPS", _PAINTS_A_SECOND)  # read when textual is loaded
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(N_("The screens need a terminal. See tui-clients --help for what can be done without one."))
    sys.setswitchinterval(_HASTY)
    let_threads_take_memory()
    from tui_clients.ui import spared

    spared.begin()
