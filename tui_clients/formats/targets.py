"""What a file's rows can become, with the headers that real files use; knows no rows and no storage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tui_clients.domain.fields import FIELDS, GENERAL_PHONE, NAME_PARTS, Field, Kind, NamePart
from tui_clients.errors import N_
from tui_clients.formats import foreign
from tui_clients.formats.keys import alias_keys, header_keys, without_zone


@dataclass(frozen=True, slots=True)
class TargetField:
    """A field of the record; `label` is its English header, `aliases` are other headers, the best ones first."""

    name: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Target:
    """One kind of record.

    Of each group in `required` one field must have a column. `marks` are groups of headers that tell this kind
    from clients: a file that has one header of each group holds it.
    """

    name: str
    fields: tuple[TargetField, ...]
    required: tuple[tuple[str, ...], ...]
    marks: tuple[tuple[str, ...], ...] = ()
    parts: tuple[NamePart, ...] = ()

    @cached_property
    def index(self) -> dict[str, tuple[str, int]]:
        """Return the field or name part of each header key, and how good a name for it the key is (0 best)."""
        found: dict[str, tuple[str, int]] = {}
        for field in self.fields:
            for rank, alias in enumerate((field.name, field.label, *field.aliases)):
                for key in alias_keys(alias):
                    found.setdefault(key, (field.name, rank))
        for part in self.parts:
            for rank, alias in enumerate((part.name, *part.aliases)):
                for key in alias_keys(alias):
                    found.setdefault(key, (part.name, rank))
        for key, meaning in list(found.items()):  # "MOBILEPHONE" and "customernumber" know no word's end
            found.setdefault(key.replace(" ", ""), meaning)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the names of all fields and name parts."""
        return frozenset((*(field.name for field in self.fields), *(part.name for part in self.parts)))

    def find(self, header: str) -> tuple[str, int] | None:
        """Return the field that a header means and how good a name for it that is, or None."""
        return next((self.index[key] for key in header_keys(header) if key in self.index), None)

    def label(self, name: str) -> str:
        """Return the English header of a field."""
        return next((field.label for field in self.fields if field.name == name), name)


_CLIENT = (
    TargetField("client_uid", N_("Client identifier"),
                ("client id", "customer id", "customer number", "kundennummer", "kunden-nr", "kunden-id")),
    TargetField("client_name", N_("Client"),
                ("client name", "customer", "customer name", "kunde", "kundenname", "company", "company name",
                 "organization", "account name", "firma")),
    TargetField("client_email", N_("Client e-mail"), ("customer email", "kunden-e-mail", "e-mail des kunden")),
)  # fmt: skip
_EMAIL = replace(_CLIENT[2], aliases=(*_CLIENT[2].aliases, "email", "e-mail address", "e-mail-adresse"))
_CLIENT_KEYS = tuple(field.name for field in _CLIENT)
_CLIENT_MARKS = ("client_uid", "client_name", "client_email", "client", "customer", "customer name", "customer email",
                 "client id", "customer id", "kunde", "kundenname", "kundennummer", "kunden-e-mail")  # fmt: skip
_UID = TargetField("uid", N_("Identifier"), ("id",))
_CURRENCY = TargetField("currency", N_("Currency"), ("currency code", "währung"))
_NOTE = TargetField("note", N_("Note"),
                    ("notes", "notiz", "bemerkung", "comment", "description", "beschreibung", "memo"))  # fmt: skip
_STATUS = TargetField("status", N_("Status"), ("state", "zustand"))


def _aliases(field: Field) -> tuple[str, ...]:
    """Return what a client field is called in any language; what may mean something else stands last."""
    general = (*GENERAL_PHONE, *foreign.GENERAL_PHONE) if field.name == "mobile" else ()
    own = (alias for alias in field.aliases if alias not in general)
    return (*own, *foreign.FIELDS.get(field.name, ()), *general)


CLIENTS = Target(
    "clients",
    tuple(TargetField(f.name, f.label, _aliases(f)) for f in FIELDS),
    required=(("name", "first_name", "last_name", "company_name"),),
    parts=tuple(replace(part, aliases=(*part.aliases, *foreign.PARTS.get(part.name, ()))) for part in NAME_PARTS),
)

PROJECTS = Target(
    "projects",
    (
        _UID, *_CLIENT[:2], _EMAIL,
        TargetField("name", N_("Name"),
                    ("project", "project name", "title", "projekt", "projektname", "bezeichnung", "titel")),
        _STATUS,
        TargetField("start", N_("Start"), ("start date", "started", "begin", "beginn", "startdatum", "anfang")),
        TargetField("deadline", N_("Deadline"),
                    ("due date", "end date", "due", "end", "ende", "enddatum", "frist", "termin", "fällig am")),
        TargetField("budget", N_("Budget"), ("project budget", "projektbudget")),
        _CURRENCY,
    ),
    required=(_CLIENT_KEYS, ("name",)),
    marks=(
        _CLIENT_MARKS,
        ("name", "project", "project name", "projekt", "projektname"),
        ("deadline", "budget", "due date", "end date", "project budget", "frist", "projektbudget", "enddatum"),
    ),
)  # fmt: skip

