"""Brings files into the database: `inspect` a file, `preview` its rows, `run` the import; knows no screen."""

from tui_clients.services.importing.decision import Answers, Decision, Item, Match, OnDuplicate, Outcome, Undecided
from tui_clients.services.importing.plan import Options, Plan, inspect
from tui_clients.services.importing.remembered import Mappings
from tui_clients.services.importing.report import Found, Report
from tui_clients.services.importing.running import preview, run, run_all
from tui_clients.services.importing.unnamed import inspect_sure

__all__ = [
    "Answers",
    "Decision",
    "Found",
    "Item",
    "Mappings",
    "Match",
    "OnDuplicate",
    "Options",
    "Outcome",
    "Plan",
    "Report",
    "Undecided",
    "inspect",
    "inspect_sure",
    "preview",
    "run",
    "run_all",
]
