"""The log: a private file for what the user need not read on the screen."""

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

_LARGEST_BYTES = 1_000_000
_KEPT = 2


def start(folder: Path) -> None:
    """Write warnings and worse to a file only its owner can read; without one if the folder cannot be written."""
    handler: logging.Handler
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / "tui-clients.log"
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
        handler = RotatingFileHandler(file, maxBytes=_LARGEST_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
