"""Everything that is known of a client, field by field, and the picture."""

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from tui_clients.domain.client import Client, Picture
from tui_clients.domain.fields import FIELDS, Field
from tui_clients.domain.fields import Section as FieldSection
from tui_clients.domain.validate import Problem, validate
from tui_clients.errors import N_, UserError
from tui_clients.i18n import _
from tui_clients.ui import show, words
from tui_clients.ui.screens.detail_section import Section
from tui_clients.ui.stores import Stores
from tui_clients.ui.widgets.facts import Fact, Facts
from tui_clients.ui.widgets.picture import PictureView

if TYPE_CHECKING:
    from PIL.Image import Image

_COLUMNS = (
    (FieldSection.ACCOUNT, FieldSection.COMPANY),
    (FieldSection.NOTE, FieldSection.MORE, FieldSection.RECORD),
)


@dataclass(frozen=True, slots=True)
class ProfileData:
    """The facts by section, and the picture as it is stored."""

    facts: dict[FieldSection, tuple[Fact, ...]]
    picture: Picture | None


class _Columns(VerticalScroll):
    """Scrolls over the facts, and looks with the focus as without."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Leave the styles as they are: Textual would work them out for all facts, 1 ms each."""


class ProfileSection(Section[ProfileData]):
    """The fields in one column, or in two where there is room; the picture on the right."""

    NAME = "profile"
    LABEL = N_("Profile")
    SCOPED_CSS = False  # the screen's classes for wide and short terminals count here
    DEFAULT_CSS = """
    ProfileSection {
        layout: horizontal;
        padding: 0 1;
        & > VerticalScroll { width: 1fr; scrollbar-size-vertical: 1; }
        & > VerticalScroll > Vertical { width: 1fr; height: auto; padding: 0 1 0 0; }
        & Facts { margin: 0 0 1 0; }
        & > PictureView { margin: 0 0 0 1; }
    }
    .-wide ProfileSection > VerticalScroll { layout: horizontal; }
    .-wide ProfileSection > VerticalScroll > Vertical { width: 2fr; }
    .-wide ProfileSection > VerticalScroll > .-first { width: 3fr; }
    .-narrow ProfileSection > PictureView { width: 12; }
    .-wide ProfileSection > PictureView { width: 26; max-height: 16; }
    """

    main: _Columns

    def __init__(self) -> None:
        super().__init__()
        self.main = _Columns()
        self._picture = PictureView()
        self._columns = [
            {section: Facts(_(section.value), has_labels=section is not FieldSection.NOTE) for section in sections}
            for sections in _COLUMNS
        ]

    def parts(self) -> ComposeResult:
        """Yield the facts section by section, and the picture."""
        with self.main:
            for column in self._columns:
                with Vertical(classes="-first" if column is self._columns[0] else ""):
                    yield from column.values()
        yield self._picture

    @staticmethod
    def read(stores: Stores, client: Client) -> ProfileData:
        """Return the client's fields as facts, with what is wrong with them, and the picture as it is stored."""
        problems = validate(client)
        facts = {
            section: tuple(_fact(field, client, problems) for field in FIELDS if field.section is section)
            for section in FieldSection
        }
        return ProfileData(facts, client.picture)

    @staticmethod
    def count(data: ProfileData) -> None:
        """Return no number: a profile is not counted."""

    def change_owner(self) -> None:
        """Begin at the top."""
        self.main.scroll_home(animate=False)

    def forget(self) -> None:
        """Be as if nothing had been shown; the facts stay as they are painted until there are others."""
        super().forget()
        self._picture.is_awaited = False
        self._show_picture(None, "")

    def show(self, data: ProfileData) -> None:
        """Give the widgets what they show."""
        for section, widget in self._widgets().items():
            widget.facts = data.facts[section]
        self.on_resize()
        self.workers.cancel_group(self, "picture")
        self._picture.is_awaited = data.picture is not None
        self._show_picture(None, "")
        if data.picture is not None:
            self._decode(data.picture)

    def on_resize(self) -> None:
        """Line the labels up: those of a column, or all of them where there is one column."""
        groups = self._columns if self.screen.has_class("-wide") else [self._widgets()]
        for group in groups:
            width = max(widget.natural_label_width for widget in group.values())
            for widget in group.values():
                widget.label_width = width

    def _widgets(self) -> dict[FieldSection, Facts]:
        return {section: widget for column in self._columns for section, widget in column.items()}

    @work(group="picture")
    async def _decode(self, picture: Picture) -> None:
        """Decode a picture in a thread and show it."""
        from tui_clients.services.picture_decode import decode

        if not self.is_running:  # the profile was closed meanwhile
            return
        await self.wait_for_refresh()  # the facts come first
        try:
            self._show_picture(await to_thread(decode, picture), "")
        except UserError as error:
            self._show_picture(None, words.sentence(error))

    def _show_picture(self, image: "Image | None", sentence: str) -> None:
        self._picture.image, self._picture.sentence = image, sentence


def _fact(field: Field, client: Client, problems: Sequence[Problem]) -> Fact:
    value = show.value(field, getattr(client, field.name))
    complaints = dict.fromkeys(words.problem(problem) for problem in problems if problem.field == field.name)
    return Fact(words.label(field), value, " ".join(complaints), value == show.MISSING)
