"""Decodes, unescapes, escapes and folds the text of vCards; knows no property.

A card may name a charset beside each value, and files are put together from cards of several programs. So the bytes
of a value are decoded one value at a time, and lines are joined before: some programs fold within a character.
"""

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache

_FALLBACK = "cp1252"
_ESCAPE = re.compile(r"\\([\\,;:nN])")
_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f]")
_FOLD = 75  # octets of a line, without its end (RFC 6350 §3.2)


class Decoder:
    """Decodes values: those of bytes by their charset, else as UTF-8, else in the file's encoding.

    `has_bytes` where each character stands for a byte, `is_strict` where the user has named the encoding.
    """

    def __init__(self, encoding: str = "utf-8", *, has_bytes: bool = False, is_strict: bool = False) -> None:
        self._has_bytes = has_bytes
        self._encodings = tuple(dict.fromkeys(([] if is_strict else ["utf-8"]) + [encoding, _FALLBACK]))

    def raw(self, value: str) -> bytes:
        """Return the bytes of a value that is still encoded for transport."""
        return value.encode("latin-1") if self._has_bytes else value.encode("utf-8", "replace")

    def text(self, value: str, charset: str = "") -> str:
        """Return a value as it stands in the file as text."""
        return value if value.isascii() or not self._has_bytes else self.decode(value.encode("latin-1"), charset)

    def decode(self, data: bytes, charset: str = "") -> str:
        """Return the text of some bytes; what is in no encoding becomes U+FFFD."""
        named = (charset,) if charset and _is_known(charset) else ()
        for encoding in (*named, *self._encodings):
            try:
                return data.decode(encoding)
            except UnicodeError:
                continue
        return data.decode(_FALLBACK, "replace")


@lru_cache(maxsize=256)
def _is_known(charset: str) -> bool:
    try:
        return codecs.lookup(charset)._is_text_encoding
    except (LookupError, ValueError):
        return False


def unescape(value: str) -> str:
    r"""Return a value without its escapes (\n is a line break); line breaks are LF."""
    if "\\" in value:
        value = _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    return value.replace("\r\n", "\n") if "\r" in value else value


def split(value: str, sign: str) -> list[str]:
    """Return the parts between signs that are not escaped, without escapes."""
    if "\\" not in value:
        return [unescape(part) for part in value.split(sign)]
    parts: list[str] = []
    held: list[str] = []
    for piece in value.split(sign):
        held.append(piece)
        if (len(piece) - len(piece.rstrip("\\"))) % 2 == 0:
            parts.append(unescape(sign.join(held)))
            held = []
    return [*parts, unescape(sign.join(held))] if held else parts


def escape(text: str) -> str:
    """Return text as a value of one line: no comma, semicolon, line break or control character stands bare."""
    return uri(text).replace(",", "\\,").replace(";", "\\;")


def uri(text: str) -> str:
    """Return text as a value of one line in which commas and semicolons stand as they are."""
    plain = _BREAKS.sub("\n", text.replace("\\", "\\\\")).replace("\n", "\\n")
    return plain if plain.isprintable() else _CONTROLS.sub("\ufffd", plain)


def fold(line: str) -> Iterator[bytes]:
    """Yield the physical lines of a content line: 75 octets at most, ended by CRLF, no character divided."""
    data = line.encode()
    start, room = 0, _FOLD
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        yield (b" " if start else b"") + data[start:end] + b"\r\n"
        start, room = end, _FOLD - 1
    yield (b" " if start else b"") + data[start:] + b"\r\n"
