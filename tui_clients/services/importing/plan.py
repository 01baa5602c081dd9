"""What an import is going to do: how the file is read and which column goes where; writes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from tui_clients.domain import names
from tui_clients.domain.dates import DateColumn, Order
from tui_clients.errors import N_, UsageError
from tui_clients.formats import applied, detect, evidence, keys, mapping, proposal, rejected, table, targets, wishes
from tui_clients.formats.by_field import Texts, by_field
from tui_clients.formats.detect import Detected
from tui_clients.formats.header import NONE
from tui_clients.formats.mapping import Confidence, Role
from tui_clients.formats.rows import Row
from tui_clients.services.importing import recall
from tui_clients.services.importing.decision import Answers, OnDuplicate
from tui_clients.services.importing.fixes import Fixes
from tui_clients.services.importing.matching import KEYS
from tui_clients.services.importing.reading import DATE_FIELDS, Meaning
from tui_clients.services.importing.remembered import LAST, Mappings, Remembered
from tui_clients.services.spreadsheet import GUARD_COLUMN, unguarded
from tui_clients.settings import Settings

_DATED_ROWS = 5000  # after which it is looked whether the order of dates is decided
_LINE_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Options:
    """What the user has decided about an import; "" and None leave it to be found out.

    `target` is a name of `targets.TARGETS`, `pairs` are "Column=field", `match` are names of `matching.KEYS`.
    `answers` are what was decided about duplicates one by one. `header` is the number of the line of column names, or
    "none"; `defaults` are "field=text" for rows that say nothing; `mapping` is the name of a saved one, "none" for the
    one that is proposed, "" for that of the last file with the same header, if there was one. `fixes` are texts for
    cells of the file.
    """

    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    target: str = ""
    pairs: tuple[str, ...] = ()
    dates: Order | None = None
    country: str = ""
    on_duplicate: OnDuplicate = OnDuplicate.SKIP
    match: tuple[str, ...] = ("email",)
    answers: Answers = field(default_factory=Answers)
    header: str = ""
    defaults: tuple[str, ...] = ()
    mapping: str = ""
    fixes: Fixes = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the names in `matching.KEYS` by which the client of a row is looked for, one after the other."""
        return ("uid",) if self.on_duplicate is OnDuplicate.CREATE else tuple(dict.fromkeys(("uid", *self.match)))


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file will be imported; changed by `inspect` with other options.

    `recalled` says whose mapping is in force beside what the options say: that of the last file with the same header
    (`LAST`), of a name, or "" for none. `header` is the line of the column names, 0 if there is none.
    """

    path: Path
    options: Options
    detected: Detected
    columns: tuple[str, ...]
    mapping: mapping.Mapping
    meaning: Meaning = field(default_factory=Meaning)
    recalled: str = ""
    header: int = 0
    sheets: tuple[str, ...] = ()
    """All sheets of a workbook."""
    rows: int = 0
    """About how many rows the file has, 0 where only reading them would tell."""
    """Whether no line of known column names stands in the file, and what the columns hold tells what they are."""

    @property
    def target(self) -> str:
        """Return what the rows are: clients, projects, invoices, contacts or notes."""
        return self.mapping.target.name

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Return the columns whose cells go nowhere."""
        return tuple(name for name in self.mapping.unmapped if name != GUARD_COLUMN)

    @property
    def open_dates(self) -> tuple[str, ...]:
        """Return the date fields in whose columns day and month cannot be told apart."""
        return tuple(name for name, order in self.meaning.orders.items() if order is None)

    @property
    def is_guarded(self) -> bool:
        """Whether our own export guarded the cells against spreadsheets."""
        return GUARD_COLUMN in self.columns

    def cells(self, row: Row) -> Sequence[str]:
        """Return the cells of a row as they were before they were guarded."""
        return [unguarded(cell) for cell in row.cells] if self.is_guarded else row.cells

    @property
    def own_columns(self) -> tuple[str, ...]:
        """Return the columns without those that a file of rejected rows has beside them."""
        return rejected.own(self.columns)

    @property
    def decided(self) -> Remembered:
        """Return what the next file with the same header should not have to be told again."""
        orders = {name: order for name, order in self.meaning.orders.items() if order not in (None, Order.YMD)}
        is_unnamed = evidence.is_unnamed(self.own_columns)
        pairs = [
            f"{column.name}={'extra' if column.role is Role.CUSTOM else column.field}"
            for column in self.mapping.columns
            if column.name and (column.is_decided or (is_unnamed and column.confidence is Confidence.GUESS))
        ]
        defaults = tuple(f"{name}={text}" for name, text in self.mapping.defaults)
        return Remembered(self.target, tuple(pairs), defaults, orders)

    def record(self, row: Row) -> dict[str, str]:
        """Return the record of a row."""
        return applied.apply(self.mapping, self.cells(row))

    def by_field(self, rows: Sequence[Row]) -> Texts:
        """Return the texts of each field in the records of rows."""
        return by_field(self.mapping, [*map(self.cells, rows)])


