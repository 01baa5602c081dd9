"""Recognises columns and cells that hold further e-mail addresses and phone numbers, and what they are for."""

import re

from tui_clients.domain.client import ContactPoint
from tui_clients.formats import foreign
from tui_clients.formats.keys import header_key, header_keys, parted, words

_EMAIL_WORDS = frozenset({"email", "emails", "mail"}) | foreign.EMAIL
_PHONE_WORDS = (
    foreign.PHONE
    | foreign.MOBILE
    | words(
        "phone phones phonenumber telephone telephonenumber telefon tel ddi mobile mobil mobiltelefon mobilfunk handy"
        " cell cellphone landline festnetz iphone autotelefon haupttelefon rufnummer telefonnummer handynummer"
        " mobilnummer whatsapp"
    )
)
_SILENT = (
    foreign.SILENT
    | foreign.EMAIL
    | foreign.PHONE
    | words(
        "phone phones phonenumbers phonenumber telephone telephonenumber ddi telefon tel telefonnummer rufnummer email"
        " emails mail address adresse number numbers nummer no nr"
        " addresses value wert contact client customer kunde kunden ansprechpartner kontaktperson of"
    )
)
_PURPOSES = (
    foreign.WORK
    | foreign.HOME
    | foreign.OTHER
    | words(
        "home work business office company firma other secondary second alternate alternative additional personal"
        " private privat primary main default alt billing direct car radio assistant assistants s day evening"
        " geschaftlich geschaeftlich dienstlich weitere weiteres weiterer zweite zweites sekundare sekundaere zentrale"
        " allgemein allgemeine general"
        " buro buero direkt durchwahl assistent rechnung user arbeit dienst festnetz landline"
    )
)
_OF_MOBILE = foreign.MOBILE | words("mobile mobil cell handy iphone mobiltelefon cellphone")
_OF_OFFICE = foreign.WORK | words(
    "work business office arbeit geschaftlich geschaeftlich company firma dienstlich main"
)
_OF_NOTHING = words("billing rechnung primary main default haupt haupttelefon kontakt user")  # leaves the kind open
_OF_FAX = words("fax pager telex")

_HYPHEN = re.compile(r"\be-mail", re.IGNORECASE)
_SEVERAL = re.compile(r"\s+:::\s+|\n")
_SEVERAL_EMAILS = re.compile(
    r"\s*[;,|\n]\s*|\s+(?:(?::::|&|\+|und|and|oder|or|et|ou|y|e|o)\s+)?|\s*/\s*(?=[^\s/@]+@)", re.IGNORECASE
)
_BETWEEN_PHONES = (
    r"\s*(?:;(?!\s*ext)|[|\n]|,\s)\s*"
    r"|\s+(?::::|&|o\.|oder|und|bzw\.?|or|and|ou|et|o|y|e|lub|или)\s+"
    r"|\s+(?=[^\W\d_]{2,20}\.?:\s*[+(\d])"  # a label in front of the next one
)
_SEVERAL_PHONES = (
    re.compile(rf"{_BETWEEN_PHONES}|\s+/\s+", re.IGNORECASE),
    re.compile(_BETWEEN_PHONES, re.IGNORECASE),  # where the stroke stands behind an area code
)
_NAMED_EMAIL = re.compile(
    r"(\s*\"[^\"<>\n]{0,200}\"\s*|[^<>;,\n]{0,200})<\s*([^<>\s]{1,254}@[^<>\s]{1,254})\s*>|([^\s<>;,]{1,254}@[^\s<>;,]{1,254})"
)
_BETWEEN_NAMED = re.compile(r"[\s;,&+]+|\b(?:und|and|oder|or|et|ou|y|e|o)\b", re.IGNORECASE)
_LABELED_EMAIL = re.compile(r"([^\W\d_][^:@]{0,40}):\s+([^\s:@]{1,64}@[^\s@]{1,254})\s*")
_EMAIL_BREAK = re.compile(r"[\s;,|</]|mailto:", re.IGNORECASE)  # without one of these, a cell holds one value
_PHONE_BREAK = re.compile(r"[;,/|&\n:]|[^\W\d_]{3}|\s[^\W\d_]{1,2}\.?\s")
_LABEL_IN_FRONT = re.compile(r"([^\W\d_][^\d:+(]{0,30}):\s*(?=[+(\d])")
_LABEL_BEHIND = re.compile(r"([^()]*\d[^()]*|.*\)[^()]*\d[^()]*)\(([^\W\d_][^\d()]{0,30})\)\s*")
_COUNTED = re.compile(r"(?<=[^\W\d_])\d\Z")  # the number of "phone2"
_SHORTEST = 6  # digits; shorter parts of a cell are an area code or an extension
_SHORTEST_ABROAD = 9  # with the calling code of a country, in front of which stands a plus sign
_LONGEST_NUMBER = 100  # characters, with what it is for
_ORDINAL = 2  # digits of a number that counts columns
_LONGEST = 2000  # characters; a longer cell is not looked into


