"""What a command is: a key, what it is called, and where it works."""

from dataclasses import dataclass
from enum import Enum

from textual.binding import Binding

from tui_clients.errors import N_
from tui_clients.i18n import _


class Group(Enum):
    """Where a command works; the value is the heading in the help."""

    EVERYWHERE = N_("Everywhere")
    LIST = N_("Client list")
    TABLE = N_("In a table")
    MARKS = N_("Marks and letters")
    OVERVIEW = N_("Overview")
    PROFILE = N_("Client profile")
    CHARTS = N_("Charts of the profile")
    CHART = N_("Chart on the whole screen")
    STATEMENT = N_("Statement of account")
    ITEMS = N_("Lists of the profile")
    TRASH = N_("Trash of a list")
    FORM = N_("Form")
    IMPORT = N_("Import")
    DUPLICATE = N_("Duplicate in an import")
    IMPORTS = N_("Imports")
    DUPLICATES = N_("Duplicates")
    MERGE = N_("Merging clients")
    PANEL = N_("Window")
    DIALOG = N_("Dialog")
    CHOICE = N_("Choosing")


_STAYING = frozenset({"escape", "f1", "f2", "ctrl+s"})


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `key` in Textual's names (several joined by commas), `action` a method `action_…` of the screen."""

    id: str
    key: str
    label: str
    help: str
    group: Group
    action: str
    is_in_footer: bool = True
    is_in_palette: bool = True
    key_label: str = ""
    works_above: bool = False
    """Whether it works above the screen's own keys, in dialogs too."""
    gives_way: int = 1
    """Where a key bar has no room, the keys that give way most are left out first, then the last ones.

    The ways back, those of saving, and the help stay longest, then what matters most now, then the way out.
    """

    @property
    def key_shown(self) -> str:
        """The key as the user reads it."""
        return _(self.key_label) if self.key_label else self.key.partition(",")[0]

    @property
    def label_shown(self) -> str:
        """The label in the user's language."""
        return _(self.label)

    @property
    def stays(self) -> bool:
        """Whether a key bar keeps the key as long as it can."""
        return self.key.partition(",")[0] in _STAYING

    def binding(self) -> Binding:
        """Return the binding, described in the user's language."""
        return Binding(
            self.key,
            self.action,
            _(self.label),
            show=self.is_in_footer,
            key_display=_(self.key_label) or None,
            priority=self.works_above,
            id=self.id,
        )
