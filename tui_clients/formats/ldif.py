"""Reads address books in the LDAP Data Interchange Format (RFC 2849), as Thunderbird and directories write them.

Each entry is a row; its attributes are the columns. What changes entries instead of listing them is refused.
"""

import re
from binascii import a2b_base64
from collections.abc import Iterator

from tui_clients.errors import N_, FileRefused
from tui_clients.formats.json_text import Item
from tui_clients.formats.source import TextSource

_BEGIN = re.compile(r"(?:\s*(?:#[^\n]*|version:[^\n]*)?\n)*dn::? ?\S", re.IGNORECASE)
_HEAD = 2000  # characters in which the first entry begins
_LONGEST = 2**23  # characters of an entry
_ATTRIBUTE = re.compile(r"([A-Za-z][A-Za-z0-9-]*|\d[\d.]*)((?:;[A-Za-z0-9-]+)*)(::?|:<)[ \t]*(.*)", re.DOTALL)
_OF_PROGRAMS = frozenset({"dn", "objectclass", "version", "changetype", "modifytimestamp", "userpassword"})

_NO_LINE = N_("Line {line} of {path} is no line of an LDIF file.")
_TOO_LONG = N_("Line {line} of {path} begins a record of more than {most} characters.")
_NO_ENTRY = N_("{path} holds no entry: no line begins one with dn:.")


def read(source: TextSource) -> Iterator[Item]:
    """Yield the entries by their attributes; what stands outside of them is nobody's.

    FileRefused names the line of what is no LDIF, and of an entry that is too long.
    """
    has_any = False
    for line, values in _entries(source):
        has_any = True
        yield Item(line, {name: "\n".join(each) for name, each in values.items()})
    if not has_any:
        raise FileRefused(_NO_ENTRY, path=source.path)


def _entries(source: TextSource) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """Yield the line in which each entry begins, and the values of its attributes."""
    begin, values, size = 0, dict[str, list[str]](), 0
    for number, text in _unfolded(source):
        found = _ATTRIBUTE.fullmatch(text) if text else None
        if text and not found:
            raise FileRefused(_NO_LINE, path=source.path, line=number)
        if not found:
            if begin:
                yield begin, values
            begin, values, size = 0, {}, 0
            continue
        name, _options, sign, value = found.groups()
        size += len(text)
        if size > _LONGEST:
            raise FileRefused(_TOO_LONG, path=source.path, line=begin or number, most=_LONGEST)
        if name.lower() == "dn":
            begin = number
        elif name.lower() not in _OF_PROGRAMS and sign != ":<":  # that is the address of a file
            text = _decoded(value) if sign == "::" else value
            if text.strip():
                values.setdefault(name, []).append(text)
    if begin:
        yield begin, values


def _unfolded(source: TextSource) -> Iterator[tuple[int, str]]:
    """Yield lines with those that continue them, without comments, and "" for what parts entries."""
    begin, parts, size = 0, list[str](), 0
    for number, line in enumerate(source.lines(), 1):
        text = line.rstrip("\r\n")
        if text.startswith(" ") and parts:
            parts.append(text[1:])
            size += len(text)
            if size > _LONGEST:
                raise FileRefused(_TOO_LONG, path=source.path, line=begin, most=_LONGEST)
            continue
        if parts and not parts[0].startswith("#"):
            yield begin, "".join(parts)
        begin, parts, size = number, [text], len(text)
    if parts and not parts[0].startswith("#"):
        yield begin, "".join(parts)


def _decoded(value: str) -> str:
    """Return the text of base64, "" for what is none, such as a picture."""
    try:
        return a2b_base64(value).decode()
    except ValueError:
        return ""


def is_ldif(text: str) -> bool:
    """Whether a text begins as such a file does."""
    return bool(_BEGIN.match(text[:_HEAD]))