def inspect(path: Path, settings: Settings, options: Options | None = None, memory: Mappings | None = None) -> Plan:
    """Return how a file would be imported; FileRefused in one sentence if it holds no records.

    `memory` are the mappings used before.
    """
    chosen = options or Options()
    _require_known(chosen)
    detected = detect.detect(path, chosen.format, chosen.encoding, chosen.delimiter, chosen.sheet)
    detected = replace(detected, header=chosen.header)
    recalled = recall.named(memory, chosen.mapping)
    named = [pair.rpartition("=")[0].strip() for pair in (*chosen.pairs, *(recalled.pairs if recalled else ()))]
    with table.opened(path, detected, named) as opened:
        header = opened.header
        columns = header.columns
        recalled = recalled or recall.last(memory, columns, chosen.mapping)
        target = _target(rejected.own(columns), chosen.target or (recalled.target if recalled else ""))
        form = table.by_name(detected.format)
        is_own = targets.is_own(columns)
        is_exact = is_own and form.is_whole
        # Columns that we have named hold what their names say, whatever stands in them.
        has_our_names = targets.has_our_names(columns) or form.has_our_names
        proposed = _proposed(columns, target, () if has_our_names else [row.cells for row in opened.samples])
        is_recalled = recalled is not None and target.name in (recalled.target, "")
        mapped = recall.applied(proposed, recalled) if recalled and is_recalled else proposed
        mapped = wishes.with_defaults(wishes.override(mapped, chosen.pairs), chosen.defaults)
        orders = _orders(mapped, opened.rows, chosen.dates)
    if recalled:
        orders = {name: order or recalled.orders.get(name) for name, order in orders.items()}
    country = chosen.country or ("" if is_own else settings.country)
    code = names.country_code(country) or ""
    meaning = Meaning(
        code,
        settings.currency,
        MappingProxyType(orders),
        is_exact,
        has_sound_uids=is_own or form.is_plain,
        utc=_in_utc(columns, mapped),
        document_megabytes=settings.document_megabytes,
    )
    is_said = recalled is not None and is_recalled and bool(recalled.pairs or recalled.defaults)
    detected = replace(detected, sheet=header.sheet, header=str(header.line) if header.line else chosen.header)
    return Plan(
        path,
        chosen,
        detected,
        columns,
        mapped,
        meaning,
        recalled=(chosen.mapping or LAST) if is_said else "",
        header=header.line,
        sheets=header.sheets,
        rows=header.rows,
    )


def _proposed(columns: Sequence[str], target: targets.Target, samples: Sequence[Sequence[str]]) -> mapping.Mapping:
    """Return the mapping that a file suggests by itself; the columns of rejected rows go nowhere and have no name."""
    own = rejected.own(columns)
    proposed = proposal.propose(own, target, samples)
    found = evidence.guess(proposed.columns, target, samples) if evidence.is_unnamed(own) else proposed.columns
    return replace(proposed, columns=(*found, *(mapping.Column("") for _ in columns[len(own) :])))


def _require_known(options: Options) -> None:
    for name in options.match:
        if name not in KEYS:
            message = N_("Clients cannot be matched by “{name}”. Known are: {known}.")
            raise UsageError(message, name=name, known=", ".join(KEYS))
    if options.delimiter and (len(options.delimiter) > 1 or options.delimiter in '"\r\n\0'):
        message = N_("“{delimiter}” cannot part columns. Give one character, such as a semicolon.")
        raise UsageError(message, delimiter=options.delimiter)
    is_line = options.header.isdecimal() and len(options.header) <= _LINE_DIGITS and int(options.header) > 0
    if options.header not in ("", NONE) and not is_line:
        message = N_("“{header}” is no line of column names. Give its number, or none.")
        raise UsageError(message, header=options.header)
    if options.country and names.country_code(options.country) is None:
        raise UsageError(N_("No country has the name or code “{country}”."), country=options.country)


def _target(columns: Sequence[str], name: str) -> targets.Target:
    if not name:
        return targets.guess_target(columns)
    by_name = {target.name: target for target in targets.TARGETS}
    if name not in by_name:
        message = N_("“{name}” cannot be imported. Known are: {known}.")
        raise UsageError(message, name=name, known=", ".join(by_name))
    return by_name[name]


def _in_utc(columns: Sequence[str], mapped: mapping.Mapping) -> frozenset[str]:
    """Return the date fields whose columns say that they are in UTC."""
    return frozenset(
        column.field
        for name, column in zip(columns, mapped.columns, strict=True)
        if column.field in DATE_FIELDS and column.role is Role.VALUE and keys.is_utc(name)
    )


def _orders(mapped: mapping.Mapping, rows: Iterable[Row], wanted: Order | None) -> Mapping[str, Order | None]:
    """Return the order of the dates in each date field's column, None where its values leave it open."""
    positions = {
        column.field: position
        for position, column in enumerate(mapped.columns)
        if column.role is Role.VALUE and column.field in DATE_FIELDS
    }
    if wanted or not positions:
        return dict.fromkeys(positions, wanted)
    columns = {name: DateColumn() for name in positions}
    left, still_open = iter(rows), positions
    while True:  # a file sorted by its dates may tell late
        count = 0
        for row in islice(left, _DATED_ROWS):
            count += 1
            for name, position in still_open.items():
                columns[name].add(row.cells[position] if position < len(row.cells) else "")
        orders = {name: column.order for name, column in columns.items()}
        still_open = {name: positions[name] for name, order in orders.items() if order is None}
        if not still_open or count < _DATED_ROWS:
            return orders
