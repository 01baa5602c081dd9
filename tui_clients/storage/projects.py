"""Keeps the projects of clients."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from tui_clients.domain.choices import ProjectStatus
from tui_clients.domain.client import new_uid
from tui_clients.domain.project import Project
from tui_clients.storage import import_steps
from tui_clients.storage.database import Database
from tui_clients.storage.parts import ProjectModel
from tui_clients.storage.search import among

_COLUMNS = ("uid", "client_id", "name", "status", "start", "deadline", "budget", "currency", "version")


class Projects:
    """The projects of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_client(self, client_id: int) -> list[Project]:
        """Return a client's projects, the latest start first."""
        query = self._select().where(ProjectModel.client_id == client_id)
        return [
            _project(row) for row in self._database.rows(query.order_by(ProjectModel.start.desc(), ProjectModel.id))
        ]

    def by_status(self, client_id: int) -> dict[ProjectStatus, int]:
        """Return how many projects of a client stand where, in the order of the statuses, without those nobody has."""
        statement = "SELECT status, count(*) FROM project WHERE client_id = ? GROUP BY status"
        found = dict(self._database.sql(statement, client_id))
        return {status: found[status.value] for status in ProjectStatus if status.value in found}

    def of_clients(self, ids: Iterable[int]) -> dict[int, list[Project]]:
        """Return the projects of each client that has any, in the order in which they came."""
        query = self._select().where(among(ProjectModel.client_id, ids)).order_by(ProjectModel.id)
        found: dict[int, list[Project]] = {}
        for row in self._database.rows(query):
            project = _project(row)
            found.setdefault(project.client_id, []).append(project)
        return found

    def find(self, project: Project) -> Project | None:
        """Return the stored project with the same uid, or without a uid the client's one of the same name."""
        is_same = (
            ProjectModel.uid == project.uid
            if project.uid
            else (ProjectModel.client_id == project.client_id) & (ProjectModel.name == project.name)
        )
        rows = self._database.rows(self._select().where(is_same).order_by(ProjectModel.id).limit(1))
        return _project(rows[0]) if rows else None

    def add(self, project: Project, import_id: int | None = None) -> Project:
        """Store a new project of `client_id` inside the caller's transaction."""
        stored = replace(project, uid=project.uid or new_uid(), version=1)
        id_ = self._database.insert(ProjectModel.insert(**_values(stored)))
        import_steps.created(self._database, import_id, "project", [id_])
        return replace(stored, id=id_)

    def add_many(self, projects: Iterable[Project], import_id: int | None = None) -> None:
        """Store new projects inside the caller's transaction; a uid is given to those without."""
        stored = (_values(replace(project, uid=project.uid or new_uid(), version=1)) for project in projects)
        rows = ([values[name] for name in _COLUMNS] for values in stored)
        with import_steps.adding(self._database, import_id, "project"):
            self._database.insert_many("project", _COLUMNS, rows)

    def update(self, project: Project, import_id: int | None = None) -> None:
        """Overwrite the stored project of the same id inside the caller's transaction."""
        import_steps.changing(self._database, import_id, "project", project.id)
        values = _values(replace(project, version=project.version + 1))
        self._database.change(ProjectModel.update(**values).where(ProjectModel.id == project.id))

    def _select(self) -> Any:
        return ProjectModel.select(ProjectModel.id, *(getattr(ProjectModel, name) for name in _COLUMNS))


def _values(project: Project) -> dict[str, Any]:
    texts = {name: getattr(project, name) for name in _COLUMNS}
    return texts | {"status": project.status.value, "start": day(project.start), "deadline": day(project.deadline)}


def _project(row: tuple[Any, ...]) -> Project:
    id_, uid, client_id, name, status, start, deadline, budget, currency, version = row
    return Project(
        name, ProjectStatus(status), a_date(start), a_date(deadline), budget, currency, uid, id_, client_id, version
    )


def day(value: date | None) -> str:
    """Return a day as storage keeps it: ISO 8601, or "" for none."""
    return value.isoformat() if value else ""


def a_date(text: str) -> date | None:
    """Return the day that `day` wrote."""
    return date.fromisoformat(text) if text else None
