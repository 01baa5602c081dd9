"""The family of errors that carry a message for the user; they hold the English sentence, never a translation."""

from typing import Any


def N_(message: str) -> str:  # noqa: N802 - the field's name for a marker
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


class UserError(Exception):
    """Something the user can understand and act on.

    `message` is an English format string (`str.format` with `values`), which is also the key of
    its translation; `exit_code` is what the command line answers (see DESIGN §6).
    """

    exit_code = 3

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values)


class UsageError(UserError):
    """The command was given words it does not know."""

    exit_code = 2


class Refused(UserError):
    """What was asked makes no sense as things stand, and nothing was changed; `field` is the one to blame, if any."""

    exit_code = 2

    def __init__(self, message: str, field: str = "", **values: Any) -> None:
        super().__init__(message, **values)
        self.field = field


class FileRefused(UserError):
    """A file cannot be read as what it should be, or cannot be written."""


class DatabaseRefused(UserError):
    """The database is not ours, damaged, too new, or cannot be reached."""


class IndexDamaged(DatabaseRefused):
    """The search index is damaged; the clients themselves are not, and it can be built anew from them."""


class EditConflict(UserError):
    """Somebody else changed the row since it was read; `current` is how it stands now."""

    def __init__(self, message: str, current: Any, **values: Any) -> None:
        super().__init__(message, **values)
        self.current = current


class Canceled(UserError):
    """The user stopped a long task; nothing of it was kept."""

    exit_code = 130
