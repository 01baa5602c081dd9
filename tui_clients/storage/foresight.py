"""Searches that are likely to be asked next, answered while nobody waits, and those that were answered before.

One types letter by letter, a tenth of a second apart, and a search is answered in a third of that. In the rest of the
time the clients that were found tell which letters can follow: the likeliest are looked for, and the answer to the next
key is most often there. What others change makes all of it void, and so does another order, of which ranks would stay.
"""

import re
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from string import digits
from typing import Any

from tui_clients.domain.conditions import Has, Open
from tui_clients.domain.query import Query, Sort
from tui_clients.storage.beside import Beside
from tui_clients.storage.database import Database
from tui_clients.storage.head import Head, moment
from tui_clients.storage.matches import FEW
from tui_clients.storage.matching import matching
from tui_clients.storage.predicates import among
from tui_clients.storage.results import Few, Result
from tui_clients.storage.sample import Sample

_WORTH = 50_000
"""Clients from which on a search takes long enough for it to be worth it."""

_KEPT = 48
"""Answers that are kept; none has more than a few thousand ids."""

_LIKELIEST = 12
"""Letters that are looked for, if there is time for so many."""

_SECONDS = 0.4
"""How long that may go on after a key; the next one ends it at once."""

_RAREST = 0.03
"""The share among all letters that follow which makes one likely."""

_ENOUGH = 50
"""Clients whose texts say what can follow; more are looked at where they are at hand."""

_LOOKED_AT = 200
_PREFIX = 2
_SIGNS = ' ":'
_UMLAUTS = {"a": "ä", "o": "ö", "u": "ü"}

_WORD = re.compile(r'(?:^|\s)[^\s":-][^\s":]*$')
"""A word that is being typed, and no key, exclusion or phrase, of which the next letter says too little."""

_NUMBER = re.compile(r"(?:^|\s)(?:[0-9]+|[+0][0-9 ]+)$")
"""A number that is being typed, with spaces where it begins as a telephone number does."""

_FIRST = re.compile(r"(?<=  )\S")
"""The first letter of a word in a search text."""

Words = Sequence[Sequence[str]]
"""The needles of each word."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a search found, with the ids of the first clients, as of a moment of the database."""

    result: Result
    first: Sequence[int]


class Foresight:
    """Answers that are kept for the thread that searches; no other one may use it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._moment: tuple[int, Sort] | None = None
        self._answers: OrderedDict[Any, Answered] = OrderedDict()

    def answer(self, query: Query) -> Answered | None:
        """Return what a query finds, if that is known and still so; raises `QueryMistake`."""
        present = self._present(query)
        if present != self._moment:
            self._moment = present
            self._answers.clear()
        known = self._answers.get(_key(query))
        return Answered(known.result.again(query), known.first) if known else None

    def keep(self, query: Query, answered: Answered) -> None:
        """Remember an answer, if nothing was changed since the last time that one was asked for."""
        key = _key(query)
        if key is not None and self._moment is not None and self._present(query) == self._moment:
            self._answers[key] = Answered(answered.result.again(query), answered.first)
            self._answers.move_to_end(key)
            if len(self._answers) > _KEPT:
                self._answers.popitem(last=False)

    def foresee(self, query: Query, result: Result, search: Callable[[Query], Answered]) -> None:
        """Answer, by `search`, what is asked if the likeliest letters are typed next; may be stopped at any time."""
        if _key(query) is None:
            return
        until = time.monotonic() + _SECONDS
        with self._database.beside.held() as beside:
            letters = _next_letters(query, result, self._database, beside) if beside else ()
        for letter in letters:
            following = replace(query, text=query.text + letter)
            if (key := _key(following)) in self._answers:
                self._answers.move_to_end(key)
            else:
                self.keep(following, search(following))
            if time.monotonic() > until:
                break

    def _present(self, query: Query) -> tuple[int, Sort] | None:
        """Return what differs after every change and in another order; None where it cannot be told."""
        with self._database.beside.held() as beside:
            return (beside.start(moment, self._database).result(), query.sort) if beside else None


def _key(query: Query) -> Any:
    """Return what two queries share that find the same; None for one whose answer is not only the database's."""
    conditions = query.conditions()
    if query.ids is not None or query.without or query.also or any(isinstance(c, Open | Has) for c in conditions):
        return None
    return conditions, query.sort


def _next_letters(query: Query, result: Result, database: Database, beside: Beside) -> list[str]:
    """Return the letters that are likely to be typed next, the likeliest first."""
    sample = beside.sample
    if sample is None or sample.highest < _WORTH:
        return []
    counts: Counter[str] = Counter()
    if _NUMBER.search(query.text):  # what is typed may be another form of what is stored
        following = {digit: matching(replace(query, text=query.text + digit), database).words for digit in digits}
        texts = sample.each()
        counts.update({digit: sum(1 for _ in _holding(texts, words)) for digit, words in following.items()})
    else:
        words = tuple(map(_inside, matching(query, database).words))
        for text in _texts(words, result, database, sample, beside.head):
            counts.update(_letters_after(text, query.text, words))
    rarest = counts.total() * _RAREST
    return [letter for letter, count in counts.most_common(_LIKELIEST) if count > rarest]


def _inside(needles: Sequence[str]) -> Sequence[str]:
    """Return a word's needles; two letters begin a word, but with a third one they may stand inside of it."""
    return [needle.strip() if len(needle.strip()) == _PREFIX else needle for needle in needles]


def _letters_after(text: str, typed: str, words: Words) -> set[str]:
    """Return what may be typed next to find a client with this text; a word that ends there is found already."""
    if not typed or typed[-1].isspace():
        return set(_FIRST.findall(text))
    following: set[str] = set()
    for needle in words[-1] if words and _WORD.search(typed) else ():
        place = text.find(needle)
        while place >= 0:
            place += len(needle)
            following.add(text[place : place + 2])
            place = text.find(needle, place)
    letters = {pair[0] for pair in following if pair and pair[0].isprintable() and pair[0] not in _SIGNS}
    for base, umlaut in _UMLAUTS.items():  # which a text has in both of its spellings
        if f"{base}e" in following and len({pair for pair in following if pair.startswith(base)}) > 1:
            letters.add(umlaut)
    return letters


def _texts(words: Words, result: Result, database: Database, sample: Sample, head: Head | None) -> list[str]:
    """Return the search texts of some clients that are found, or will be."""
    if isinstance(result, Few) and 0 < len(result) <= FEW:
        those = among(result.ids(0, len(result))[:: len(result) // _LOOKED_AT + 1])
        rows = database.sql(f"SELECT c.search FROM client AS c WHERE {those.sql}", *those.values)
        return [text for (text,) in rows]
    texts = list(_holding(sample.each(), words))
    if words and len(texts) < _ENOUGH and head:
        texts += head.texts_with(words, _LOOKED_AT)
    return texts


def _holding(texts: Iterable[str], words: Words) -> Iterator[str]:
    """Yield the texts that hold one needle of each word."""
    return (text for text in texts if all(any(needle in text for needle in needles) for needles in words))
