"""The words around imports and taking them back; knows no textual, so that the command line can use it."""

from collections.abc import Sequence
from typing import Any

from tui_clients.domain import dates
from tui_clients.errors import N_
from tui_clients.formats.targets import TARGETS
from tui_clients.i18n import _, ngettext
from tui_clients.services import merging
from tui_clients.services.reverting import Outcome
from tui_clients.storage.imports import ImportRun
from tui_clients.storage.left_over import Left
from tui_clients.ui import import_words, show, words

COUNTS = {
    "created": N_("{count} new"),
    "updated": N_("{count} updated"),
    "skipped": N_("{count} skipped"),
    "rejected": N_("{count} rejected"),
}
"""What can become of the rows of a file."""

_COLUMNS = (N_("When"), N_("By"), N_("What"), N_("Rows"), N_("File"), N_("Taken back"))
_KINDS = {
    "clients": N_("client"),
    "projects": N_("project"),
    "invoices": N_("invoice"),
    "contacts": N_("contact person"),
    "notes": N_("note"),
    "documents": N_("document"),
}
_MOST = 5
"""Imports that a question lists."""


def columns() -> list[str]:
    """Return the headings of a list of imports."""
    return [_(label) for label in _COLUMNS]


def cells(run: ImportRun) -> list[str]:
    """Return an import as a row under `columns`."""
    return [show.moment(run.at), run.by, kind(run.target), counts(run), run.source, taken_back(run)]


def counts(run: ImportRun) -> str:
    """Return what became of the rows of an import ("240 new, 3 updated")."""
    if not run.is_finished:
        return _("not finished")
    found = {text: run.counts.get(name, 0) for name, text in COUNTS.items()}
    return ", ".join(_(text).format(count=show.number(count)) for text, count in found.items() if count)


def kind(target: str) -> str:
    """Return what the rows of an import were."""
    return _(import_words.KINDS[target]) if target in import_words.KINDS else target


def taken_back(run: ImportRun) -> str:
    """Return when an import was taken back and by whom, "" for one that was not."""
    if run.reverted_at is None:
        return ""
    said = _("{when} by {name}").format(when=show.day(run.reverted_at.astimezone().date()), name=run.reverted_by)
    if not run.left:
        return said
    rest = ngettext("but for {count} row", "but for {count} rows", run.left).format(count=show.number(run.left))
    return f"{said}, {rest}"


def about(run: ImportRun) -> str:
    """Return what is known of an import in one line."""
    done = f"{kind(run.target)}: {counts(run) or show.number(0)}"
    when = _("{when} by {name}").format(when=show.moment(run.at), name=show.short(run.by))
    back = [_("taken back {when}").format(when=taken_back(run))] if run.reverted_at else []
    return " · ".join([_("Import {id}").format(id=run.id), done, when, *back])


def interrupted(source: str, left: int) -> str:
    """Return that an import was killed and what became of its rows, so many of which stayed."""
    said = _("The import of {file} was interrupted. What it had brought was taken back.").format(
        file=show.short(source)
    )
    if not left:
        return said
    rest = ngettext(
        "{count} row stays, since it was changed meanwhile.",
        "{count} rows stay, since they were changed meanwhile.",
        left,
    )
    return f"{said} {rest.format(count=show.number(left))}"


def question(runs: Sequence[ImportRun]) -> str:
    """Return the question whether an import, or those of several files, shall be taken back."""
    head = _("Take the import of {file} back?").format(file=show.short(runs[0].source))
    lines = [about(runs[0])]
    if len(runs) > 1:
        head = _("Take the import of these {count} files back?").format(count=show.number(len(runs)))
        lines = [f"{show.short(run.source)}: {counts(run)}" for run in runs[:_MOST]]
        if len(runs) > _MOST:
            lines.append(_("… and {count} more").format(count=show.number(len(runs) - _MOST)))
    said = _("What it created goes away (clients into the trash), what it changed is again what it was.")
    rest = _("Rows that were changed since stay.")
    return "\n".join((head, *lines, "", f"{said} {rest}"))


def outcome(came: Outcome) -> str:
    """Return what became of the rows of an import ("12 rows were removed, 3 restored; 1 was left.")."""
    parts = []
    if came.removed:
        sentence = ngettext("{count} row was removed", "{count} rows were removed", came.removed)
        parts.append(sentence.format(count=show.number(came.removed)))
    if came.restored:
        sentence = ngettext("{count} row is as it was before", "{count} rows are as they were before", came.restored)
        parts.append(sentence.format(count=show.number(came.restored)))
    if came.left_count:
        sentence = ngettext(
            "{count} row was left, since it was changed after the import",
            "{count} rows were left, since they were changed after the import",
            came.left_count,
        )
        parts.append(sentence.format(count=show.number(came.left_count)))
    return f"{', '.join(parts)}." if parts else _("There was nothing to be taken back.")


def left(row: Left) -> tuple[str, str, str]:
    """Return a row that was left: which it is, what was changed in it, by whom and when."""
    name = _("{kind} {id} “{name}”").format(kind=_(_KINDS[row.kind]), id=row.id, name=row.name)
    if row.client:
        name = _("{name} of {client}").format(name=name, client=row.client)
    return name, ", ".join(field(row.kind, name) for name in row.fields), author(row)


def plain_left(row: Left) -> dict[str, Any]:
    """Return a row that was left as `--json` prints it."""
    return {
        "kind": row.kind,
        "id": row.id,
        "name": row.name,
        "client": row.client or None,
        "fields": list(row.fields),
        "by": row.by or None,
        "at": dates.iso(row.at) if row.at else None,
    }


def author(row: Left) -> str:
    """Return who changed a row that was left, and when, as far as is known."""
    when = show.moment(row.at) if row.at else ""
    if row.by and when:
        return _("{when} by {name}").format(when=when, name=row.by)
    return row.by or when


def field(target: str, name: str) -> str:
    """Return the name of what was changed in a row that was left: a field, or what it has got since."""
    if name in import_words.KINDS:
        return kind(name)
    if name == merging.OTHER:
        return _("Merging")
    if target == "clients":
        return words.label(name)
    return next(import_words.field(each, name) for each in TARGETS if each.name == target)


def more(count: int) -> str:
    """Return that there are more rows left than are listed."""
    sentence = ngettext("… and {count} more row.", "… and {count} more rows.", count)
    return sentence.format(count=show.number(count))
