"""What becomes of a row of an import, before anything is written."""

from dataclasses import dataclass
from enum import Enum

from tui_clients.domain.client import Client, Contact, Note
from tui_clients.domain.invoice import Invoice
from tui_clients.domain.project import Project
from tui_clients.domain.validate import Problem
from tui_clients.formats.rows import Row

Item = Client | Project | Invoice | Contact | Note


class OnDuplicate(Enum):
    """What happens to a row whose client (project, …) is there already."""

    SKIP = "skip"
    UPDATE = "update"
    CREATE = "create"


class Outcome(Enum):
    """What becomes of a row; every row has one."""

    CREATED = "created"
    UPDATED = "updated"
    SKIPPED = "skipped"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decision:
    """A row, what it says as it will be stored, what is wrong with it, and what becomes of it.

    `client` is the name of the client to which a project, invoice, contact or note belongs.
    """

    row: Row
    item: Item
    problems: tuple[Problem, ...]
    outcome: Outcome
    client: str = ""
