"""The words of the import assistant: what a file is, where a column goes, what becomes of a row. Knows no textual."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from tui_clients.domain.client import Client
from tui_clients.domain.dates import Order
from tui_clients.domain.text import shorten, visible
from tui_clients.domain.validate import Code, Problem
from tui_clients.errors import N_
from tui_clients.formats.mapping import Confidence, Mapping, Role
from tui_clients.formats.targets import Target
from tui_clients.i18n import _, ngettext
from tui_clients.services.importing import Decision, Match, OnDuplicate, Outcome, Report
from tui_clients.services.importing.scan import Totals
from tui_clients.ui import show, words

KINDS = {
    "clients": N_("clients"),
    "projects": N_("projects"),
    "invoices": N_("invoices"),
    "contacts": N_("contact persons"),
    "notes": N_("notes"),
    "documents": N_("documents"),
}
FORMATS = {"csv": N_("CSV table"), "json": "JSON", "jsonl": "JSON Lines", "vcard": "vCard", "vcard3": "vCard 3.0"} | {
    "xlsx": "Excel (XLSX)",
    "xlsm": "Excel (XLSM)",
    "xlsb": "Excel (XLSB)",
    "ods": "OpenDocument (ODS)",
    "xls": "Excel 97 (XLS)",
    "ldif": "LDIF",
}
DELIMITERS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("vertical bar"), ":": N_("colon")}
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": N_("UTF-8 with a mark in front"),
    "utf-16": "UTF-16",
    "cp1252": N_("Windows-1252 (western)"),
    "iso8859-1": N_("ISO 8859-1 (western)"),
    "iso8859-15": N_("ISO 8859-15 (western, €)"),
    "cp1250": N_("Windows-1250 (central European)"),
    "iso8859-2": N_("ISO 8859-2 (central European)"),
    "cp1251": N_("Windows-1251 (Cyrillic)"),
    "cp1253": N_("Windows-1253 (Greek)"),
    "cp1254": N_("Windows-1254 (Turkish)"),
    "mac-roman": N_("Mac Roman"),
    "cp437": N_("DOS 437"),
    "cp850": N_("DOS 850 (western)"),
    "cp932": N_("Shift-JIS (Japanese)"),
    "gb18030": N_("GB 18030 (Chinese)"),
}
ORDERS = {
    Order.DMY: N_("day first, such as 31/12/2026"),
    Order.MDY: N_("month first, such as 12/31/2026"),
    Order.YMD: N_("year first, such as 2026-12-31"),
}
DUPLICATES = {
    OnDuplicate.SKIP: N_("keep what is there, skip the row"),
    OnDuplicate.UPDATE: N_("update what is there"),
    OnDuplicate.FILL: N_("fill only what is empty there"),
    OnDuplicate.CREATE: N_("create it once more"),
    OnDuplicate.ASK: N_("decide one by one"),
}
MATCHES = {
    (): N_("identifier alone"),
    ("email",): N_("identifier or e-mail"),
    ("name",): N_("identifier or name with company"),
    ("phone",): N_("identifier or any phone number"),
    ("mobile",): N_("identifier or mobile number"),
    ("email", "name"): N_("identifier, e-mail, or name with company"),
    ("email", "phone"): N_("identifier, e-mail or any phone number"),
    ("email", "phone", "name"): N_("identifier, e-mail, phone, or name with company"),
}
CONFIDENCES = {
    Confidence.SURE: N_("sure"),
    Confidence.PROBABLE: N_("probable"),
    Confidence.GUESS: N_("a guess"),
    Confidence.REMEMBERED: N_("as before"),
    Confidence.CHOSEN: N_("chosen"),
}
_PARTS = {
    "first_name": N_("First name"),
    "middle_name": N_("Middle name"),
    "last_name": N_("Last name"),
    "name_suffix": N_("Name suffix"),
}
_OUTCOMES = {
    Outcome.CREATED: N_("+ new"),
    Outcome.UPDATED: N_("~ update"),
    Outcome.SKIPPED: N_("= skip"),
    Outcome.REJECTED: N_("x reject"),
}
_SENTENCES = {
    Outcome.CREATED: N_("Line {line} goes in as new."),
    Outcome.UPDATED: N_("Line {line} updates what is there."),
    Outcome.SKIPPED: N_("Line {line} changes nothing and is skipped."),
    Outcome.REJECTED: N_("Line {line} cannot go in."),
}
_OPEN = N_("? decide")
_OPEN_SENTENCE = N_("Line {line} is there already: you decide when the import runs.")
_REASONS = {
    Code.REQUIRED: N_("This must not be empty."),
    Code.DUPLICATE: N_("This is there already."),
}
_LONGEST_VALUE = 40  # cells


def encoding(name: str) -> str:
    """Return an encoding's name for a reader."""
    return _(ENCODINGS[name]) if name in ENCODINGS else name


