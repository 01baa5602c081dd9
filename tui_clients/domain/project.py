"""What a project is."""

from dataclasses import dataclass
from datetime import date

from tui_clients.domain.choices import ProjectStatus


@dataclass(frozen=True, slots=True)
class Project:
    """Work for a client; `budget` is in minor units of `currency`, None where none was set."""

    name: str
    status: ProjectStatus = ProjectStatus.NOT_STARTED
    start: date | None = None
    deadline: date | None = None
    budget: int | None = None
    currency: str = ""
    uid: str = ""
    id: int = 0
    client_id: int = 0
    version: int = 0
