"""Turns a record into the content lines of a vCard 4.0 or 3.0; knows no file.

Each card is read back as it is written. What would not come back as it was (a line break of another system, a number
without a label where the field for it is empty) is added once more in a property of our own, so that nothing is lost.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from tui_clients.domain import names, phone
from tui_clients.domain.fields import FIELDS, by_name
from tui_clients.domain.record_json import plain_to_record
from tui_clients.formats.vcard_fields import ADDRESS, GENDERS, address_fields, record_of
from tui_clients.formats.vcard_lines import parse
from tui_clients.formats.vcard_photo import photo_line
from tui_clients.formats.vcard_properties import CUSTOM, EXACT, OWN, PRODUCT
from tui_clients.formats.vcard_text import Decoder, escape, uri

_CUSTOM_PROPERTIES = {name: key for key, name in CUSTOM.items()}
_GENDER_CODES = {gender.value: code for code, gender in reversed(GENDERS.items())}
_TYPES = frozenset({"home", "work", "fax", "pager", "cell"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAMES = ("company_name", "email", "mobile", "office_phone")  # what stands for a name that is not wanted
_PLAIN = Decoder()


def card(record: Mapping[str, Any], columns: Collection[str], *, is_4: bool) -> list[str]:
    """Return the content lines of a client, of those fields that are wanted."""
    wanted = {field.name: record.get(field.name) for field in FIELDS if field.name in columns}
    texts = {field.name: "" for field in FIELDS} | plain_to_record(wanted)
    lines = [*_lines(texts, wanted, is_4)]
    read = record_of(line for text in lines if (line := parse(text, _PLAIN)))
    exact = {name: (read.get(name, ""), text) for name, text in texts.items() if read.get(name, "") != text}
    if "name" not in wanted:
        exact.pop("name", None)
    if exact:
        lines.append(f"{EXACT}:{escape(json.dumps(exact))}")
    version = "4.0" if is_4 else "3.0"
    return ["BEGIN:VCARD", f"VERSION:{version}", f"PRODID:{PRODUCT}", *lines, "END:VCARD"]


def _lines(texts: Mapping[str, str], plain: Mapping[str, Any], is_4: bool) -> Iterator[str]:
    name = texts["name"] or next((texts[other] for other in _NAMES if texts[other]), "")
    yield f"FN:{escape(name)}"
    yield f"N:{escape(name)};;;{escape(texts['salutation'])};"
    yield from _simple(texts, is_4)
    yield from _emails(texts["email"], plain.get("more_emails") or (), is_4)
    yield from _phones(texts, plain.get("more_phones") or (), is_4)
    yield from _address(texts, is_4)
    yield from _categories(texts["category"], plain.get("tags") or ())
    yield from _own(texts)
    yield from _custom(plain.get("extra") or {}, is_4)
    if texts["picture"] and (photo := photo_line(texts["picture"], is_4)):
        yield photo


def _simple(texts: Mapping[str, str], is_4: bool) -> Iterator[str]:
    values = {
        "company_name": escape(texts["company_name"]),
        "website": uri(texts["website"]),
        "language": escape(texts["language"]),
        "note": escape(texts["note"]),
        "updated_at": re.sub("[-:]", "", texts["updated_at"]) if is_4 else texts["updated_at"],
    }
    for name, value in values.items():
        if value:
            yield f"{by_name()[name].vcard}:{value}"
    if texts["uid"]:
        yield _uid(texts["uid"], is_4)
    if texts["gender"]:
        yield f"{'' if is_4 else 'X-'}{by_name()['gender'].vcard}:{_GENDER_CODES[texts['gender']]}"


def _uid(uid: str, is_4: bool) -> str:
    name = by_name()["uid"].vcard
    if not is_4:
        return f"{name}:{escape(uid)}"
    return f"{name}:urn:uuid:{uid}" if _UUID.fullmatch(uid) else f"{name};VALUE=text:{escape(uid)}"


def _emails(email: str, more: Collection[Mapping[str, str]], is_4: bool) -> Iterator[str]:
    if email:
        name = by_name()["email"].vcard
        yield f"{name if is_4 else name.replace('PREF=1', 'TYPE=INTERNET,PREF')}:{escape(email)}"
    for number, point in enumerate(more, 1):
        yield from _labeled(f"mail{number}", "EMAIL", point["label"], escape(point["value"]))


def _phones(texts: Mapping[str, str], more: Collection[Mapping[str, str]], is_4: bool) -> Iterator[str]:
    for name in ("mobile", "office_phone"):
        if texts[name]:
            yield f"{by_name()[name].vcard}{_number(texts[name], is_4)}"
    for number, point in enumerate(more, 1):
        kind, _, value = _number(point["value"], is_4).partition(":")
        yield from _labeled(f"tel{number}", f"TEL{kind}", point["label"], value)


def _number(text: str, is_4: bool) -> str:
    return f";VALUE=uri:tel:{text}" if is_4 and phone.is_stored_form(text) else f":{escape(text)}"


def _labeled(group: str, name: str, label: str, value: str) -> Iterator[str]:
    """Yield a property with what it is for: by a type that every program knows, else in words."""
    words = label.split(" ")
    if not label:
        yield f"{name}:{value}"
    elif _TYPES.issuperset(words):
        yield f"{name};TYPE={','.join(words)}:{value}"
    else:
        yield f"{group}.{name}:{value}"
        yield f"{group}.X-ABLabel:{escape(label)}"


def _address(texts: Mapping[str, str], is_4: bool) -> Iterator[str]:
    parts = {component: texts[field] for component, field in address_fields().items()}
    if not any(parts.values()):
        return
    code = parts["COUNTRY"]
    parts["COUNTRY"] = names.country_name(code, "en")
    has_code = is_4 and parts["COUNTRY"] != code  # RFC 8605
    values = ";".join(escape(parts.get(component, "")) for component in ADDRESS)
    yield f"ADR;TYPE=work{f';CC={code}' if has_code else ''}:{values}"


def _categories(category: str, tags: Collection[str]) -> Iterator[str]:
    words = [category, *tags] if category else tags
    if words:
        yield f"{by_name()['tags'].vcard}:{','.join(map(escape, words))}"


def _own(texts: Mapping[str, str]) -> Iterator[str]:
    for field in FIELDS:
        if field.vcard.startswith(OWN) and field.name != "extra" and texts[field.name]:
            yield f"{field.vcard}:{escape(texts[field.name])}"


def _custom(extra: Mapping[str, str], is_4: bool) -> Iterator[str]:
    for name, text in extra.items():
        key = _CUSTOM_PROPERTIES.get(name, "") if text.strip() else ""
        is_date = key in ("BDAY", "ANNIVERSARY")
        if key and not is_date:
            yield f"{key}:{escape(text)}"
        elif is_date and _DAY.fullmatch(text):
            yield f"{key}:{text.replace('-', '') if is_4 else text}"
        else:
            yield f"{by_name()['extra'].vcard}:{escape(name)};{escape(text)}"
