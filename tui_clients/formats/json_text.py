"""The text of a JSON file, read on as far as it is needed; knows no record.

Numbers stay text, digit for digit. What would not be kept as it is is refused with its line.
"""

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from json import JSONDecodeError, JSONDecoder
from math import inf
from typing import Any, NamedTuple, NoReturn

from tui_clients.errors import N_, FileRefused
from tui_clients.formats import json_data
from tui_clients.formats.json_data import Place
from tui_clients.formats.source import TextSource

_STEP = 2**18  # characters
_LONGEST = 2**24  # characters of one record
_LARGE = 2**20  # characters of one that is read value by value
_WHITE = re.compile(r"[ \t\r\n\ufeff]*")
_CUT = 16  # so many characters before the end an error may come from the end of what has been read
_UNICODE = ("utf-8", "utf-8-sig", "ascii")
_UNFINISHED = object()

SYNTAX = N_("{path} is not valid JSON in line {line}.")
_NO_OBJECT = N_("Line {line} of {path} holds something else than an object with field names.")
_TOO_DEEP = N_("Line {line} of {path} is nested too deeply to be read.")
_TOO_LONG = N_("Line {line} of {path} begins a record of more than {most} characters.")
_NO_NUMBER = N_("Line {line} of {path} holds {value}, which is no number in JSON.")
_TWICE = N_("Line {line} of {path} begins an object that holds “{name}” twice.")
_HALF = N_("Line {line} of {path} holds half a character (a lone surrogate).")


class Item(NamedTuple):
    """One object and the line where it starts."""

    line: int
    values: dict[str, Any]


class _Rejected(ValueError):
    """JSON that is well formed but that would not be kept as it is."""

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


