"""The command `change`: changes all clients that a query finds, or puts them into the trash."""

from argparse import Namespace

from tui_clients.cli import output
from tui_clients.cli.session import Session
from tui_clients.domain.choices import ClientStatus
from tui_clients.domain.query import Query
from tui_clients.errors import N_, UsageError
from tui_clients.i18n import _, ngettext
from tui_clients.services import bulk
from tui_clients.services.bulk import AddTag, Edit, Outcome, RemoveTag, SetStatus
from tui_clients.services.progress import Listener, Progress
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.ui import bulk_words, show, words


def change_(session: Session, options: Namespace) -> int:
    """Change the clients that a query finds and say what became of them."""
    _require_changes(options)
    query = _query(options)
    line = output.ProgressLine()
    try:
        with session.database() as database:
            outcome = (_delete if options.delete else _change)(session, options, database, query, line)
    finally:
        line.clear()
    if options.json:
        output.write_json(_plain(outcome, options))
    output.say(_sentence(outcome, options))
    return 1 if outcome.rejected else 0


def _require_changes(options: Namespace) -> None:
    is_edited = options.set_category is not None or options.add_tag or options.remove_tag or options.status
    if options.delete and is_edited:
        raise UsageError(N_("What goes into the trash is not changed: give --delete alone."))
    if not options.delete and not is_edited:
        message = N_("Say what is to be changed: --set-category, --add-tag, --remove-tag, --status or --delete.")
        raise UsageError(message)


def _query(options: Namespace) -> Query:
    """Return the query; one that asks for nothing would mean every client, which takes `--all`."""
    query = Query(" ".join(options.query))
    has_query = bool(query.conditions())
    if options.all and query.text.strip():
        raise UsageError(N_("Give words to search for, or --all for every client, not both."))
    if not options.all and not has_query:
        raise UsageError(N_("Say which clients are meant: words to search for, or --all for every client."))
    return query


def _edits(options: Namespace, database: Database) -> list[Edit]:
    edits: list[Edit] = []
    if options.set_category is not None:
        edits.append(bulk.category_of(options.set_category, Clients(database).categories()))
    edits += [RemoveTag(tag) for tag in options.remove_tag if bulk.tags_of(tag)]
    edits += [AddTag(tag) for text in options.add_tag for tag in bulk.tags_of(text)]
    if options.status:
        edits.append(SetStatus(ClientStatus(options.status)))
    return edits


def _change(
    session: Session, options: Namespace, database: Database, query: Query, line: output.ProgressLine
) -> Outcome:
    edits, by = _edits(options, database), session.settings.user
    return bulk.change(database, query, edits, by, is_dry_run=options.dry_run, progress=_teller(line))


def _delete(
    session: Session, options: Namespace, database: Database, query: Query, line: output.ProgressLine
) -> Outcome:
    if options.dry_run:
        count = Clients(database).count(query)
    else:
        by, backups = session.settings.user, session.backups(database)
        count = len(bulk.delete(database, query, by, backups=backups, progress=_teller(line)))
    return Outcome(count, count)


def _teller(line: output.ProgressLine) -> Listener:
    def tell(progress: Progress) -> None:
        if progress.stage:
            line.show(words.stage(progress.stage, progress.share))
            return
        sentence = _("{count} of {total} clients")
        line.show(sentence.format(count=show.number(progress.rows), total=show.number(progress.total)))

    return tell


def _sentence(outcome: Outcome, options: Namespace) -> str:
    if options.dry_run:
        return f"{bulk_words.forecast(outcome)} {_('This was a dry run: nothing was changed.')}"
    if options.delete and outcome.found:
        sentence = ngettext("{count} client is in the trash.", "{count} clients are in the trash.", outcome.found)
        return sentence.format(count=show.number(outcome.found))
    return bulk_words.outcome(outcome)


def _plain(outcome: Outcome, options: Namespace) -> dict[str, int | bool]:
    """Return the outcome as `--json` prints it."""
    return {
        "found": outcome.found,
        "changed": 0 if options.delete else outcome.changed,
        "unchanged": outcome.unchanged,
        "rejected": outcome.rejected,
        "deleted": outcome.changed if options.delete else 0,
        "dry_run": options.dry_run,
    }
