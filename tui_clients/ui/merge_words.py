"""The words around duplicates and merging; knows no textual, so that the command line can use it."""

from collections.abc import Sequence

from tui_clients.domain.client import Client
from tui_clients.errors import N_
from tui_clients.i18n import _, ngettext
from tui_clients.services.duplicates import Group, Likelihood, Reason
from tui_clients.services.merging import Merged, Undone
from tui_clients.storage.merges import Merge
from tui_clients.ui import show

_LIKELIHOODS = {
    Likelihood.HIGH: N_("very likely"),
    Likelihood.MEDIUM: N_("likely"),
    Likelihood.LOW: N_("possible"),
}
_REASONS = {Reason.EMAIL: N_("e-mail"), Reason.PHONE: N_("phone"), Reason.NAME: N_("name")}
_COLUMNS = (N_("The same?"), N_("Clients"), N_("Company"), N_("What they share"), N_("Count"))


def columns() -> list[str]:
    """Return the headings of a list of groups."""
    return [_(label) for label in _COLUMNS]


def cells(group: Group) -> list[str]:
    """Return a group as a row under `columns`."""
    names = " · ".join(dict.fromkeys(client.name for client in group.clients))
    companies = " · ".join(dict.fromkeys(client.company_name for client in group.clients if client.company_name))
    return [_(_LIKELIHOODS[group.likelihood]), names, companies, reasons(group), show.number(group.count)]


def reasons(group: Group) -> str:
    """Return what the clients of a group have in common ("e-mail, name")."""
    return ", ".join(_(_REASONS[reason]) for reason in group.reasons)


def found(count: int, is_whole: bool) -> str:
    """Return how many groups there are."""
    if not count:
        return _("No duplicates were found.")
    sentence = ngettext(
        "{count} group of clients that may be the same.", "{count} groups of clients that may be the same.", count
    )
    said = sentence.format(count=show.number(count))
    return said if is_whole else " ".join((said, _("There are more: merge these first.")))


def name(client: Client) -> str:
    """Return a client's name as it stands in a sentence, with its number."""
    return f"{show.short(client.name)} ({client.id})"


def names(clients: Sequence[Client]) -> str:
    """Return the names of clients."""
    return ", ".join(map(name, clients))


def belongings(moved: dict[str, int] | None) -> str:
    """Return what belongs to clients ("2 projects, 7 invoices")."""
    counts = moved or {}
    parts = (
        (counts.get("project", 0), ngettext("{count} project", "{count} projects", counts.get("project", 0))),
        (counts.get("invoice", 0), ngettext("{count} invoice", "{count} invoices", counts.get("invoice", 0))),
        (counts.get("contact", 0), ngettext("{count} contact", "{count} contacts", counts.get("contact", 0))),
        (counts.get("note", 0), ngettext("{count} note", "{count} notes", counts.get("note", 0))),
        (counts.get("document", 0), ngettext("{count} document", "{count} documents", counts.get("document", 0))),
    )
    return ", ".join(text.format(count=show.number(count)) for count, text in parts if count)


def merged(came: Merged) -> str:
    """Return what became of a merge."""
    sentence = _("{others} merged into {client}.").format(others=names(came.others), client=name(came.client))
    moved = belongings(dict(came.moved))
    return " ".join((sentence, _("Moved: {what}.").format(what=moved))) if moved else sentence


def undone(came: Undone) -> str:
    """Return what became of a merge that was taken back."""
    sentence = ngettext("{count} client is back.", "{count} clients are back.", len(came.restored))
    said = sentence.format(count=show.number(len(came.restored)))
    if not came.left:
        return said
    rest = ngettext(
        "{count} entry was left as it is, since it was changed after the merge.",
        "{count} entries were left as they are, since they were changed after the merge.",
        len(came.left),
    )
    return f"{said} {rest.format(count=show.number(len(came.left)))}"


def undo_question(merge: Merge, others: Sequence[Client]) -> str:
    """Return the question whether a merge shall be taken back."""
    question = _("Take the merge with {others} back?").format(others=names(others))
    when = _("{when} by {name}").format(when=show.moment(merge.at), name=show.short(merge.by))
    said = _("They come out of the trash with what belonged to them. What was changed since stays as it is.")
    return f"{question}\n{when}\n\n{said}"
