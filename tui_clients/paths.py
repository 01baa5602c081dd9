"""Where the program keeps its things: settings, data and logs."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

_NAME = "tui-clients"


class Paths(NamedTuple):
    """The places of one user; nothing is created by asking."""

    settings: Path
    database: Path
    logs: Path
    mappings: Path
    """What goes into which field, as decided in earlier imports."""


def user_paths() -> Paths:
    """Return the platform's places, or those below `TUI_CLIENTS_HOME`; `TUI_CLIENTS_DATABASE` names the database."""
    home = os.environ.get("TUI_CLIENTS_HOME")
    if home:
        root = Path(home).expanduser()
        paths = Paths(root / "settings.toml", root / "clients.db", root / "logs", root / "mappings.json")
    else:
        import platformdirs

        paths = Paths(
            platformdirs.user_config_path(_NAME) / "settings.toml",
            platformdirs.user_data_path(_NAME) / "clients.db",
            platformdirs.user_log_path(_NAME),
            platformdirs.user_data_path(_NAME) / "mappings.json",
        )
    database = os.environ.get("TUI_CLIENTS_DATABASE")
    return paths._replace(database=Path(database)) if database else paths


def private_mode(folder: Path) -> int:
    """Return the mode of a private file in `folder`: 0600, or 0660 where a group shares the folder (setgid)."""
    shared = stat.S_ISGID | stat.S_IWGRP
    return 0o660 if folder.stat().st_mode & shared == shared else 0o600


def sample_data() -> Path:
    """Return the folder of sample clients: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).parent
    inside = package / "sample_data"
    return inside if inside.is_dir() else package.parent / "sample_data"