class Text:
    """The part of a JSON file that is being read, and how far it has been read."""

    def __init__(self, source: TextSource) -> None:
        self._source = source
        self._buffer = ""
        self._position = 0
        self._line = 1
        self._counted = 0
        self._begun = 0  # where in the buffer the record would begin if all of it were held
        self._has_bytes = codecs.lookup(source.encoding).name in _UNICODE
        self._bytes = source.mark  # before the buffer
        self._decoder = JSONDecoder(
            object_pairs_hook=_object, parse_constant=_refuse_constant, parse_float=str, parse_int=str
        )

    def begin(self) -> None:
        """Count the characters of a record from here, but for texts of which only the place is given."""
        self._begun = self._position

    @property
    def line(self) -> int:
        """Return the line of the position that has been reached."""
        self._line += self._buffer.count("\n", self._counted, self._position)
        self._counted = self._position
        return self._line

    def peek(self) -> str:
        """Return the next character that is not white space, "" at the end."""
        while True:
            space = _WHITE.match(self._buffer, self._position)
            self._position = space.end() if space else self._position
            if self._position < len(self._buffer):
                return self._buffer[self._position]
            if not self._read_on():
                return ""

    def take(self, sign: str) -> None:
        """Step over the character that must stand next."""
        if self.peek() != sign:
            self.refuse(SYNTAX)
        self._position += 1

    def names(self, values: Mapping[str, Any]) -> Iterator[str]:
        """Yield the names in the object that stands next, each with its value before it; none is in `values` yet."""
        self.take("{")
        while self.peek() != "}":
            name = self._name()
            if name in values:
                self.refuse(_TWICE, name=name)
            yield name
            if self.peek() != "}":
                self.take(",")
        self.take("}")

    def places(self) -> Iterator[None]:
        """Step along the list that stands next, from value to value."""
        self.take("[")
        while self.peek() != "]":
            yield
            if self.peek() != "]":
                self.take(",")
        self.take("]")

    def _name(self) -> str:
        """Return the name that stands next, and step over the colon after it."""
        if self.peek() != '"':
            self.refuse(SYNTAX)
        name = str(self.value())
        self.take(":")
        return name

    def item(self) -> Item:
        """Return the object that stands next; of what a large one has at `json_data.PATH`, where it stands."""
        if self.peek() != "{":
            self.refuse(_NO_OBJECT if self.peek() else SYNTAX)
        line, value = self.line, self.value(_LARGE)
        if value is _UNFINISHED:
            self.begin()
            value = self._members(json_data.PATH)
        return Item(line, value)

    def value(self, most: float = inf) -> Any:
        """Return the value that stands next, reading on until all of it is there; beyond `most`, `_UNFINISHED`."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._position)
            except JSONDecodeError as error:
                if self._may_be_cut(error) and most < len(self._buffer) - self._position:
                    return _UNFINISHED
                if not (self._may_be_cut(error) and self._read_on()):
                    self.refuse(SYNTAX, error.pos)
            except _Rejected as error:
                self.refuse(error.message, **error.values)
            except RecursionError:
                self.refuse(_TOO_DEEP)
            else:
                if end == len(self._buffer) and self._read_on():
                    continue  # a number may go on
                self._refuse_half(value, end)
                self._position = end
                return value

    def member(self, name: str, path: Sequence[str]) -> Any:
        """Return the value that stands next, by its name in an object.

        Of a text at the end of `path`, which leads through lists of objects, only its place is given.
        """
        sign, rest = self.peek(), path[1:]
        if name != path[0] or sign != ("[" if rest else '"') or not self._has_bytes:
            value = self.value()
        elif rest:
            value = [self._members(rest) if self.peek() == "{" else self.member("", rest) for _ in self.places()]
        else:
            value = self._place()
        self._require_short()
        return value

    def _members(self, path: Sequence[str]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name in self.names(values):
            values[name] = self.member(name, path)
        self._require_short()
        return values

    def _require_short(self) -> None:
        if self._position - self._begun > _LONGEST:
            self.refuse(_TOO_LONG, most=_LONGEST)

    def _place(self) -> Place:
        """Step over the text that stands next and return its place in the file."""
        self._position += 1
        start, end = self._byte, -1
        while end < 0:
            end = json_data.closing(self._buffer, self._position)
            stop = end if end >= 0 else max(self._position, len(self._buffer.rstrip("\\")))
            self._begun += stop - self._position
            self._position = stop
            if end < 0 and not self._read_on():
                self.refuse(SYNTAX)
        length = self._byte - start
        self._position += 1
        return start, length

    @property
    def _byte(self) -> int:
        """The place in the file that has been reached."""
        return self._bytes + len(self._buffer[: self._position].encode())

    def refuse(self, message: str, position: int | None = None, **values: Any) -> NoReturn:
        """Raise FileRefused for what stands at `position`, or where the text has been read up to."""
        line = self.line + (self._buffer.count("\n", self._position, position) if position else 0)
        raise FileRefused(message, path=self._source.path, line=line, **values)

    def _may_be_cut(self, error: JSONDecodeError) -> bool:
        return error.msg.startswith("Unterminated string") or error.pos >= len(self._buffer) - _CUT

    def _read_on(self) -> bool:
        """Read more, as much again as is not used yet; False at the end of the file."""
        unused = len(self._buffer) - self._position
        if unused > _LONGEST:
            self.refuse(_TOO_LONG, most=_LONGEST)
        self._line, rest = self.line, self._buffer[self._position :]
        self._begun -= self._position
        self._bytes = self._byte if self._has_bytes else 0
        more = self._source.read(min(max(_STEP, unused), _LONGEST + 1 - unused))
        self._buffer, self._position, self._counted = rest + more, 0, 0
        return bool(more)

    def _refuse_half(self, value: Any, end: int) -> None:
        """Refuse a value with a lone surrogate, which no text file and no database can keep."""
        if self._buffer.find("\\ud", self._position, end) < 0 and self._buffer.find("\\uD", self._position, end) < 0:
            return
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            self.refuse(_HALF)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = Counter(name for name, _ in pairs)
        raise _Rejected(_TWICE, name=names.most_common(1)[0][0])
    return values


def _refuse_constant(text: str) -> NoReturn:
    raise _Rejected(_NO_NUMBER, value=text)
