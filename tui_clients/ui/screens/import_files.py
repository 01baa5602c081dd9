"""The files of one run of the import assistant, and what was decided of each; touches no widget."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tui_clients.i18n import _
from tui_clients.services.importing import Answers, Mappings, Options, Plan
from tui_clients.settings import Settings
from tui_clients.ui import show
from tui_clients.ui.screens.import_reading import inspected


class Files:
    """Files of which one is in front.

    What happens to duplicates and whose local phone numbers are meant is decided of all of them; what goes into which
    field of all that have the same columns; anything else of the file in front alone.
    """

    def __init__(self, paths: Sequence[Path] = ()) -> None:
        self.paths = tuple(paths)
        self.place = 0
        self._shared = Options()
        self._decided: dict[Path, Options] = {}
        self._by_columns: dict[tuple[str, ...], Options] = {}

    @property
    def path(self) -> Path | None:
        """The file in front."""
        return self.paths[self.place] if self.paths else None

    @property
    def are_several(self) -> bool:
        """Whether there is more than one file."""
        return len(self.paths) > 1

    @property
    def title(self) -> str:
        """What is imported: the file in front, and which of several it is."""
        if self.path is None:
            return _("Import")
        if not self.are_several:
            return _("Import: {file}").format(file=self.path.name)
        place, count = show.number(self.place + 1), show.number(len(self.paths))
        return _("Import: {file} ({place} of {count})").format(file=self.path.name, place=place, count=count)

    def step(self, steps: int) -> None:
        """Bring the next or previous file to the front, the first one after the last."""
        self.place = (self.place + steps) % len(self.paths)

    def go_to(self, path: Path) -> None:
        """Bring a file to the front."""
        self.place = self.paths.index(path)

    def decide(self, plan: Plan) -> None:
        """Remember what was decided of the file in front, as it was understood."""
        options = plan.options
        self._decided[plan.path] = options
        if options.pairs or options.defaults or options.dates or options.mapping:
            self._by_columns[plan.columns] = options
        self._shared = _with_shared(Options(), options)
        self._decided = {path: _with_shared(each, options) for path, each in self._decided.items()}

    def answer(self, plan: Plan, answers: Answers) -> None:
        """Remember what was answered about the duplicates of a file."""
        self._decided[plan.path] = replace(plan.options, answers=answers)

    def options(self, path: Path, settings: Settings, memory: Mappings) -> Options:
        """Return how a file is to be read; looks into it where files with the same columns may have been decided."""
        if path in self._decided or not self._by_columns:
            return self._decided.get(path, self._shared)
        twin = self._by_columns.get(inspected(path, settings, self._shared, memory).columns)
        if twin is None:
            return self._shared
        return replace(
            self._shared,
            target=twin.target,
            pairs=twin.pairs,
            defaults=twin.defaults,
            dates=twin.dates,
            mapping=twin.mapping,
        )


def _with_shared(options: Options, other: Options) -> Options:
    return replace(options, on_duplicate=other.on_duplicate, match=other.match, country=other.country)
