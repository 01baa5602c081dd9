"""The commands `duplicates` and `merge`: who may be the same client, and one client made of several."""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tui_clients.cli import finding, output
from tui_clients.cli.session import Session
from tui_clients.domain import uniting
from tui_clients.domain.client import Client
from tui_clients.domain.record_json import to_plain
from tui_clients.domain.text import visible
from tui_clients.errors import N_, UsageError
from tui_clients.i18n import _
from tui_clients.services import duplicates, merging
from tui_clients.services.duplicates import Group
from tui_clients.services.merging import Merged, Undone
from tui_clients.services.progress import Progress
from tui_clients.storage import merges
from tui_clients.storage.database import Database
from tui_clients.ui import merge_words, revert_words

_COLUMNS = ("likelihood", "reasons", "count", "ids", "names", "value")


def duplicates_(session: Session, options: Namespace) -> int:
    """Print the clients that may be the same, the likeliest first."""
    with session.database() as database, output.progress_line() as line:

        def tell(progress: Progress) -> None:
            line.show(_("Looking for duplicates: {share}").format(share=f"{progress.share or 0:.0%}"))

        found = duplicates.find(database, progress=tell)
    groups = found.groups[: options.limit]
    if options.json:
        output.write_json_array(map(_plain_group, groups))
    elif output.is_terminal():
        _print_columns(groups)
    else:
        _print_table(groups)
    output.say(merge_words.found(len(groups), found.is_whole and len(groups) == len(found.groups)))
    return 0


def _plain_group(group: Group) -> dict[str, Any]:
    return {
        "likelihood": group.likelihood.value,
        "reasons": [reason.value for reason in group.reasons],
        "count": group.count,
        "value": group.value,
        "clients": [_plain_client(client) for client in group.clients],
    }


def _plain_client(client: Client) -> dict[str, Any]:
    return {
        "id": client.id,
        "name": client.name,
        "company_name": client.company_name,
        "email": client.email,
        "mobile": client.mobile,
    }


def _print_table(groups: Sequence[Group]) -> None:
    output.write("\t".join(_COLUMNS))
    for group in groups:
        reasons, ids = ",".join(reason.value for reason in group.reasons), " ".join(map(str, group.ids))
        names = "; ".join(visible(client.name) for client in group.clients)
        row = (group.likelihood.value, reasons, str(group.count), ids, names, visible(group.value))
        output.write("\t".join(row))


def _print_columns(groups: Sequence[Group]) -> None:
    header = [*merge_words.columns(), _("No.")]
    rows = [[*merge_words.cells(group), " ".join(map(str, group.ids))] for group in groups]
    if rows:
        widths = output.fitting([header, *rows], output.terminal_width())
        for row in (header, *rows):
            output.write(output.aligned(row, widths))


# -- merging -----------------------------------------------------------------------------------------


def merge_(session: Session, options: Namespace) -> int:
    """Merge clients into the first one, or take the last merge into it back."""
    if options.undo:
        return _undo(session, options)
    with session.database() as database:
        clients = [finding.client(database, wanted) for wanted in (options.keep, *options.others)]
        picks = dict(_picks(database, options.prefer, clients))
        merged = merging.merge(database, clients, session.settings.user, picks, is_dry_run=options.dry_run)
    if options.json:
        output.write_json(_plain(merged))
    output.say(merge_words.merged(merged))
    if merged.is_dry_run:
        output.say(_("This was a dry run: nothing was changed."))
    return 0


def _picks(database: Database, wishes: Sequence[str], clients: Sequence[Client]) -> Iterator[tuple[str, int]]:
    """Yield whose value stands for which field: "city=17", or "17" for all fields in which that one says something."""
    by_id = {client.id: client for client in clients}
    for wish in wishes:
        name, separator, number = wish.rpartition("=")
        client = by_id.get(finding.client(database, number).id)
        if client is None:
            raise UsageError(N_("--prefer {wish}: name one of the clients that are merged."), wish=wish)
        fields = (*uniting.chosen(), "note", "extra")
        if separator and name not in fields:
            fields_known = ", ".join(fields)
            raise UsageError(
                N_("There is no field {name} to choose. Fields: {fields}."), name=name, fields=fields_known
            )
        yield from ((each, client.id) for each in ([name] if separator else fields) if _is_said(client, each, name))


def _is_said(client: Client, field: str, wished: str) -> bool:
    return field == wished or uniting.is_filled(client, field)


def _plain(merged: Merged) -> dict[str, Any]:
    return {
        "merge_id": None if merged.is_dry_run else merged.merge_id,
        "dry_run": merged.is_dry_run,
        "merged": [client.id for client in merged.others],
        "moved": _plain_counts(merged.moved),
        "client": {"id": merged.client.id, **to_plain(merged.client)},
    }


def _plain_counts(moved: Mapping[str, int]) -> dict[str, int]:
    return {word: moved.get(kind, 0) for kind, (word, _column) in merges.BELONGINGS.items()}


def _undo(session: Session, options: Namespace) -> int:
    if options.others or options.prefer or options.dry_run:
        raise UsageError(N_("--undo takes the last merge into one client back: name that one alone."))
    with session.database() as database:
        client = finding.client(database, options.keep)
        undone = merging.undo(database, _last_merge(database, client), session.settings.user)
    for left in undone.left:
        output.say(": ".join(visible(part) for part in revert_words.left(left) if part))
    if options.json:
        output.write_json(_plain_undone(undone))
    output.say(merge_words.undone(undone))
    return 1 if undone.left else 0


def _last_merge(database: Database, client: Client) -> int:
    merge = merges.newest(database, client.id)
    if merge is None:
        raise UsageError(N_("No client was merged into {name}."), name=client.name)
    return merge.id


def _plain_undone(undone: Undone) -> dict[str, Any]:
    return {
        "merge_id": undone.merge.id,
        "client": undone.client.id,
        "restored": list(undone.restored),
        "left": [revert_words.plain_left(left) for left in undone.left],
    }
