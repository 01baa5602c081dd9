"""Parts a text into vCards and their content lines (RFC 6350 §3, RFC 2426, vCard 2.1), whatever is wrong with it.

The parser is our own because those that exist refuse a whole file for one bad line: vobject 0.9.9 fails on soft line
breaks of quoted-printable, on a card that is cut, a blank line, bad base64 and an unknown charset, and took 0.5 ms a
card; vobjectx 0.6.1 fails on the first two likewise, pythonvCard4 0.2.0 makes one card of several. The version decides
next to nothing here: what encodes a value stands beside it. Knows no field.
"""

import re
from binascii import a2b_base64, a2b_qp
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from tui_clients.formats.vcard_text import Decoder

BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
"""Properties whose base64 is no text."""

_LONG = ("NOTE", "ADR", "LABEL")
LONGEST = 7_200_000  # characters of a value that are kept; the longest value, a picture, has 7,000,000
_MOST = 2**24  # characters of a card
_LINES = 10_000  # of a card
_MOST_EMPTY = 50_000  # cards without content in a row
_MARKER = 100  # characters of a line that begins or ends a card, at most
_BEGIN = re.compile(r"(?:\ufeff|ï»¿)?BEGIN\s*:\s*VCARD", re.IGNORECASE)
_FIRST = "BbEe \t\ufeffï"  # with what such a line may begin
_END = re.compile(r"END\s*:\s*VCARD", re.IGNORECASE)
# Unrolled, so that a line of quotation marks is looked at once. A web address is no property called https.
_CONTENT = re.compile(
    r"\s*(?:([\w-]+)\.)?([\w-]+)\s*((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(?!//)(.*)", re.ASCII | re.DOTALL
)
_UNQUOTED = re.compile(r"\s*(?:([\w-]+)\.)?([\w-]+)\s*((?:;[^:]*)?):(?!//)(.*)", re.ASCII | re.DOTALL)
_PARAMETER = re.compile(r";((?:[^;\"]|\"[^\"]*\"?)*)")
_HEAD = 200  # characters in which a value's encoding is named
_QUOTED_PRINTABLE = re.compile(r"[^:]*?quoted-printable", re.IGNORECASE)
_BASE64 = re.compile(r"[^:]*?[;=](?:b|base64)[;:]", re.IGNORECASE)
_BASE64_TEXT = re.compile(r"[A-Za-z0-9+/=]+")
_VERSION_2 = re.compile(r"\s*VERSION\s*:\s*2", re.IGNORECASE)
_ENCODINGS = {"quoted-printable": "q", "base64": "b", "b": "b", "8bit": "", "7bit": "", "binary": ""}
_OF_ANDROID = re.compile(r"x-custom\(charset=([^,]*),encoding=quoted-printable,([^)]*)\)?", re.IGNORECASE)
_LEAST = 101  # after every PREF of RFC 6350


@dataclass(frozen=True, slots=True)
class Parameters:
    """What stands between a property's name and its value; names and types are in lower case.

    `preference` is 1 for the best of several, 101 where none is given.
    """

    types: tuple[str, ...] = ()
    encoding: str = ""
    charset: str = ""
    preference: int = _LEAST
    others: dict[str, str] = field(default_factory=dict, hash=False)


class NothingInside(ValueError):
    """Cards begin one after another and hold nothing; `line` is that of the last one that was looked at."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class Line(NamedTuple):
    """A content line: `value` is decoded and still escaped; `is_cut` where it is too long to be kept whole."""

    group: str
    name: str
    parameters: Parameters
    value: str
    is_cut: bool = False


@dataclass(slots=True)
class Card:
    """One vCard: the line of the file where it begins, and whether its end or the form of a line is amiss."""

    line: int
    lines: list[Line] = field(default_factory=list)
    is_damaged: bool = False
    size: int = 0


class _Raw(NamedTuple):
    """A line with its continuations, as it stands in the file."""

    number: int
    text: str
    is_cut: bool


class _Unfolder:
    """Joins the lines of a file to content lines."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._number = 0
        self._size = 0
        self._is_open = False  # the line is continued by the next one, whatever that is
        self._is_base64 = False
        self._is_blank = False
        self._keeps_space = False  # vCard 2.1 folds before a space that is part of the text
        self._is_cut = False

    def take(self, number: int, text: str) -> _Raw | None:
        """Take a line of the file; return the content line before it if that has ended."""
        if self._is_base64 and text[:1] == " " and self._parts:  # most lines of a file are those of pictures
            self._add(text[1:])
            return None
        if not text:
            self._is_blank, self._is_open = True, False
            return None
        if self._parts and self._continues(text):
            return None
        done = self.finish()
        self._parts, self._number, self._size, self._is_cut = [text], number, len(text), False
        self._is_blank = False
        self._is_base64 = ";" in text and bool(_BASE64.match(text, 0, _HEAD))
        if text[0] in "VvBb":
            self._keeps_space = bool(_VERSION_2.match(text)) or (self._keeps_space and not _is(_BEGIN, text))
        self._is_open = text.endswith("=") and bool(_QUOTED_PRINTABLE.match(text, 0, _HEAD))
        return done

    def go_on(self, text: str) -> None:
        """Take a further piece of a line that is too long for one."""
        if self._parts:
            self._add(text)

    def finish(self) -> _Raw | None:
        """Return the content line that has been read last, if there is one."""
        if not self._parts:
            return None
        done = _Raw(self._number, "".join(self._parts), self._is_cut)
        self._parts = []
        return done

    def _continues(self, text: str) -> bool:
        """Whether a line continues the one before, to which it then is added."""
        if self._is_open and not _is(_END, text) and not _is(_BEGIN, text):
            self._parts[-1] = self._parts[-1][:-1]
            self._is_open = text.endswith("=")
            self._add(text)
        elif text[0] in " \t":
            self._add(text if self._keeps_space else text[1:])
            self._is_open = text.endswith("=") and bool(_QUOTED_PRINTABLE.match(self._parts[0], 0, _HEAD))
        elif self._is_base64 and not self._is_blank and _BASE64_TEXT.fullmatch(text):
            self._add(text)
        else:
            return False
        self._is_blank = False
        return True

    def _add(self, text: str) -> None:
        self._size += len(text)
        if self._size <= LONGEST:
            self._parts.append(text)
        else:
            self._is_cut = True