def more_field(header: str) -> str:
    """Return "more_emails" or "more_phones" if that is what a column called `header` holds, else ""."""
    return next((name for key in header_keys(header) if (name := _more(key))), "")


def _more(key: str) -> str:
    found = (_COUNTED.sub("", word) for word in key.split())
    spoken = {word for word in found if word and not (word.isdecimal() and len(word) <= _ORDINAL)}
    for kind, name in ((_EMAIL_WORDS, "more_emails"), (_PHONE_WORDS, "more_phones")):
        if spoken & kind and spoken <= kind | _SILENT | _PURPOSES:
            return name
    return ""


def is_purpose(header: str) -> bool:
    """Whether a header says what something is for and nothing else, as "Work" does."""
    return any(key and set(key.split()) <= _PURPOSES for key in header_keys(header))


def label_of(header: str) -> str:
    """Return what an address or number is for by its header: "Home" for "Home Phone", "" for "E-mail 2 Address"."""
    found = re.findall(r"[^\W_]+(?:['’]\w+)?", _HYPHEN.sub("email", parted(header)))
    return " ".join(word for word in found if not (word.isdecimal() or header_key(word) in _SILENT))


def field_of(label: str) -> str:
    """Return the phone field that a label in the file names ("Work"), "more_phones" for a fax, else ""."""
    found = frozenset(header_key(label).split())
    if found & _OF_FAX:
        return "more_phones"
    if found & _OF_MOBILE:
        return "mobile"
    return "office_phone" if found & _OF_OFFICE else ""


def is_of_any_kind(label: str) -> bool:
    """Whether a label leaves open what kind of number it is."""
    return _OF_NOTHING.issuperset(header_key(label).split())


def holds_one_email(cell: str) -> bool:
    """Whether a cell is taken for one address and nothing else."""
    return len(cell) > _LONGEST or not _EMAIL_BREAK.search(cell)


def holds_one_phone(cell: str) -> bool:
    """Whether a cell is taken for one number and nothing else."""
    return (cell.isascii() and cell[1:].isdecimal()) or len(cell) > _LONGEST or not _PHONE_BREAK.search(cell)


def emails_in(cell: str) -> list[ContactPoint]:
    """Return the addresses in a cell, each with the name in front of it; the cell as it is if it holds more."""
    if holds_one_email(cell):
        return [ContactPoint("", cell)]
    text = cell.strip().strip(";,").strip()
    if text.lower().startswith("mailto:"):
        text = text[len("mailto:") :]
    if "<" in text:
        return _named(text) or [ContactPoint("", cell)]
    lines = text.split("\n")
    if all(labeled := [_LABELED_EMAIL.fullmatch(line) for line in lines]):
        return [ContactPoint(found[1].strip(), found[2]) for found in labeled if found]
    parts = [part for part in _SEVERAL_EMAILS.split(text) if part]
    if len(parts) > 1 and all("@" in part.strip("@") for part in parts):
        return _plain(parts)
    return _plain(_split(cell if text == cell.strip() else text))


def _named(text: str) -> list[ContactPoint]:
    """Return the addresses of "Ann Lee <ann@example.com>; ben@example.com", nothing if there is more than that."""
    if _BETWEEN_NAMED.sub("", _NAMED_EMAIL.sub(" ", text)):
        return []
    found = _NAMED_EMAIL.findall(text)
    return [ContactPoint(name.strip(" \"'"), address or alone) for name, address, alone in found]


def phones_in(cell: str) -> list[ContactPoint]:
    """Return the numbers in a cell with what they are for; the cell as it is if not every part of it can be one."""
    if holds_one_phone(cell):
        return [ContactPoint("", cell)]
    for pattern in _SEVERAL_PHONES:
        parts = [part for part in pattern.split(cell.strip()) if part]
        if len(parts) > 1 and all(map(_is_whole_number, parts)):
            return [_labeled(part) for part in parts]
    return [_labeled(part) for part in _split(cell)]


def _is_whole_number(text: str) -> bool:
    return sum(map(str.isdecimal, text)) >= (_SHORTEST_ABROAD if text.lstrip().startswith("+") else _SHORTEST)


def _labeled(text: str) -> ContactPoint:
    """Return a number without the words around it that say what it is for, as in "Mobile: 123" and "123 (home)"."""
    if len(text) > _LONGEST_NUMBER:
        return ContactPoint("", text)
    for pattern, number, label in ((_LABEL_IN_FRONT, 0, 1), (_LABEL_BEHIND, 1, 2)):
        found = pattern.match(text.strip())
        if found and set(header_key(found[label]).split()) <= _SILENT | _PURPOSES | _PHONE_WORDS | _OF_FAX:
            rest = found[number] if number else text.strip()[found.end() :]
            return ContactPoint(label_of(found[label]), rest.strip())
    return ContactPoint("", text)


def _plain(values: list[str]) -> list[ContactPoint]:
    return [ContactPoint("", value) for value in values]


def _split(cell: str) -> list[str]:
    parts = [part for part in _SEVERAL.split(cell) if part.strip()]
    return parts if len(parts) > 1 else [cell]
