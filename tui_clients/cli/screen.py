"""Opens the screens: on the user's database, or on a throw-away one with invented clients."""

import gc
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from tui_clients.cli import output
from tui_clients.cli.session import Session
from tui_clients.errors import N_, UsageError
from tui_clients.i18n import _

if TYPE_CHECKING:
    from tui_clients.services.progress import Progress


def open_(session: Session, _options: Namespace) -> int:
    """Open the client list on the user's database."""
    _require_terminal()
    gc.disable()  # the screens turn it on again once they are painted: until then it costs a tenth of the start
    from tui_clients.ui import app

    with session.database() as database:
        return app.run(database, session.settings)


def demo_(session: Session, options: Namespace) -> int:
    """Open the client list on invented clients."""
    _require_terminal()
    from tui_clients.services.demo import demo
    from tui_clients.ui import app, show

    line = output.ProgressLine()

    def tell(progress: "Progress") -> None:
        sentence = _("{count} of {total} clients")
        line.show(sentence.format(count=show.number(progress.rows), total=show.number(progress.total)))

    with demo(options.clients, tell) as database:
        line.clear()
        return app.run(database, session.settings)


def _require_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(N_("The screens need a terminal. See tui-clients --help for what can be done without one."))
