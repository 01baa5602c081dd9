"""Recognises columns and cells that hold further e-mail addresses and phone numbers, and what they are for."""

import re

from tui_clients.formats.keys import header_key, words

_EMAIL_WORDS = frozenset({"email", "emails", "mail"})
_PHONE_WORDS = words(
    "phone phones telephone telefon tel mobile mobil mobiltelefon mobilfunk handy cell cellphone landline festnetz"
    " autotelefon haupttelefon rufnummer telefonnummer handynummer mobilnummer whatsapp"
)
_SILENT = words(
    "phone phones telephone telefon tel telefonnummer rufnummer email emails mail address adresse number nummer no nr"
    " value contact client customer kunde kunden"
)
_PURPOSES = words(
    "home work business office company firma other secondary second alternate alternative additional personal private"
    " privat primary main billing direct car radio assistant assistants s day evening geschaftlich geschaeftlich"
    " dienstlich weitere weiteres weiterer weitere zweite zweites zentrale buro buero direkt durchwahl assistent"
    " rechnung"
)
_OF_MOBILE = words("mobile mobil cell handy iphone mobiltelefon cellphone")
_OF_OFFICE = words("work business office arbeit geschaftlich geschaeftlich company firma dienstlich main")
_OF_FAX = words("fax pager telex")

_HYPHEN = re.compile(r"\be-mail", re.IGNORECASE)
_SEVERAL = re.compile(r"\s+:::\s+|\n")
_SEVERAL_EMAILS = re.compile(r"\s*[;,\n]\s*|\s+(?::::\s+)?")
_SEVERAL_PHONES = re.compile(r"\s*(?:;(?!\s*ext)|\n|,\s)\s*|\s+(?::::|/)\s+")
_EMAIL_BREAK = re.compile(r"[\s;,]")  # without one of these, a cell holds one value
_PHONE_BREAK = re.compile(r"[;,/\n]|:::")
_BREAK = re.compile(rf"{_EMAIL_BREAK.pattern}|{_PHONE_BREAK.pattern}")
_SHORTEST = 6  # digits; shorter parts of a cell are an area code or an extension
_ORDINAL = 2  # digits of a number that counts columns
_LONGEST = 2000  # characters; a longer cell is not looked into


def more_field(header: str) -> str:
    """Return "more_emails" or "more_phones" if that is what a column called `header` holds, else ""."""
    found = frozenset(header_key(header).split())
    spoken = {word for word in found if not (word.isdecimal() and len(word) <= _ORDINAL)}
    for kind, name in ((_EMAIL_WORDS, "more_emails"), (_PHONE_WORDS, "more_phones")):
        if spoken & kind and spoken <= kind | _SILENT | _PURPOSES:
            return name
    return ""


def label_of(header: str) -> str:
    """Return what an address or number is for by its header: "Home" for "Home Phone", "" for "E-mail 2 Address"."""
    found = re.findall(r"[^\W_]+(?:['’]\w+)?", _HYPHEN.sub("email", header))
    return " ".join(word for word in found if not (word.isdecimal() or header_key(word) in _SILENT))


def field_of(label: str) -> str:
    """Return the phone field that a label in the file names ("Work"), "more_phones" for a fax, else ""."""
    found = frozenset(header_key(label).split())
    if found & _OF_FAX:
        return "more_phones"
    if found & _OF_MOBILE:
        return "mobile"
    return "office_phone" if found & _OF_OFFICE else ""


def may_be_several(cell: str) -> bool:
    """Whether a cell has anything that stands between addresses or numbers: told at once of most cells."""
    return bool(_BREAK.search(cell))


def split_emails(cell: str) -> list[str]:
    """Return the addresses in a cell; the cell as it is if not every part of it can be one."""
    if len(cell) > _LONGEST or not _EMAIL_BREAK.search(cell):
        return [cell]
    parts = [part for part in _SEVERAL_EMAILS.split(cell.strip()) if part]
    return parts if len(parts) > 1 and all("@" in part.strip("@") for part in parts) else _split(cell)


def split_phones(cell: str) -> list[str]:
    """Return the numbers in a cell; the cell as it is if not every part of it can be one."""
    if len(cell) > _LONGEST or not _PHONE_BREAK.search(cell):
        return [cell]
    parts = [part for part in _SEVERAL_PHONES.split(cell.strip()) if part]
    is_several = len(parts) > 1 and all(sum(c.isdecimal() for c in part) >= _SHORTEST for part in parts)
    return parts if is_several else _split(cell)


def _split(cell: str) -> list[str]:
    parts = [part for part in _SEVERAL.split(cell) if part.strip()]
    return parts if len(parts) > 1 else [cell]
