"""What shortens the test run and takes nothing from what the tests prove.

The program that the tests run is the same but for what comes out alike each time (the schema of a new database, what
Textual makes of style sheets, the parser of the command line), what nobody sees (paints between two keys), and
waiting for the disk.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tui_clients import i18n
from tui_clients.storage import connections, filesystem, upgrading
from tui_clients.storage.database import APPLICATION_ID, SCHEMA_VERSION

migrate = upgrading.upgrade
"""What the migrations do to a file, whatever was put in its place."""


@cache
def _new_database() -> bytes:
    """Return the file that the migrations make of an empty one."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        filesystem.ensure_file(path)
        migrate(path, APPLICATION_ID, SCHEMA_VERSION, 0)
        return path.read_bytes()


def copy_new_databases() -> None:
    """Let the migrations make one new database, of which every other one is a copy; old ones are still migrated."""

    def upgrade(path: Path, application_id: int, version: int, backups: int) -> None:
        if path.stat().st_size == 0 and (application_id, version) == (APPLICATION_ID, SCHEMA_VERSION):
            path.write_bytes(_new_database())
        else:
            migrate(path, application_id, version, backups)

    upgrading.upgrade = upgrade


def leave_the_disk_alone() -> None:
    """Do not wait until the disk has written; only a machine that loses its power would tell the difference."""
    connections.PRAGMAS = (*connections.PRAGMAS, ("synchronous", "off"))  # type: ignore[assignment]


def parse_style_sheets_once() -> None:
    """Keep what Textual reads in a style sheet for the next application of this process."""
    from textual.css.stylesheet import Stylesheet

    parse = Stylesheet._parse_rules
    parsed: dict[tuple[object, ...], Any] = {}

    def parse_once(self: Stylesheet, css: str, *given: Any, **named: Any) -> Any:
        key = (css, *given, *named.items(), *self._variables.items())
        if key not in parsed:
            parsed[key] = parse(self, css, *given, **named)
        return parsed[key]

    Stylesheet._parse_rules = parse_once  # type: ignore[method-assign]


def join_style_sheets_once() -> None:
    """Keep the rules of all style sheets of an application together for the next one that has the same."""
    from textual.css.stylesheet import Stylesheet

    parse_all = Stylesheet.parse
    joined: dict[tuple[object, ...], tuple[Any, Any]] = {}

    def parse_all_once(self: Stylesheet) -> None:
        key = (*self.source.items(), *self._variables.items())
        if key not in joined:
            parse_all(self)
            joined[key] = self._rules, self.rules_map
        self._rules, self._rules_map = joined[key]
        self._require_parse = False

    Stylesheet.parse = parse_all_once  # type: ignore[method-assign]


def build_the_parser_once() -> None:
    """Keep the parser of the command line in each language; it knows nothing of the line that it parses."""
    from tui_clients.cli import arguments

    parser = arguments.parser
    of_language = cache(lambda _language: parser())
    arguments.parser = lambda: of_language(i18n.current())


def paint_what_is_looked_at() -> None:
    """Do not paint between two keys what an application without a terminal shows to nobody."""
    from textual._compositor import Compositor

    paint = Compositor.render_update

    def render_update(self: Compositor, full: bool = False, *given: Any, **named: Any) -> Any:
        if full:
            return paint(self, full, *given, **named)
        self._dirty_regions.clear()
        return None

    Compositor.render_update = render_update  # type: ignore[method-assign]
