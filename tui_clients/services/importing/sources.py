"""Which files are meant by the paths that a user names: a folder stands for those in it that can be imported."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui_clients.errors import N_, FileRefused, UserError
from tui_clients.formats.table import FORMATS
from tui_clients.services.folders import read_folder
from tui_clients.services.importing.plan import Options, Plan
from tui_clients.services.importing.remembered import Mappings
from tui_clients.services.importing.unnamed import inspect_sure
from tui_clients.settings import Settings

PATTERNS = tuple(f"*{extension}" for each in FORMATS for extension in each.extensions)
"""Names of files that can be imported."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file among others that cannot be imported, and why."""

    path: Path
    error: UserError


def files_of(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files that paths name, each once and in their order.

    Of a folder those whose names say that they can be imported, sorted by name, but none that is hidden and none of
    a folder in it; FileRefused if there is none, or if it cannot be read.
    """
    found: dict[Path, None] = {}
    for path in paths:
        found |= dict.fromkeys(_inside(path) if path.is_dir() else (path,))
    return tuple(found)


def _inside(folder: Path) -> Sequence[Path]:
    entries = read_folder(folder, PATTERNS)
    files = [folder / entry.name for entry in entries if not entry.is_folder and not entry.is_hidden]
    if not files:
        raise FileRefused(N_("There is no file in {path} that can be imported."), path=folder)
    return files


def inspect_all(
    files: Iterable[Path], settings: Settings, options: Options, memory: Mappings | None = None
) -> tuple[list[Plan], list[Refused]]:
    """Return how each of several files would be imported, found out by itself, and which of them cannot be.

    The first refusal is raised if there is no file that can be imported, and UsageError at once.
    """
    plans: list[Plan] = []
    refused: list[Refused] = []
    for file in files:
        try:
            plan = inspect_sure(file, settings, options, memory)
            plan.mapping.require(file)
        except FileRefused as error:
            refused.append(Refused(file, error))
        else:
            plans.append(plan)
    if not plans:
        raise refused[0].error
    return plans, refused
