"""What a vCard says beyond the client's fields, as custom fields; knows no file."""

import json
import re
from collections.abc import Callable, Iterator, Mapping

from tui_clients.domain.text import one_line
from tui_clients.formats.keys import words
from tui_clients.formats.vcard_found import Found
from tui_clients.formats.vcard_lines import Line
from tui_clients.formats.vcard_photo import address_of
from tui_clients.formats.vcard_properties import CUSTOM, OWN, custom_name, is_of_use
from tui_clients.formats.vcard_text import split, unescape

Pairs = Iterator[tuple[str, str]]

_FIELDS = words(
    "FN N EMAIL TEL GENDER X-GENDER X-SEX X-LANGUAGE CATEGORIES NOTE UID REV X-ABLABEL"
)  # all of which the record holds
_BY_LABEL = ("X-ABDATE", "X-ABRELATEDNAMES")  # whose label says what they are
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T.{0,20})?")
_NO_YEAR = "1604"  # Apple's sign for a birthday without its year


def extra_of(found: Found) -> str:
    """Return the custom fields of a card as a record has them; values of the same name stand in one."""
    extra: dict[str, str] = {}
    for line in found.lines:
        if line.name in _FIELDS or line.is_cut:
            continue
        for name, text in _PAIRS.get(line.name, _custom)(found, line):
            if name in extra and text != extra[name]:
                text = f"{extra[name]}; {text}"
            extra[name] = text
    return json.dumps(extra, ensure_ascii=False) if extra else ""


def _own(_found: Found, line: Line) -> Pairs:
    name, *rest = split(line.value, ";")
    yield name, ";".join(rest)


def _organization(found: Found, line: Line) -> Pairs:
    name, *units = (part.strip() for part in split(line.value, ";"))
    department = ", ".join(filter(None, units))
    if name and line is not found.best("ORG"):
        yield "Company", name
    if department:
        yield "Department", department


def _further(name: str) -> Callable[[Found, Line], Pairs]:
    """Return what gives the lines of a property after the one that is in the client's field."""

    def pairs(found: Found, line: Line) -> Pairs:
        if line is not found.best(line.name):
            yield _labeled(name, found.label(line)), unescape(line.value).strip()

    return pairs


def _address(found: Found, line: Line) -> Pairs:
    parts = [one_line(part) for part in split(line.value, ";")]
    if any(parts) and line is not found.main_address():
        box, extended, street, city, region, code, country = (*parts, *[""] * 7)[:7]
        lines = (street, extended, box, f"{code} {city}".strip(), region, country)
        yield _labeled("Address", found.label(line)), ", ".join(filter(None, lines))


def _address_label(found: Found, line: Line) -> Pairs:
    """Leave out what an address is printed as; without an address it is in the client's field."""
    return iter(())


def _photo(_found: Found, line: Line) -> Pairs:
    place = address_of(line)
    if place:
        yield "Photo", place


def _of_android(_found: Found, line: Line) -> Pairs:
    kind, *values = split(line.value, ";")
    word = kind.rpartition("/")[2].replace("_", " ")
    text = next((value.strip() for value in values if value.strip()), "")
    if word and text:
        yield CUSTOM.get(word.upper(), word.capitalize()), text


def _agent(_found: Found, line: Line) -> Pairs:
    text = unescape(line.value)
    name = re.search(r"^FN[^:\n]{0,80}:(.{1,300})$", text, re.MULTILINE | re.IGNORECASE)
    if name or is_of_use(text):
        yield "Agent", name[1].strip() if name else text.strip()


def _custom(found: Found, line: Line) -> Pairs:
    name, text = custom_name(line.name), unescape(line.value).strip()
    if not name or not is_of_use(text) or line.parameters.encoding == "b":
        return
    label = line.parameters.others.get("x-service-type", "").lower() or found.label(line)
    if line.name in _BY_LABEL and label:
        yield label.capitalize(), _date(text)
    elif line.name in CUSTOM:
        yield name, _date(text) if line.name in ("BDAY", "ANNIVERSARY") else text
    else:
        yield _labeled(name, label), text


def _labeled(name: str, label: str) -> str:
    return f"{name} ({label})" if label else name


def _date(text: str) -> str:
    """Return a date of any version as ISO 8601, other text as it is."""
    parts = _DATE.fullmatch(text)
    if not parts:
        return text
    year, month, day = parts.groups()
    return f"--{month}-{day}" if year == _NO_YEAR else f"{year}-{month}-{day}"


_PAIRS: Mapping[str, Callable[[Found, Line], Pairs]] = {
    f"{OWN}FIELD": _own,
    "ORG": _organization,
    "URL": _further("Website"),
    "LANG": _further("Language"),
    "ADR": _address,
    "LABEL": _address_label,
    "PHOTO": _photo,
    "AGENT": _agent,
    "X-ANDROID-CUSTOM": _of_android,
}
