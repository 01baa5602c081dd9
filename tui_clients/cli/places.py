"""The command `paths`: where settings, database, backups, logs and mappings are."""

from argparse import Namespace

from tui_clients.cli import output
from tui_clients.cli.session import Session
from tui_clients.domain.text import visible
from tui_clients.storage import kept


def paths_(session: Session, options: Namespace) -> int:
    """Print where settings, database, backups, logs and mappings are."""
    location = session.location if "://" in session.location else str(session.file)
    places = {"settings": str(session.paths.settings), "database": location}
    if "://" not in location:
        places["backups"] = str(kept.folder_of(session.file))
    places |= {"logs": str(session.paths.logs), "mappings": str(session.paths.mappings)}
    if options.json:
        output.write_json(places)
    else:
        for name, place in places.items():
            output.write(f"{name}\t{visible(place)}")
    return 0
