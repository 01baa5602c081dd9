"""The words around changes of many clients; knows no textual, so that the command line can use it."""

from tui_clients.i18n import _, ngettext
from tui_clients.services.bulk import Outcome
from tui_clients.ui import show


def outcome(came: Outcome) -> str:
    """Return what became of the clients ("12 clients changed, 3 were so already.")."""
    if not came.found:
        return _("No client was found.")
    changed = ngettext("{count} client changed", "{count} clients changed", came.changed)
    parts = [changed.format(count=show.number(came.changed)) if came.changed else _("No client changed")]
    if came.unchanged:
        words = ngettext("{count} was so already", "{count} were so already", came.unchanged)
        parts.append(words.format(count=show.number(came.unchanged)))
    if came.rejected:
        words = ngettext(
            "{count} stayed as it was, since its tags would become too long",
            "{count} stayed as they were, since their tags would become too long",
            came.rejected,
        )
        parts.append(words.format(count=show.number(came.rejected)))
    return f"{', '.join(parts)}."


def forecast(came: Outcome) -> str:
    """Return what a dry run found ("15 clients found: 12 would change, 3 are so already.")."""
    if not came.found:
        return _("No client was found.")
    found = ngettext("{count} client found", "{count} clients found", came.found).format(count=show.number(came.found))
    parts = [
        ngettext("{count} would change", "{count} would change", came.changed).format(count=show.number(came.changed))
    ]
    if came.unchanged:
        words = ngettext("{count} is so already", "{count} are so already", came.unchanged)
        parts.append(words.format(count=show.number(came.unchanged)))
    if came.rejected:
        words = ngettext("{count} cannot take so many tags", "{count} cannot take so many tags", came.rejected)
        parts.append(words.format(count=show.number(came.rejected)))
    return f"{found}: {', '.join(parts)}."


def category_question(category: str, sub_category: str | None, count: int) -> str:
    """Return the question whether clients shall get a category, or lose theirs."""
    if not category and not sub_category:
        words = ngettext("Take the category from {count} client?", "Take the category from {count} clients?", count)
    else:
        words = ngettext(
            "Put {count} client into the category “{name}”?", "Put {count} clients into the category “{name}”?", count
        )
    whole = f"{category} / {sub_category}" if sub_category else category
    return words.format(count=show.number(count), name=show.short(whole))


def tag_question(tags: str, count: int, is_removal: bool) -> str:
    """Return the question whether clients shall get tags, or lose one."""
    if is_removal:
        words = ngettext(
            "Remove the tag “{name}” from {count} client?", "Remove the tag “{name}” from {count} clients?", count
        )
    else:
        words = ngettext("Add the tag “{name}” to {count} client?", "Add the tag “{name}” to {count} clients?", count)
    return words.format(count=show.number(count), name=show.short(tags))


def status_question(status: str, count: int) -> str:
    """Return the question whether clients shall get a status."""
    words = ngettext("Set {count} client to “{status}”?", "Set {count} clients to “{status}”?", count)
    return words.format(count=show.number(count), status=status)


def deletion_question(count: int) -> str:
    """Return the question whether clients shall go into the trash."""
    words = ngettext("Put {count} client into the trash?", "Put {count} clients into the trash?", count)
    return words.format(count=show.number(count))
