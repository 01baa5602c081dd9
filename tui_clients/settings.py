"""What the user has settled, read from `settings.toml`."""

import getpass
import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from tui_clients.errors import N_, UserError

_GREATEST = 1_000_000
_LONGEST_TERMS = 3_650  # days
_LARGEST_DOCUMENT = 500  # megabytes; SQLite's rows end at 1,000


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as containers have
        return ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; "" means that the program decides.

    `language`: de or en. `country`: ISO 3166-1 alpha-2, how local phone numbers are meant.
    `currency`: ISO 4217, for amounts without one. `user`: the name in the history.
    `backups`: how many automatic backups are kept, 0 for none. `backup_before_deleting`: one is made before more than
    so many clients go into the trash. `invoice_number`: how numbers are made (`domain.invoice_number`), in the series
    of all invoices or of each client's (`invoice_series`). `invoice_terms`: days until an invoice is due.
    `document_megabytes`: how large a document may be.
    """

    language: str = ""
    country: str = ""
    currency: str = "EUR"
    user: str = field(default_factory=_user)
    backups: int = 5
    backup_before_deleting: int = 50
    invoice_number: str = "{year}-{number:04}"
    invoice_series: str = "all"
    invoice_terms: int = 14
    document_megabytes: int = 10


def _is_number(value: Any) -> bool:
    return 0 <= int(value) <= _GREATEST


_CHOICES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "language": (lambda value: value in ("de", "en"), "de, en"),
    "country": (lambda value: bool(re.fullmatch("[A-Z]{2}", value)), "DE, AT, US"),
    "currency": (lambda value: bool(re.fullmatch("[A-Z]{3}", value)), "EUR, CHF, USD"),
    "backups": (_is_number, "0, 5, 20"),
    "backup_before_deleting": (_is_number, "0, 50, 1000"),
    "invoice_series": (lambda value: value in ("all", "client"), "all, client"),
    "invoice_terms": (lambda value: 0 <= value <= _LONGEST_TERMS, "0, 14, 30"),
    "document_megabytes": (lambda value: 0 < value <= _LARGEST_DOCUMENT, "1, 10, 100"),
}


def read(path: Path) -> Settings:
    """Return the settings of a file, or the defaults where there is none.

    A file that is no TOML, a name that is no setting and a value of another kind are refused.
    """
    try:
        text = path.read_text(encoding="utf-8")
        import tomllib  # most users have no such file

        values = tomllib.loads(text)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise UserError(N_("The settings in {path} cannot be read: {reason}."), path=path, reason=error) from error
    known = {setting.name: int if setting.type is int else str for setting in fields(Settings)}
    for name, value in values.items():
        if name not in known or type(value) is not known[name]:  # a truth value would pass as a number
            message = N_("The settings in {path} hold “{name}”, which is not understood. Known are: {known}.")
            raise UserError(message, path=path, name=name, known=", ".join(known))
    for name, (is_known, example) in _CHOICES.items():
        if values.get(name) and not is_known(values[name]):
            message = N_("The settings in {path} give “{name}” the value “{value}”; it takes one such as {example}.")
            raise UserError(message, path=path, name=name, value=values[name], example=example)
    return Settings(**values)
