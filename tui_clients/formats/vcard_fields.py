"""Turns the content lines of a vCard into a record; knows no file.

The address, e-mail, number and so on that is preferred, else the first one, goes into the client's field, the others
into the further ones or the custom fields. CATEGORIES are tags, but for the category that we named ourselves.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from urllib.parse import unquote

from tui_clients.domain import choices, names
from tui_clients.domain.choices import Gender
from tui_clients.domain.client import ContactPoint
from tui_clients.domain.fields import FIELDS, by_name
from tui_clients.domain.record import OF_ALL, tags_text, to_text
from tui_clients.domain.text import one_line
from tui_clients.formats.points import emails_in, field_of
from tui_clients.formats.vcard_extra import extra_of
from tui_clients.formats.vcard_found import Found
from tui_clients.formats.vcard_lines import Line
from tui_clients.formats.vcard_photo import picture_of
from tui_clients.formats.vcard_properties import EXACT, OWN
from tui_clients.formats.vcard_text import split, unescape

ADDRESS = ("BOX", "EXTENDED", "STREET", "LOCALITY", "REGION", "CODE", "COUNTRY")
"""The components of ADR (RFC 6350 §6.3.1), as `Field.vcard` names them."""

GENDERS = {"M": Gender.MALE, "F": Gender.FEMALE, "O": Gender.OTHER, "N": Gender.UNKNOWN, "U": Gender.UNKNOWN}
_WINDOWS_GENDERS = {"1": "F", "2": "M"}
_MOMENT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?")


def record_of(lines: Iterable[Line], more_tags: Sequence[str] = ()) -> dict[str, str]:
    """Return the record of a card: the text of each field that it says something about."""
    found = Found.of(lines)
    own = _own()
    record = {own[name]: unescape(lines[0].value) for name, lines in found.by_property.items() if name in own}
    record |= _simple(found) | _address(found) | _emails(found) | _phones(found)
    record["tags"] = _tags(found, record.get("category", ""), more_tags)
    record["picture"] = picture_of(found.best("PHOTO"))
    record["extra"] = extra_of(found)
    record["name"] = record["name"] or _fallback(found, record)
    for name, (read, meant) in _exact(found).items():
        if record.get(name, "") == read:  # unless another program has changed it
            record[name] = meant
    return {name: text for name, text in record.items() if text}


@cache
def _own() -> dict[str, str]:
    """Return the fields that have a property of our own, by its name."""
    return {field.vcard: field.name for field in FIELDS if field.vcard.startswith(OWN) and field.name != "extra"}


@cache
def address_fields() -> dict[str, str]:
    """Return the fields of an address by the component of ADR that holds them."""
    return {field.vcard[4:]: field.name for field in FIELDS if field.vcard.startswith("ADR;")}


def _simple(found: Found) -> dict[str, str]:
    parts = [part.strip() for part in split(line.value, ";")] if (line := found.best("N")) else []
    family, given, more, prefix, suffix = (*parts, *[""] * 5)[:5]
    whole = " ".join(filter(None, (given, more, family, suffix)))
    name = found.text("FN") or whole
    if family and given and name == f"{family}, {given}":
        name = whole
    if prefix and name == f"{prefix} {whole}":
        name = whole
    organization = found.best("ORG")
    created = {"created_at": _moment(found.text("CREATED"))} if not found.best(f"{OWN}CREATED-AT") else {}
    return {
        "name": name,
        "salutation": prefix,
        "company_name": split(organization.value, ";")[0].strip() if organization else "",
        "website": found.text("URL"),
        "language": found.text("LANG", "X-LANGUAGE"),
        "gender": _gender(found),
        "note": "\n".join(unescape(line.value) for line in found.every("NOTE")),
        "uid": re.sub(r"^urn:uuid:", "", found.text("UID", "X-ABUID"), flags=re.IGNORECASE),
        "updated_at": _moment(found.text("REV")),
        **created,
    }


def _fallback(found: Found, record: Mapping[str, str]) -> str:
    """Return what a client without a name can be called."""
    nickname = found.text("NICKNAME")
    others = (record.get(name, "") for name in ("company_name", "email", "mobile", "office_phone"))
    return next(filter(None, (nickname, *others)), "")


def _moment(text: str) -> str:
    """Return a timestamp of RFC 6350 in ISO 8601 with separators, other text as it is."""
    parts = _MOMENT.fullmatch(text)
    if not parts:
        return text
    year, month, day, hour, minute, second, zone = parts.groups(default="")
    zone = f"{zone}:00" if len(zone) == 3 else zone
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"


def _gender(found: Found) -> str:
    line = found.best("GENDER", "X-GENDER", "X-SEX", "X-WAB-GENDER")
    if not line:
        return ""
    sex, *rest = split(line.value, ";")
    code = sex.strip().upper()
    code = _WINDOWS_GENDERS.get(code, code) if line.name == "X-WAB-GENDER" else code
    if code in GENDERS:
        return GENDERS[code].value
    words = sex.strip() or " ".join(rest).strip()
    is_known = choices.parse(Gender, words) is not None
    return words if is_known or code else Gender.OTHER.value  # a word of one's own


def _address(found: Found) -> dict[str, str]:
    line = found.main_address()
    if not line:
        label = found.best("LABEL")
        return {"address": unescape(label.value).strip()} if label else {}
    parts = dict(zip(ADDRESS, (part.strip() for part in split(line.value, ";")), strict=False))
    record = {field: parts.get(component, "") for component, field in address_fields().items()}
    lines = (record["address"], parts.get("EXTENDED", ""), parts.get("BOX", ""))
    record["address"] = "\n".join(filter(None, lines)) or line.parameters.others.get("label", "")
    code = line.parameters.others.get("cc", "") or record["country"]
    record["country"] = names.country_code(code) or record["country"]
    return record


def _emails(found: Found) -> dict[str, str]:
    best = found.best("EMAIL")
    others = (line for line in found.every("EMAIL") if line is not best)
    points = [ContactPoint(found.label(line), one_line(_address_text(line))) for line in others]
    return {
        "email": _address_text(best) if best else "",
        "more_emails": to_text(by_name()["more_emails"], tuple(dict.fromkeys(points))),
    }


def _address_text(line: Line) -> str:
    text = unescape(line.value).strip()
    found = emails_in(unquote(text[7:]) if text[:7].lower() == "mailto:" else text)
    return found[0].value if len(found) == 1 else text


def _phones(found: Found) -> dict[str, str]:
    """Return the numbers: the first mobile one and the first at work in their fields, one without a label in either."""
    record = {"mobile": "", "office_phone": ""}
    lines = found.every("TEL")
    taken: set[int] = set()
    by_preference = sorted(range(len(lines)), key=lambda i: lines[i].parameters.preference)
    wanted = {i: field_of(_spoken(found, lines[i])) for i in by_preference}
    for i in by_preference:
        if wanted[i] in record and not record[wanted[i]]:
            record[wanted[i]] = _number(lines[i])
            taken.add(i)
    for i in by_preference:
        free = next((name for name, number in record.items() if not number), "")
        if free and i not in taken and not found.label(lines[i]):
            record[free] = _number(lines[i])
            taken.add(i)
    others = (line for i, line in enumerate(lines) if i not in taken)
    points = [ContactPoint(found.label(line), one_line(_number(line))) for line in others]
    return record | {"more_phones": to_text(by_name()["more_phones"], tuple(dict.fromkeys(points)))}


def _spoken(found: Found, line: Line) -> str:
    return " ".join((*line.parameters.types, found.label(line)))


def _number(line: Line) -> str:
    text = unescape(line.value).strip()
    return unquote(text[4:]) if text[:4].lower() == "tel:" else text


def _tags(found: Found, category: str, more: Sequence[str]) -> str:
    tags = [tag.strip() for line in found.every("CATEGORIES") for tag in split(line.value, ",") if tag.strip()]
    if category in tags:
        tags.remove(category)
    return tags_text(tuple(dict.fromkeys(tag for tag in (*tags, *more) if tag != OF_ALL)))


def _exact(found: Found) -> dict[str, tuple[str, str]]:
    line = found.best(EXACT)
    if not line:
        return {}
    try:
        given = json.loads(unescape(line.value))
    except (ValueError, RecursionError):
        return {}
    pairs = given.items() if isinstance(given, dict) else ()
    return {name: (pair[0], pair[1]) for name, pair in pairs if name in by_name() and _is_pair(pair)}


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(text, str) for text in pair)