INVOICES = Target(
    "invoices",
    (
        _UID, *_CLIENT[:2], _EMAIL,
        TargetField("number", N_("Number"),
                    ("invoice number", "invoice no", "invoice #", "invoice", "invoice id", "no", "rechnungsnummer",
                     "rechnungs-nr", "rechnung", "nummer", "belegnummer")),
        TargetField("issue_date", N_("Issue date"),
                    ("invoice date", "date issued", "date", "issued", "rechnungsdatum", "datum", "ausgestellt am")),
        TargetField("due_date", N_("Due date"),
                    ("due", "due on", "payment due", "fällig am", "fälligkeit", "fälligkeitsdatum", "zahlbar bis")),
        _CURRENCY,
        TargetField("total", N_("Total"),
                    ("invoice total", "total amount", "amount", "grand total", "gesamt", "summe", "betrag",
                     "gesamtbetrag", "rechnungsbetrag", "endbetrag", "brutto")),
        replace(_STATUS, aliases=(*_STATUS.aliases, "invoice status", "payment status", "rechnungsstatus")),
        TargetField("paid", N_("Paid"), ("amount paid", "paid amount", "paid to date", "bezahlt", "gezahlt")),
        TargetField("paid_on", N_("Paid on"),
                    ("payment date", "date paid", "paid date", "bezahlt am", "zahlungsdatum", "zahlungseingang")),
        TargetField("payment_method", N_("Payment method"), ("method", "zahlungsart", "zahlungsmethode")),
        TargetField("project", N_("Project"), ("project name", "projekt", "projektname")),
        _NOTE,
    ),
    required=(_CLIENT_KEYS, ("number",), ("total",)),
    marks=(
        (*_CLIENT_MARKS, "company", "company name", "organization", "account name", "firma"),
        ("number", "invoice number", "invoice no", "invoice #", "invoice", "invoice id", "rechnungsnummer",
         "rechnungs-nr", "rechnung", "belegnummer"),
        ("issue_date", "invoice date", "date issued", "issued", "date", "due date", "due", "due on", "payment due",
         "rechnungsdatum", "ausgestellt am", "datum", "fällig am", "zahlbar bis", "fälligkeit", "fälligkeitsdatum"),
        ("total", "invoice total", "total amount", "amount", "grand total", "gesamt", "summe", "betrag",
         "gesamtbetrag", "rechnungsbetrag", "endbetrag", "brutto"),
    ),
)  # fmt: skip

CONTACTS = Target(
    "contacts",
    (
        *_CLIENT,
        TargetField("name", N_("Name"),
                    ("full name", "contact", "contact name", "contact person", "ansprechpartner", "kontakt")),
        TargetField("role", N_("Role"),
                    ("position", "job title", "title", "function", "funktion", "rolle", "department", "abteilung")),
        TargetField("email", N_("E-mail"), ("e-mail address", "contact email", "mail", "e-mail-adresse")),
        TargetField("phone", N_("Phone"),
                    ("phone number", "contact phone", "mobile", "telephone", "telefon", "mobil", "telefonnummer")),
        _NOTE,
    ),
    required=(_CLIENT_KEYS, ("name", "first_name", "last_name")),
    marks=(
        _CLIENT_MARKS,
        ("name", "contact", "contact name", "first name", "last name", "ansprechpartner", "vorname", "nachname"),
        ("role", "position", "job title", "funktion", "rolle"),
    ),
    parts=NAME_PARTS,
)  # fmt: skip

NOTES = Target(
    "notes",
    (
        *_CLIENT[:2], _EMAIL,
        TargetField("text", N_("Text"), ("note text", "notiztext", "note", "notes", "notiz", "body", "content")),
        TargetField("author", N_("Author"), ("autor", "verfasser", "written by", "by", "user", "von")),
        TargetField("created_at", N_("Date added"), ("created", "created on", "date", "datum", "erstellt am")),
    ),
    required=(_CLIENT_KEYS, ("text",)),
    marks=(
        _CLIENT_MARKS,
        ("text", "note text", "notiztext", "note", "notiz"),
        ("author", "created_at", "created", "date", "autor", "verfasser", "datum", "erstellt am"),
    ),
)  # fmt: skip

TARGETS: tuple[Target, ...] = (CLIENTS, INVOICES, PROJECTS, CONTACTS, NOTES)
"""All kinds: clients first, then in the order in which a header is tried on them."""


_OWN = frozenset(field.name for field in FIELDS if field.kind is not Kind.PICTURE)  # which may have been left out


def is_own(columns: Iterable[str]) -> bool:
    """Whether we wrote a file: it has a column for every field of a client, called as the field is.

    Then each column holds what its name says, and a number without a country code is one that was kept as typed.
    """
    return _OWN.issubset(map(without_zone, columns))


_SIGNS = frozenset({"more_emails", "more_phones"})


def has_our_names(columns: Iterable[str]) -> bool:
    """Whether columns are called as only we call them, though some fields may have been left out."""
    return _SIGNS.issubset(columns)


_WHO = frozenset({"name", "first_name", "last_name", "company_name", "email"})


def says_who(names: Iterable[str]) -> bool:
    """Whether one of the names is that of a field by which a client is known."""
    return any(found[0] in _WHO for name in names if (found := CLIENTS.find(name)))


def guess_target(columns: Sequence[str]) -> Target:
    """Return the kind of record that columns describe: clients, unless they are clearly those of another kind."""
    keys = {key for column in columns for key in header_keys(column)}
    for target in TARGETS[1:]:
        is_marked = all(keys & frozenset().union(*map(alias_keys, group)) for group in target.marks)
        if is_marked and len(_only_of_clients(columns, target)) < 2:
            return target
    return CLIENTS


def _only_of_clients(columns: Sequence[str], other: Target) -> set[str]:
    """Return the client fields among the columns for which another kind has no place."""
    found = (CLIENTS.find(column) for column in columns if not other.find(column))
    return {field for field, _ in filter(None, found)}