def delimiter(sign: str) -> str:
    """Return what stands between columns as a word, a sign without one as it is."""
    return _(DELIMITERS[sign]) if sign in DELIMITERS else visible(sign)


def field(target: Target, name: str) -> str:
    """Return the name of a field or name part of a kind of record; one of neither as it is."""
    return _(_PARTS[name]) if name in _PARTS else _(target.label(name)) if name else ""


def goes_to(mapping: Mapping, position: int) -> str:
    """Return where a column's cells go."""
    column = mapping.columns[position]
    if column.role is Role.UNUSED:
        return _("— left out")
    if column.role is Role.CUSTOM:
        return _("custom field")
    if column.role is Role.LABEL:
        labeled = next((c.name for c in mapping.columns if c.label_column == position), "")
        return _("label of “{column}”").format(column=labeled)
    if column.role is Role.OPPOSITE:
        return _("{field}, the opposite").format(field=field(mapping.target, column.field))
    return field(mapping.target, column.field)


def how_sure(mapping: Mapping, position: int) -> str:
    """Return how sure it is that a column goes where it goes, "" where it goes nowhere by itself."""
    column = mapping.columns[position]
    return "" if column.role is Role.UNUSED and not column.is_decided else _(CONFIDENCES[column.confidence])


def outcome(decision: Decision) -> str:
    """Return what becomes of a row, with a sign for its problems."""
    word = _(_OPEN if decision.is_open else _OUTCOMES[decision.outcome])
    return f"{word} !" if decision.problems and decision.outcome is not Outcome.SKIPPED else word


def reason(target: str, found: Problem) -> str:
    """Return what is wrong, as one says it of a row of a file."""
    if found.code is Code.STATUS and target != "clients":
        return _("This status is not known; it was left open.")
    return _(_REASONS[found.code]) if found.code in _REASONS else words.problem(found)


def problem(target: Target, found: Problem) -> str:
    """Return a problem in one sentence, with its field and value."""
    name, value = field(target, found.field), shorten(visible(found.value), _LONGEST_VALUE)
    if name and value.strip():
        return _("{field} “{value}”: {reason}").format(field=name, value=value, reason=reason(target.name, found))
    return f"{name}: {reason(target.name, found)}" if name else reason(target.name, found)


def row(target: Target, decision: Decision) -> str:
    """Return what becomes of a row and why."""
    sentence = _OPEN_SENTENCE if decision.is_open else _SENTENCES[decision.outcome]
    head = _(sentence).format(line=show.number(decision.row.line))
    match, found = decision.match, decision.problems
    if match is None:
        return "  ".join([head, *(problem(target, each) for each in found)])
    # Who is there already, is said once.
    told = [problem(target, each) for each in found if each.code is not Code.DUPLICATE]
    is_certain = all(each.code is not Code.AMBIGUOUS for each in found)
    same = [_("It is {client}, by {field}.").format(client=met(match), field=words.label(match.field))]
    return "  ".join([head, *(same if is_certain else ()), *told])


def matched(match: Match) -> str:
    """Return in a few words which client a row means and by which field: "Anna Berg (12) · E-mail"."""
    return f"{met(match)}{'?' if match.others else ''} · {words.label(match.field)}"


def met(match: Match) -> str:
    """Return the client that a row means: "Anna Berg (12)", "Anna Berg of line 3" where that row made it."""
    name = client(match.client)
    return _("{client} of line {line}").format(client=name, line=show.number(match.line)) if match.line else name


