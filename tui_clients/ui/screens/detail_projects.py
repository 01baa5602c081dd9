"""The projects of a client."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult

from tui_clients.domain.choices import ProjectStatus
from tui_clients.domain.client import Client
from tui_clients.domain.items import ItemKind
from tui_clients.domain.project import Project
from tui_clients.domain.text import cells
from tui_clients.errors import N_
from tui_clients.i18n import _
from tui_clients.ui import show, words
from tui_clients.ui.screens import detail_rows
from tui_clients.ui.screens.charted_section import ChartedSection
from tui_clients.ui.screens.detail_charts import ProjectBook
from tui_clients.ui.screens.detail_kept import KeptSection
from tui_clients.ui.screens.detail_source import Stored, stored
from tui_clients.ui.stores import Stores
from tui_clients.ui.widgets.chart import Chart
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.virtual_table import VirtualTable


@dataclass(frozen=True, slots=True)
class ProjectData:
    """A client's projects, and how many stand where."""

    projects: Stored[Project]
    counts: Mapping[ProjectStatus, int]


class ProjectsSection(ChartedSection, KeptSection[ProjectData, Project]):
    """A pie by status, and the table; beside each other where there is room."""

    KIND = ItemKind.PROJECT
    NAME = "projects"
    LABEL = N_("Projects")
    EMPTY = N_("No projects yet. Press a to add one.")
    SCOPED_CSS = False  # the screen's classes for wide and short terminals count here
    DEFAULT_CSS = """
    ProjectsSection {
        & > Chart { height: 9; }
        & > VirtualTable { height: 1fr; }
    }
    .-wide ProjectsSection {
        layout: horizontal;
        & > Chart { width: 40; height: 14; dock: right; margin: 0 0 0 1; }
        & > VirtualTable { width: 1fr; }
    }
    .-short ProjectsSection > Chart { display: none; }
    """

    def __init__(self) -> None:
        super().__init__(VirtualTable(_columns()))
        self.chart = Chart()
        self.charts = (self.chart,)

    def parts(self) -> ComposeResult:
        """Yield chart and table."""
        yield self.chart
        yield self.main

    @staticmethod
    def read(stores: Stores, client: Client) -> ProjectData:
        """Return the projects, and how many stand where."""
        counts = stores.projects.by_status(client.id)
        return ProjectData(stored(stores, ItemKind.PROJECT, client.id), counts)

    @staticmethod
    def count(data: ProjectData) -> int:
        """Return how many projects there are."""
        return len(data.projects.ids)

    def show(self, data: ProjectData) -> None:
        """Give chart and table what they show."""
        self.show_charts(ProjectBook(data.counts))
        super().show(data)

    def forget(self) -> None:
        """Be as if nothing had been shown."""
        super().forget()
        self.forget_charts()

    def source(self, data: ProjectData) -> Stored[Project]:
        """Return the projects."""
        return data.projects

    def cells(self, item: Project) -> Sequence[str]:
        """Return a project's row."""
        return _cells(item)


def _columns() -> tuple[Column, ...]:
    day = detail_rows.day_width()
    status = max(cells(words.choice(status)) for status in ProjectStatus)
    return (
        Column("name", _("Name"), 30, 16, grows=True),
        Column("status", _("Status"), status, status),
        Column("start", _("Start"), day, day, gives_way=2),
        Column("deadline", _("Deadline"), day, day),
        Column("budget", _("Budget"), 14, 12, gives_way=1, is_right=True),
    )


def _cells(project: Project) -> tuple[str, ...]:
    return (
        project.name,
        words.choice(project.status),
        _day(project.start),
        _day(project.deadline),
        "" if project.budget is None else show.amount(project.budget, project.currency),
    )


def _day(day: date | None) -> str:
    return show.day(day) if day else ""
