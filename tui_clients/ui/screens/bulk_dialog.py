"""The dialog that changes many clients at once: what is to be done, to how many, and whether that is meant."""

import asyncio
from array import array
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from tui_clients.domain.choices import ClientStatus
from tui_clients.domain.query import Query
from tui_clients.errors import UserError
from tui_clients.i18n import _, ngettext
from tui_clients.services import bulk
from tui_clients.services.bulk import AddTag, Edit, RemoveTag, SetStatus
from tui_clients.ui import bulk_words, show, words
from tui_clients.ui.screens import bulk_run
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.screens.confirm import Confirm
from tui_clients.ui.screens.name_dialog import NameDialog
from tui_clients.ui.widgets.choice_match import Choice


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: how many clients are not what they were, and the ids of those that are in the trash now."""

    changed: int = 0
    deleted: "array[int]" = field(default_factory=lambda: array("q"))


@dataclass(frozen=True, slots=True)
class _Wish:
    """What shall be done, and the question whether it is meant; without edits it is the trash."""

    question: str
    edits: Sequence[Edit] = ()


class BulkDialog(Dialog[Done]):
    """Returns what was done to the `count` clients that `query` finds, or None if the dialog was canceled."""

    TALL = 16
    DEFAULT_CSS = """
    BulkDialog {
        & > .dialog { width: 46; }
        & OptionList { height: auto; }
    }
    """

    def __init__(self, query: Query, count: int) -> None:
        super().__init__()
        self._wanted = query
        self._count = count
        self._tags: asyncio.Task[list[str] | None] | None = None

    def compose(self) -> ComposeResult:
        """List what can be done."""
        options = [
            ("category", _("Set the category…")),
            ("add_tag", _("Add a tag…")),
            ("remove_tag", _("Remove a tag…")),
            ("active", _("Set to active")),
            ("inactive", _("Set to inactive")),
            ("delete", _("Into the trash")),
        ]
        title = ngettext("Change {count} client", "Change {count} clients", self._count)
        with Vertical(classes="dialog"):
            yield Label(title.format(count=show.number(self._count)), classes="dialog-title", markup=False)
            yield OptionList(*(Option(label, id=id_) for id_, label in options), compact=True, markup=False)

    def on_mount(self) -> None:
        """Read the tags while the user reads the choices."""
        from tui_clients.storage import tags

        self._tags = asyncio.create_task(self.read(tags.in_use, self.stores.database))

    @on(OptionList.OptionSelected)
    @work(exclusive=True)
    async def begin(self, event: OptionList.OptionSelected) -> None:
        """Ask what is still open, do what is meant, and leave when it is done."""
        asks: dict[str, Callable[[], Coroutine[Any, Any, _Wish | None]]] = {
            "category": self._ask_category,
            "add_tag": self._ask_tag,
            "remove_tag": self._ask_unwanted_tag,
        }
        chosen = event.option.id or ""
        try:
            wish = await asks[chosen]() if chosen in asks else self._plain(chosen)
        except UserError as error:
            self.tell(error)
            return
        if wish is not None and await self._is_meant(wish):
            done = await self._carry_out(wish)
            if done is not None:
                self.dismiss(done)

    async def _is_meant(self, wish: _Wish) -> bool:
        if self._count <= 1:
            return True
        yes = _("Change") if wish.edits else _("Into the trash")
        answers = [("change", yes), ("keep", _("Keep"))]
        return await self.app.push_screen_wait(Confirm(wish.question, answers, "keep")) == "change"

    async def _carry_out(self, wish: _Wish) -> Done | None:
        if wish.edits:
            outcome = await bulk_run.change(self, self._wanted, wish.edits)
            return None if outcome is None else Done(outcome.changed)
        gone = await bulk_run.delete(self, self._wanted)
        return None if gone is None else Done(len(gone), gone)

    # -- what is to be done ----------------------------------------------------------------------

    def _plain(self, chosen: str) -> _Wish:
        if chosen == "delete":
            return _Wish(bulk_words.deletion_question(self._count))
        status = ClientStatus(chosen)
        return _Wish(bulk_words.status_question(words.choice(status), self._count), [SetStatus(status)])

    async def _ask_category(self) -> _Wish | None:
        existing = await self.read(self.stores.clients.categories) or []
        choices = [Choice.of("", _("No category"))]
        choices += [Choice.of(f"{name}/{sub}" if sub else name, f"{name} / {sub}" if sub else name)
                    for name, sub in _with_parents(existing)]  # fmt: skip
        hint = _("A sub-category stands behind a slash.")
        text = await self._choose(NameDialog(_("Category"), choices, _("Add “{name}”"), hint=hint))
        if text is None:
            return None
        edit = bulk.category_of(text, existing)
        return _Wish(bulk_words.category_question(edit.category, edit.sub_category, self._count), [edit])

    async def _ask_tag(self) -> _Wish | None:
        text = await self._ask_name(_("Add a tag"), _("Add “{name}”"))
        if text is None:
            return None
        tags = bulk.tags_of(text)
        return _Wish(bulk_words.tag_question("; ".join(tags), self._count, False), [AddTag(tag) for tag in tags])

    async def _ask_unwanted_tag(self) -> _Wish | None:
        tag = await self._ask_name(_("Remove a tag"), _("Remove “{name}”"))
        return None if tag is None else _Wish(bulk_words.tag_question(tag, self._count, True), [RemoveTag(tag)])

    async def _ask_name(self, title: str, offer: str) -> str | None:
        known = await self._tags if self._tags else None
        return await self._choose(NameDialog(title, [Choice.of(tag, tag) for tag in known or []], offer))

    async def _choose(self, dialog: NameDialog) -> str | None:
        return await self.app.push_screen_wait(dialog)


def _with_parents(existing: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Return categories with each of their sub-categories, and every category without one before them."""
    named = [names for names in existing if names[0]]
    return list(dict.fromkeys(each for name, sub in named for each in ((name, ""), (name, sub))))
