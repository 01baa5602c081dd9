"""The settings of an import as the assistant offers them: their values, their choices, what a choice changes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tui_clients import i18n
from tui_clients.domain import names
from tui_clients.domain.dates import Order
from tui_clients.domain.text import shorten, visible
from tui_clients.errors import N_
from tui_clients.formats import table, targets
from tui_clients.formats.header import NONE
from tui_clients.formats.rows import Row
from tui_clients.i18n import _
from tui_clients.services.importing import Answers, OnDuplicate, Options, Plan, remembered
from tui_clients.ui import import_words, show
from tui_clients.ui.widgets.choice_match import Choice

TAKE_NEW = ("encoding", "delimiter", "header")
"""Settings of which there are more values than are offered."""


_MAPPINGS = {"": N_("as the columns suggest"), remembered.LAST: N_("as for the last file with this header")}
_LONGEST = 60  # cells of a line of the file


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: `code` is its value for the program, `value` for the reader; `is_open` until the user has chosen."""

    name: str
    label: str
    value: str
    code: str
    hint: str = ""
    is_open: bool = False
    offered: tuple[Choice, ...] = ()
    """What can be chosen, where that depends on the file."""


def settings(plan: Plan) -> list[Setting]:
    """Return how a file will be imported."""
    found = [_kind(plan), *_reading(plan), *_header(plan)]
    if plan.meaning.orders:
        found.append(_dates(plan))
    return [*found, _country(plan), *_duplicates(plan), _mapping(plan)]


def _kind(plan: Plan) -> Setting:
    hint = _("Projects, invoices, contact persons and notes go to the clients that they name.")
    return Setting("target", _("Rows are"), _(import_words.KINDS[plan.target]), plan.target, hint)


def _reading(plan: Plan) -> list[Setting]:
    detected = plan.detected
    found = [Setting("format", _("Format"), _(import_words.FORMATS[detected.format]), detected.format)]
    if len(plan.sheets) > 1:
        offered = tuple(Choice.of(name, visible(name)) for name in plan.sheets)
        found.append(Setting("sheet", _("Sheet"), visible(detected.sheet), detected.sheet, offered=offered))
    if not detected.encoding:
        return found
    encoding = import_words.encoding(detected.encoding)
    guessed = _("{encoding}, guessed").format(encoding=encoding) if detected.is_guess else encoding
    hint = _("If letters are wrong in the preview, choose another one.")
    found.append(Setting("encoding", _("Encoding"), guessed, detected.encoding, hint))
    if detected.delimiter:
        delimiter = import_words.delimiter(detected.delimiter)
        found.append(Setting("delimiter", _("Separator"), delimiter, detected.delimiter))
    return found


def _header(plan: Plan) -> list[Setting]:
    """Return which line holds the names of the columns, nothing where the format itself names them."""
    code = plan.detected.header
    if not code:
        return []
    value = _("none") if code == NONE else _("line {line}").format(line=show.number(plan.header))
    hint = _("The line that holds the names of the columns; any number can be typed.")
    return [Setting("header", _("Header"), value, code, hint)]


def header_choices(lines: Sequence[Row]) -> list[Choice]:
    """Return which line may hold the names of the columns: one of the first `lines`, or none."""
    found = [Choice.of(NONE, _("none: columns are called by their place"))]
    for row in lines:
        text = shorten(visible(", ".join(cell[:_LONGEST] for cell in row.cells[:_LONGEST])), _LONGEST)
        found.append(Choice.of(str(row.line), f"{row.line}: {text}"))
    return found


def _mapping(plan: Plan) -> Setting:
    """Return where the mapping comes from."""
    value = _(_MAPPINGS.get(plan.recalled, "")) or visible(plan.recalled)
    hint = _("What goes into which field; a change under “Columns” counts before it.")
    return Setting("mapping", _("Mapping"), value, plan.recalled or remembered.NONE, hint)


def mapping_choices(saved: Iterable[str]) -> list[Choice]:
    """Return the mappings there are; `saved` are the names of those that were saved."""
    own = [
        Choice.of(code, _(label))
        for code, label in ((remembered.NONE, _MAPPINGS[""]), ("", _MAPPINGS[remembered.LAST]))
    ]
    return [*own, *(Choice.of(name, visible(name)) for name in saved)]


