"""The content lines of one vCard by property: which of several is preferred, and what each is for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tui_clients.domain.text import one_line
from tui_clients.formats.vcard_lines import Line
from tui_clients.formats.vcard_text import unescape

_OF_APPLE = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SILENT = frozenset({"voice", "pref", "internet", "msg", "text", "x400", "smtp", "tel", "uri", "other"})
_LAST = ("fax", "pager", "cell", "phone")  # "home fax", in whatever order the types are given


@dataclass(frozen=True, slots=True)
class Found:
    """The lines of a card in their order, the same by property, and the labels of its groups."""

    lines: Sequence[Line]
    by_property: Mapping[str, Sequence[Line]]
    labels: Mapping[str, str]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Found":
        """Sort the lines that have a value."""
        filled = [line for line in lines if line.value and not line.value.isspace()]
        by_property: dict[str, list[Line]] = {}
        labels: dict[str, str] = {}
        for line in filled:
            by_property.setdefault(line.name, []).append(line)
            if line.name == "X-ABLABEL" and line.group:
                labels[line.group] = unescape(line.value).strip()
        return cls(filled, by_property, labels)

    def every(self, name: str) -> Sequence[Line]:
        """Return the lines of a property."""
        return self.by_property.get(name, ())

    def best(self, *properties: str) -> Line | None:
        """Return the preferred line of the first of some properties that has one."""
        for name in properties:
            lines = self.every(name)
            if lines:
                return lines[0] if len(lines) == 1 else min(lines, key=lambda line: line.parameters.preference)
        return None

    def text(self, *properties: str) -> str:
        """Return the text of the preferred line of the first of some properties that has one."""
        line = self.best(*properties)
        return unescape(line.value).strip() if line else ""

    def label(self, line: Line) -> str:
        """Return what an address or number is for, "" where the card does not say."""
        given = self.labels.get(line.group, "") if line.group else ""
        if given:
            apples = _OF_APPLE.fullmatch(given)
            return _INNER_CAPITAL.sub(" ", apples[1]).lower() if apples else one_line(given)
        types = dict.fromkeys(each.removeprefix("x-") for each in line.parameters.types if each not in _SILENT)
        return " ".join(sorted(types, key=lambda each: each in _LAST))

    def main_address(self) -> Line | None:
        """Return the address that goes into the client's fields: the preferred one, else the one at work."""
        addresses = [line for line in self.every("ADR") if line.value.strip("; ")]
        if not addresses:
            return None
        return min(addresses, key=lambda line: (line.parameters.preference, "work" not in line.parameters.types))
