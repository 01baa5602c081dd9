"""What becomes of a row of an import, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    FILL = "fill"  # only what is empty
    CREATE = "create"
    ASK = "ask"  # clients only, and not without somebody to answer


class Outcome(Enum):
    """What becomes of a row; every row has one."""

    CREATED = "created"
    UPDATED = "updated"
    SKIPPED = "skipped"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was decided one by one: for rows by their number in the file, from 0, and for all the others."""

    rows: Mapping[int, OnDuplicate] = field(default_factory=dict)
    rest: OnDuplicate | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The client that a row means, as it stands before the row, and the field that says so.

    Its id is 0 where a row of the same file made it, at `line` if that is near. `others` fit as well.
    """

    field: str
    client: Client
    line: int = 0
    others: tuple[Client, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A row, what it says as it will be stored, what is wrong with it, and what becomes of it.

    `client` is the name of the client to which a project, invoice, contact or note belongs. `match` is the client
    that a row of a file of clients means. `is_open` until somebody has decided about the row, `number` of the file.
    """

    row: Row
    item: Item
    problems: tuple[Problem, ...]
    outcome: Outcome
    client: str = ""
    match: Match | None = None
    number: int = 0
    is_open: bool = False


class Undecided(Exception):
    """Ends an import that meets duplicates about which somebody must decide; nothing was changed.

    `decisions` are those about these rows; there may be more of them in the file unless `is_whole`. `place` is that
    of the file among several.
    """

    def __init__(self, decisions: Sequence[Decision], is_whole: bool) -> None:
        super().__init__()
        self.decisions = decisions
        self.is_whole = is_whole
        self.place = 0