def _dates(plan: Plan) -> Setting:
    hint = _("Dates that can be read in one way only are read so, whatever is chosen here.")
    orders = {order for order in plan.meaning.orders.values() if order}
    code = orders.pop().value if len(orders) == 1 and not plan.open_dates else ""
    if plan.open_dates:
        return Setting("dates", _("Dates"), _("day or month first? Please choose"), code, hint, is_open=True)
    order = Order(code) if code else None
    if plan.options.dates is None and order in (None, Order.YMD):
        return Setting("dates", _("Dates"), _("clear from the file"), code, hint)
    return Setting("dates", _("Dates"), _(import_words.ORDERS[order]) if order else "", code, hint)


def _country(plan: Plan) -> Setting:
    code = plan.meaning.country
    hint = _("Phone numbers without a country code are taken to be of this country, unless the row names another.")
    value = show.country(code) if code else _("none: they stay as typed")
    return Setting("country", _("Local phones of"), value, code, hint)


def _duplicates(plan: Plan) -> list[Setting]:
    options = plan.options
    found = [
        Setting(
            "on_duplicate",
            _("Duplicates"),
            _(import_words.DUPLICATES[options.on_duplicate]),
            options.on_duplicate.value,
            _("What happens to a row whose client, project and so on is there already."),
        )
    ]
    if plan.target == "clients" and options.on_duplicate is not OnDuplicate.CREATE:
        code = " ".join(options.match)
        label = import_words.MATCHES.get(options.match, code)
        hint = _("What two clients must have in common to be the same one.")
        found.append(Setting("match", _("Same client by"), _(label), code, hint))
    return found


def choices(name: str, target: str = "clients") -> list[Choice]:
    """Return what can be chosen for a setting where the rows are of a kind."""
    found = _CHOICES[name]()
    if name == "on_duplicate" and target != "clients":
        return [choice for choice in found if choice.code != OnDuplicate.ASK.value]
    return found


def _countries() -> list[Choice]:
    known = names.countries(i18n.current().locale).items()
    return [Choice.of("", _("none: they stay as typed")), *(Choice.of(code, name) for code, name in known)]


_CHOICES: Mapping[str, Callable[[], list[Choice]]] = {
    "target": lambda: [Choice.of(each.name, _(import_words.KINDS[each.name])) for each in targets.TARGETS],
    "format": lambda: [Choice.of(each.name, _(import_words.FORMATS[each.name])) for each in table.FORMATS],
    "encoding": lambda: [Choice.of(name, _(label)) for name, label in import_words.ENCODINGS.items()],
    "delimiter": lambda: [Choice.of(sign, _(label)) for sign, label in import_words.DELIMITERS.items()],
    "dates": lambda: [Choice.of(order.value, _(label)) for order, label in import_words.ORDERS.items()],
    "country": _countries,
    "on_duplicate": lambda: [Choice.of(what.value, _(label)) for what, label in import_words.DUPLICATES.items()],
    "match": lambda: [Choice.of(" ".join(match), _(label)) for match, label in import_words.MATCHES.items()],
}


def changed(options: Options, name: str, code: str) -> Options:
    """Return the options with a setting changed; where other columns come of it, what was said of them is dropped.

    What was decided about single rows was decided as they were shown then: it is dropped by every change.
    """
    values: dict[str, Any] = {name: code}
    if name in ("format", "sheet", "encoding", "delimiter", "target", "header"):
        values |= {"pairs": (), "fixes": {}}
    elif name == "mapping":
        values |= {"pairs": (), "defaults": ()}
    elif name == "dates":
        values[name] = Order(code)
    elif name == "on_duplicate":
        values[name] = OnDuplicate(code)
    elif name == "match":
        values[name] = tuple(code.split())
    if name == "target":
        values["defaults"] = ()
    if name == "target" and options.on_duplicate is OnDuplicate.ASK:
        values["on_duplicate"] = OnDuplicate.SKIP
    return replace(options, **values, answers=Answers())


def mapped(options: Options, column: str, field: str) -> Options:
    """Return the options with a column put into a field, "" to leave it out."""
    others = [pair for pair in options.pairs if pair.rpartition("=")[0] != column]
    return replace(options, pairs=(*others, f"{column}={field}"), answers=Answers())


def with_default(options: Options, field: str, text: str) -> Options:
    """Return the options with a text for rows that say nothing of a field, "" for none."""
    others = [pair for pair in options.defaults if pair.partition("=")[0] != field]
    return replace(options, defaults=(*others, f"{field}={text}"), answers=Answers())
