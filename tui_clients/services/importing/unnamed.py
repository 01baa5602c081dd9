"""Tables without a line of column names: reads them as such where what they hold leaves no doubt; knows no screen."""

from dataclasses import replace
from pathlib import Path

from tui_clients.formats import evidence, table
from tui_clients.formats.header import NONE, NoHeader
from tui_clients.services.importing.plan import Options, Plan, inspect
from tui_clients.services.importing.remembered import Mappings
from tui_clients.settings import Settings


def inspect_sure(path: Path, settings: Settings, options: Options, memory: Mappings | None = None) -> Plan:
    """Return how a file would be imported, as `inspect` does, also one that has no line of column names.

    NoHeader if any column is left over, or if there are no names, or neither addresses nor numbers.
    """
    try:
        return inspect(path, settings, options, memory)
    except NoHeader as error:
        if options.header or options.pairs or not error.is_data:
            raise
        plan = inspect(path, settings, replace(options, header=NONE), memory)
        if plan.recalled or _is_certain(plan):
            return plan
        raise


def _is_certain(plan: Plan) -> bool:
    with table.opened(plan.path, plan.detected) as opened:
        return evidence.is_certain(plan.mapping.columns, [row.cells for row in opened.samples])