def client(known: Client) -> str:
    """Return the name of a client, with its number if it has one."""
    name = visible(known.name)
    return f"{name} ({known.id})" if known.id else name


def counts(decisions: Sequence[Decision], rows: int, is_exact: bool) -> str:
    """Return what becomes of the first rows of a file with about `rows` (0 if not known)."""
    count = len(decisions)
    if is_exact:
        head = ngettext("{count} row", "{count} rows", count).format(count=show.number(count))
    elif rows:
        head = _("the first {count} of about {rows} rows").format(count=show.number(count), rows=show.number(rows))
    else:
        head = _("the first {count} rows").format(count=show.number(count))
    totals = Totals()
    for decision in decisions:
        totals.add(decision)
    return f"{head}: {_became(totals)}"


def scanned(totals: Totals, rows: int, is_complete: bool) -> str:
    """Return what becomes of the rows that were read so far, or of all."""
    count = totals.outcomes.total() + totals.open_rows
    if is_complete:
        head = ngettext("{count} row", "{count} rows", count).format(count=show.number(count))
    elif rows > count:
        head = _("{count} of about {rows} rows so far").format(count=show.number(count), rows=show.number(rows))
    else:
        head = _("{count} rows so far").format(count=show.number(count))
    return f"{head}: {_became(totals)}"


def _became(totals: Totals) -> str:
    found = totals.outcomes
    parts = [
        (found[Outcome.CREATED], _("{count} new")),
        (found[Outcome.UPDATED], _("{count} to be updated")),
        (found[Outcome.SKIPPED], _("{count} to be skipped")),
        (totals.open_rows, _("{count} to be decided")),
        (found[Outcome.REJECTED], _("{count} rejected")),
        (totals.flagged, _("{count} to check")),
    ]
    said = listed_counts(parts)
    held = amounts(totals.held)
    return f"{said}; {_('with {belongings}').format(belongings=held)}" if held else said


def amounts(counted: dict[str, int]) -> str:
    """Return how many there are of what belongs to clients: "310 projects, 600 invoices"."""
    texts = {
        "projects": ngettext("{count} project", "{count} projects", counted.get("projects", 0)),
        "invoices": ngettext("{count} invoice", "{count} invoices", counted.get("invoices", 0)),
        "contacts": ngettext("{count} contact person", "{count} contact persons", counted.get("contacts", 0)),
        "notes": ngettext("{count} note", "{count} notes", counted.get("notes", 0)),
        "documents": ngettext("{count} document", "{count} documents", counted.get("documents", 0)),
    }
    there = [text.format(count=show.number(counted[kind])) for kind, text in texts.items() if counted.get(kind)]
    return ", ".join(there)


def belongings(report: Report) -> str:
    """Return in one sentence what came with the clients of a file, "" where nothing could."""
    found = {outcome: {kind: of[outcome.value] for kind, of in report.belongings.items()} for outcome in Outcome}
    parts = [
        (found[Outcome.CREATED], _("{belongings} created")),
        (found[Outcome.UPDATED], _("{belongings} updated")),
        (found[Outcome.SKIPPED], _("{belongings} skipped")),
        (found[Outcome.REJECTED], _("{belongings} rejected")),
    ]
    said = "; ".join(text.format(belongings=amounts(counted)) for counted, text in parts if any(counted.values()))
    return _("With the clients: {what}").format(what=said) if said else ""


def result(report: Report, path: PurePath) -> str:
    """Return in one sentence what an import did."""
    done = report.created + report.updated
    name = visible(path.name)
    if not done:
        return _("Nothing of {path} was imported.").format(path=name)
    sentence = ngettext("{count} row of {path} was imported.", "{count} rows of {path} were imported.", done)
    return sentence.format(count=show.number(done), path=name)


def listed_counts(parts: Iterable[tuple[int, str]]) -> str:
    """Return those of the counts that are not 0, each in its words."""
    return ", ".join(text.format(count=show.number(number)) for number, text in parts if number)


def listed(names: Iterable[str]) -> str:
    """Return the names of columns, one after the other."""
    return ", ".join(shorten(visible(name), _LONGEST_VALUE) for name in names)
