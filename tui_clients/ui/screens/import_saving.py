"""What the import assistant does beside importing: save a mapping and the rejected rows, take an import back."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_clients.domain.text import visible
from tui_clients.i18n import _
from tui_clients.services.importing import Mappings, Plan
from tui_clients.services.importing.remembered import Remembered
from tui_clients.ui.screens.base import OurScreen
from tui_clients.ui.screens.import_rejected import RejectedRows
from tui_clients.ui.screens.import_run import Imported
from tui_clients.ui.screens.replacing import may_write
from tui_clients.ui.widgets.choice_match import Choice

if TYPE_CHECKING:
    from tui_clients.storage.imports import ImportRun, Imports


async def save_mapping(screen: OurScreen[Any], plan: Plan) -> None:
    """Save by a name what goes into which field."""
    from tui_clients.ui.screens.name_dialog import NameDialog

    memory = screen.clients_app.mappings
    saved = [Choice.of(name, visible(name)) for name in await asyncio.to_thread(memory.names)]
    hint = _("It can be chosen under “Settings” for any file, and with --mapping.")
    dialog = NameDialog(_("Save the mapping as"), saved, _("Save as “{name}”"), hint=hint)
    name = await screen.app.push_screen_wait(dialog)
    if name and await screen.read(_saved, memory, name, plan.decided):
        screen.app.notify(_("The mapping is saved as “{name}”.").format(name=visible(name)), markup=False)


def _saved(memory: Mappings, name: str, decided: Remembered) -> str:
    """Save a mapping and return its name."""
    memory.save(name, decided)
    return name


async def save_rejected(screen: OurScreen[Any], imported: Imported, rejected: RejectedRows) -> None:
    """Save the rejected rows; those of several files each in a file that has the name of where they come from."""
    from tui_clients.ui.screens.file_dialog import FileDialog

    source, are_several = imported[0][0].path, len(imported) > 1
    name = _("rejected") if are_several else f"{source.stem}-{_('rejected')}"
    proposal = source.with_name(f"{name}.csv")
    dialog = FileDialog(_("Save the rejected rows as"), proposal, ("*.csv",), must_exist=False)
    wanted = await screen.app.push_screen_wait(dialog)
    for place, (plan, report) in enumerate(imported if wanted else ()):
        if report.rejected:
            path = wanted.with_stem(f"{wanted.stem}-{plan.path.stem}") if are_several else wanted
            await _save(screen, rejected, path, plan.path, place)


async def _save(screen: OurScreen[Any], rejected: RejectedRows, path: Path, source: Path, place: int) -> None:
    if not await may_write(screen.app, path) or await screen.read(rejected.save, path, source, place) is None:
        return
    sentence = _("The rejected rows are in {path}, with the reasons in the last columns.")
    screen.app.notify(sentence.format(path=visible(str(path))), markup=False)


async def take_back(screen: OurScreen[Any], imported: Imported) -> bool:
    """Take the import of a file or of several back, if that is meant; return whether it was."""
    from tui_clients.storage.imports import Imports
    from tui_clients.ui.screens import revert_run

    ids = [report.import_id for _plan, report in imported if report.has_changes]
    runs = await screen.read(_runs, Imports(screen.stores.database), ids)
    return bool(runs) and await revert_run.take_back(screen, runs or ())


def _runs(imports: "Imports", ids: Sequence[int]) -> "list[ImportRun]":
    """Return the imports of some numbers."""
    return [run for id_ in ids if (run := imports.get(id_))]
