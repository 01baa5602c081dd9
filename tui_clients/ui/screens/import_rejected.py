"""Keeps the rejected rows of an import until the user says where they go; touches no widget."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tui_clients.errors import N_, UsageError
from tui_clients.formats import atomic


class RejectedRows:
    """CSV files in a private folder (0700) that goes with this object, one for each file that was imported."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="tui-clients-")

    def of(self, place: int) -> Path:
        """Return where the rows of a file are; `place` is that of the file among all."""
        return Path(self._folder.name) / f"rejected-{place}.csv"

    def save(self, target: Path, source: Path, place: int) -> Path:
        """Copy the rows of a file to another one, which must not be the one they came from, and return it."""
        if target.exists() and target.samefile(source):
            message = N_("{path} is the file that was imported. Name another one for the rejected rows.")
            raise UsageError(message, path=target)
        with self.of(place).open("rb") as rows, atomic.replacing(target) as stream:
            shutil.copyfileobj(rows, stream)
        return target

    def forget(self) -> None:
        """Delete the rows here; what was saved stays."""
        self._folder.cleanup()