def _is(marker: re.Pattern[str], text: str) -> bool:
    return text[0] in _FIRST and len(text) < _MARKER and bool(marker.fullmatch(text.strip()))


def cards(pieces: Iterable[str], decoder: Decoder) -> Iterator[Card]:
    """Yield the cards of a text that is given in lines, or in pieces of lines, with their ends.

    A card without an end ends where the next one begins. What stands outside of cards is nobody's. NothingInside where
    too many in a row are empty, which takes long and gives nothing.
    """
    card: Card | None = None
    depth = 0  # of cards within the card (AGENT)
    empty = 0  # cards in a row
    for raw in _content_lines(pieces):
        if _is(_BEGIN, raw.text):
            if card and (depth or _awaits_card(card)):
                depth += 1
                continue
            if card and card.lines:  # one that holds nothing yet is no loss
                card.is_damaged = True
                yield card
            card, depth = Card(raw.number), 0
            empty += 1
            if empty > _MOST_EMPTY:
                raise NothingInside(raw.number)
        elif card and _is(_END, raw.text):
            if depth:
                depth -= 1
                continue
            yield card
            card = None
        elif card:
            empty = 0
            _add(card, raw, decoder, is_agent=depth > 0)
    if card:
        card.is_damaged = True
        yield card


def _awaits_card(card: Card) -> bool:
    return bool(card.lines) and card.lines[-1].name == "AGENT" and not card.lines[-1].value


def _content_lines(pieces: Iterable[str]) -> Iterator[_Raw]:
    unfolder, number, is_whole = _Unfolder(), 0, True
    for piece in pieces:
        text = piece.rstrip("\r\n")
        if not is_whole:
            unfolder.go_on(text)
        else:
            number += 1
            done = unfolder.take(number, text)
            if done:
                yield done
        is_whole = len(text) < len(piece)
    last = unfolder.finish()
    if last:
        yield last


def _add(card: Card, raw: _Raw, decoder: Decoder, *, is_agent: bool) -> None:
    """Add a content line to a card; of a card within the card, the name alone."""
    card.size += len(raw.text)
    if card.size > _MOST or len(card.lines) >= _LINES:
        card.is_damaged = True
        return
    line = parse(raw.text, decoder, is_cut=raw.is_cut)
    if is_agent:
        if line and line.name == "FN":
            card.lines[-1] = card.lines[-1]._replace(value=line.value)
        return
    if line:
        card.lines.append(line)
        return
    card.is_damaged = True
    if card.lines and card.lines[-1].name in _LONG:  # a line break that should have been written as \n
        last = card.lines[-1]
        card.lines[-1] = last._replace(value=f"{last.value}\n{decoder.text(raw.text, last.parameters.charset)}")


def parse(text: str, decoder: Decoder, *, is_cut: bool = False) -> Line | None:
    """Return the content line of an unfolded text, or None if it is none."""
    match = _CONTENT.match(text) or _UNQUOTED.match(text)
    if not match:
        return None
    group, name, given, value = match.groups()
    parameters = _NONE if not given else _remembered(given) if len(given) < _HEAD else _parameters(given)
    value = _decoded(value, name, parameters, decoder)
    return Line((group or "").upper(), name.upper(), parameters, value, is_cut)


def _decoded(value: str, name: str, parameters: Parameters, decoder: Decoder) -> str:
    charset = parameters.charset
    if parameters.encoding == "q":
        return decoder.decode(a2b_qp(decoder.raw(value)), charset)
    if parameters.encoding == "b" and name.upper() not in BINARY:
        try:
            return decoder.decode(a2b_base64(decoder.raw(value)), charset)
        except ValueError:
            return value
    return value if value.isascii() else decoder.text(value, charset)


_NONE = Parameters()


@lru_cache(maxsize=4096)
def _remembered(text: str) -> Parameters:
    return _parameters(text)


def _parameters(text: str) -> Parameters:
    types: list[str] = []
    named: dict[str, str] = {}
    for given in _PARAMETER.findall(text):
        name, sign, value = given.partition("=")
        key, plain = name.strip().lower(), value.replace('"', "").strip()
        if spoken := _OF_ANDROID.fullmatch(given.strip()):
            types.append(Decoder(has_bytes=True).decode(a2b_qp(spoken[2].encode("latin-1", "replace")), spoken[1]))
        elif not sign:
            is_encoding = key in _ENCODINGS
            named.update({"encoding": key} if is_encoding else {})
            types += [] if is_encoding or not key else [key]
        elif key == "type":
            types += [part.strip().lower() for part in plain.split(",") if part.strip()]
        else:
            named.setdefault(key, plain)
    encoding = _ENCODINGS.get(named.get("encoding", "").lower(), "")
    return Parameters(tuple(types), encoding, named.get("charset", ""), _preference(types, named), named)


def _preference(types: list[str], named: dict[str, str]) -> int:
    given = named.get("pref", "")
    if given.isascii() and given.isdecimal() and len(given) <= 3:
        return int(given)
    return 1 if "pref" in types or given else _LEAST
