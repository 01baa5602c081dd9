"""The commands that look after the database file: `backup`, `backups`, `restore` and `check`."""

from argparse import Namespace

from tui_clients.cli import output
from tui_clients.cli.session import Session
from tui_clients.domain import dates
from tui_clients.domain.text import visible
from tui_clients.errors import N_, DatabaseRefused
from tui_clients.i18n import _, ngettext
from tui_clients.services import backup, reindexing
from tui_clients.services.progress import Listener, Progress
from tui_clients.storage import checking, kept
from tui_clients.storage.checking import Fault, Finding
from tui_clients.storage.database import Database
from tui_clients.storage.kept import Kept, Reason
from tui_clients.ui import show, words

_REASONS = {
    Reason.IMPORT: N_("before an import"),
    Reason.DELETION: N_("before a deletion"),
    Reason.UPGRADE: N_("before an upgrade"),
}


def backup_(session: Session, options: Namespace) -> int:
    """Write a checked copy of the database."""
    if not session.file.exists():
        raise DatabaseRefused(N_("There is no database at {path}: nothing was backed up."), path=session.file)
    with session.database() as database, output.progress_line() as line:
        size = backup.backup(database, options.file, progress=_teller(line))
    if options.json:
        output.write_json({"path": str(options.file.expanduser().absolute()), "size": size})
    sentence = _("The backup {path} is complete and checked ({size} kB).")
    output.say(sentence.format(path=visible(str(options.file)), size=_kilobytes(size)))
    return 0


def backups_(session: Session, options: Namespace) -> int:
    """List the automatic backups, the newest first."""
    copies = kept.all_of(session.file)
    if options.json:
        output.write_json([_plain_copy(copy) for copy in copies])
        return 0
    cells = [
        (show.moment(copy.at), _(_REASONS[copy.reason]), f"{_kilobytes(copy.size)} kB", visible(str(copy.path)))
        for copy in copies
    ]
    if cells:
        *widths, _last = (max(map(len, column)) for column in zip(*cells, strict=True))
        for row in cells:
            padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=False))
            output.write("  ".join((*padded, row[-1])))
    else:
        output.say(_("There are no automatic backups."))
    return 0


def restore_(session: Session, options: Namespace) -> int:
    """Put a backup in the place of the database."""
    with output.progress_line() as line:
        aside = backup.restore(options.file, session.file, progress=_teller(line))
    sentence = _("{path} was restored from {backup}.")
    output.say(sentence.format(path=visible(str(session.file)), backup=visible(str(options.file))))
    if aside:
        output.say(_("The database that was there before is kept as {path}.").format(path=visible(str(aside))))
    return 0


def _teller(line: output.ProgressLine) -> Listener:
    def tell(progress: Progress) -> None:
        if progress.stage:
            line.show(words.stage(progress.stage, progress.share))

    return tell


def _kilobytes(size: int) -> str:
    return show.number(-(-size // 1024))


def _plain_copy(copy: Kept) -> dict[str, str | int]:
    return {"path": str(copy.path), "at": dates.iso(copy.at), "reason": copy.reason.value, "size": copy.size}


def check_(session: Session, options: Namespace) -> int:
    """Check the database for damage, after making its search index anew if that is wished."""
    with session.database() as database:
        if options.rebuild:
            _rebuild(database)
        findings = list(checking.check(database))
    if options.json:
        output.write_json([_plain(finding) for finding in findings])
    else:
        for finding in findings:
            output.write(visible(_sentence(finding)))
        _summarise(session, len(findings))
    return 1 if findings else 0


def _rebuild(database: Database) -> None:
    line = output.ProgressLine()

    def tell(progress: Progress) -> None:
        line.show(_("The search index is made anew: {share}").format(share=f"{progress.share or 0:.0%}"))

    def sum_up(progress: Progress) -> None:
        line.show(_("Payments are summed up anew: {share}").format(share=f"{progress.share or 0:.0%}"))

    try:
        reindexing.rebuild(database, tell, is_afresh=True)
        reindexing.sum_up(database, sum_up)
        reindexing.make_indexes(database)
    finally:
        line.clear()
    output.say(_("The search index was made anew."))


def _plain(finding: Finding) -> dict[str, str | int]:
    return {
        "fault": finding.fault.value,
        "table": finding.table,
        "row": finding.row,
        "detail": finding.detail,
        "message": _sentence(finding),
    }


def _sentence(finding: Finding) -> str:
    sentences = {
        Fault.INTEGRITY: _("The file is damaged: {detail}"),
        Fault.FOREIGN_KEY: _("Row {row} of {table} belongs to a {detail} that does not exist."),
        Fault.SEARCH: _("Client {row} may not be found: its search text is out of date. --rebuild makes it anew."),
        Fault.INDEX: _(
            "The search index does not agree with the clients: some may not be found. --rebuild makes it anew."
        ),
        Fault.UNFINISHED_INDEX: _(
            "The search index is not finished: clients are found, but slowly. --rebuild makes it anew."
        ),
        Fault.PAID: _("What is paid of invoice {row} is not the sum of its payments. --rebuild makes it anew."),
        Fault.LIST_INDEX: _("The list is slow: the index {table} is missing. --rebuild makes it anew."),
        Fault.OPEN_INDEX: _("What is open is not kept: {table} is missing or changed. --rebuild makes it anew."),
    }
    return sentences[finding.fault].format(row=finding.row, table=finding.table, detail=finding.detail)


def _summarise(session: Session, count: int) -> None:
    path = visible(str(session.file))
    if count:
        sentence = ngettext("{path}: {count} fault was found.", "{path}: {count} faults were found.", count)
        output.say(sentence.format(path=path, count=show.number(count)))
    else:
        output.say(_("{path} is sound.").format(path=path))
