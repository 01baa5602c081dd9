"""Groups among vCards, which name their members (RFC 6350 §6.6.5, and as Apple wrote them before): they are no clients.

A group becomes a tag of its members. It may stand in front of them or behind, so that a file with groups is looked
through for them first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tui_clients.formats.files import open_regular
from tui_clients.formats.source import TextSource
from tui_clients.formats.vcard_lines import Card, Line, cards
from tui_clients.formats.vcard_text import Decoder, unescape

_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
_MEMBERS = ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER")
_SIGN = re.compile(rb"KIND(?:;[^:\r\n]{0,80})?:[ \t]*group", re.IGNORECASE)
_KIND = re.compile(r"\s*(?:X-ADDRESSBOOKSERVER-)?KIND(?:;[^:]*)?:\s*group\s*", re.IGNORECASE)
_BEGIN = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(r"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_URI = re.compile(r"(?:urn:uuid:|mailto:)", re.IGNORECASE)
_MARKER = 100  # characters of a line that tells where a card begins, ends, or what kind it is
_MOST = 20_000  # lines of a group
_STEP = 2**20  # bytes
_OVERLAP = 128


def is_group(card: Card) -> bool:
    """Whether a card is that of a group."""
    return any(line.name in _KINDS and line.value.strip().lower() == "group" for line in card.lines)


@dataclass(slots=True)
class Groups:
    """The groups of a file: `cards` are theirs, `by_member` the places in it of those that a member belongs to."""

    cards: Sequence[Card] = ()
    by_member: Mapping[str, Sequence[int]] = field(default_factory=dict)
    _met: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, path: Path, encoding: str, decoder: Decoder) -> "Groups":
        """Return the groups of a file; of one that has none, next to nothing is looked at twice."""
        if not _may_have(path):
            return cls()
        with TextSource(path, encoding) as source:
            source.keep_bytes()
            found = [card for card in cards(_of_groups(source.pieces(2**16)), decoder) if is_group(card)]
        by_member: dict[str, list[int]] = {}
        for place, card in enumerate(found):
            for line in card.lines:
                if line.name in _MEMBERS:
                    by_member.setdefault(_key(line), []).append(place)
        return cls(found, by_member)

    def tags(self, card: Card) -> list[str]:
        """Return the names of the groups that a card's client is a member of, by identifier or e-mail address."""
        if not self.by_member:
            return []
        keys = (_key(line) for line in card.lines if line.name in ("UID", "X-ABUID", "EMAIL"))
        places = dict.fromkeys(place for key in keys for place in self.by_member.get(key, ()))
        self._met.update(places)
        return [name for place in places if (name := _name(self.cards[place]))]

    def without_members(self) -> Iterator[Card]:
        """Yield the groups of which no member has been met."""
        return (card for place, card in enumerate(self.cards) if place not in self._met)


def _may_have(path: Path) -> bool:
    with open_regular(path) as file:
        before = b""
        while step := file.read(_STEP):
            if _SIGN.search(before + step):
                return True
            before = step[-_OVERLAP:]
    return False


def _of_groups(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the lines of the cards that are groups, and a blank one for every other line."""
    held: list[str] = []
    is_one = False
    for piece in pieces:
        if piece[:1] in "BbEeKkXx \t" and len(piece) < _MARKER:
            if _BEGIN.fullmatch(piece):
                yield from _blank(held)
                held, is_one = [], False
            is_one = is_one or bool(_KIND.fullmatch(piece))
        if len(held) < _MOST:
            held.append(piece)
        if piece[:1] in "Ee \t" and len(piece) < _MARKER and _END.fullmatch(piece):
            yield from held if is_one else _blank(held)
            held, is_one = [], False


def _blank(held: Sequence[str]) -> Iterator[str]:
    return ("\n" if piece.endswith(("\n", "\r")) else "" for piece in held)


def _key(line: Line) -> str:
    return _URI.sub("", unescape(line.value).strip(), count=1).lower()


def _name(card: Card) -> str:
    return next((unescape(line.value).strip() for line in card.lines if line.name == "FN"), "")
