"""The command `paths`: where settings, database, logs and mappings are."""

from argparse import Namespace

from tui_clients.cli import output
from tui_clients.cli.session import Session
from tui_clients.domain.text import visible


def paths_(session: Session, options: Namespace) -> int:
    """Print where settings, database, logs and mappings are."""
    location = session.location if "://" in session.location else str(session.file)
    paths = session.paths
    places = {
        "settings": str(paths.settings),
        "database": location,
        "logs": str(paths.logs),
        "mappings": str(paths.mappings),
    }
    if options.json:
        output.write_json(places)
    else:
        for name, place in places.items():
            output.write(f"{name}\t{visible(place)}")
    return 0
