"""The command `statement`: a client's statement of account, printed or written to a file."""

import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from tui_clients.cli import finding, output
from tui_clients.cli.session import Session
from tui_clients.domain import statement
from tui_clients.domain.statement import Account
from tui_clients.domain.text import visible
from tui_clients.errors import N_, UsageError
from tui_clients.formats.atomic import replacing
from tui_clients.i18n import _
from tui_clients.storage.invoices import Invoices
from tui_clients.ui import show, statement_forms

_EXAMPLE = date(2026, 12, 31)


def statement_(session: Session, options: Namespace) -> int:
    """Print what a client owed before some days, what was invoiced and paid in them, and what is owed at their end."""
    start = _day(options.start) if options.start else None
    end = _day(options.end) if options.end else date.today()  # noqa: DTZ011 - the user's own day is meant
    if start and end < start:
        raise UsageError(N_("The last day is before the first."))
    with session.database() as database:
        client = finding.client(database, options.client)
        account = statement.account(client, Invoices(database).of_client(client.id), start, end)
    file: Path | None = options.output.expanduser() if options.output and str(options.output) != "-" else None
    by_name = statement_forms.ENDINGS.get(file.suffix.lower(), "text") if file else "text"
    form = options.format or by_name
    if file is None:
        _print(account, form)
    else:
        content = statement_forms.FORMS[form](account).encode()
        with replacing(file) as stream:
            stream.write(content)
        output.say(_("The statement is in {path}.").format(path=visible(str(file))))
    return 0


def _print(account: Account, form: str) -> None:
    """Print the statement; a terminal gets lines of its width, a pipe CSV and HTML in UTF-8, as they say."""
    if form == "json":
        output.write_json(statement_forms.as_plain(account))
    elif form == "text":
        width = output.terminal_width() if output.is_terminal() else None
        sys.stdout.write(statement_forms.as_text(account, width))
    elif output.is_terminal():
        for line in statement_forms.FORMS[form](account).splitlines():
            output.write(visible(line))
    else:
        sys.stdout.buffer.write(statement_forms.FORMS[form](account).encode())


def _day(text: str) -> date:
    """Return the day a user typed."""
    day = show.typed_day(text)
    if day is None:
        raise UsageError(
            N_("“{text}” is not a date, such as {example}."), text=text, example=show.day_example(_EXAMPLE)
        )
    return day
