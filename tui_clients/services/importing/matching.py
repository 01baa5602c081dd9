"""Which clients a row of a file may mean: by identifier, e-mail, phone, or name and company; decides nothing."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, product

from tui_clients.domain import email, sameness
from tui_clients.domain.client import Client
from tui_clients.domain.sameness import Texts
from tui_clients.domain.text import sort_key, tells_nothing
from tui_clients.domain.validate import Problem
from tui_clients.storage import reached
from tui_clients.storage.database import Database

Forms = tuple[str, ...]
"""The forms of a row under one key by which clients are looked up."""

_NOTHING: frozenset[str] = frozenset()
_UMLAUTS = re.compile("ae|oe|ue|aa")
_MOST_UMLAUTS = 6  # in a name, each of which may be written in two ways
_HASH_BITS = 26
_HASH_MASK = 2**_HASH_BITS - 1


@dataclass(frozen=True, slots=True)
class Key:
    """A way to tell that two clients are the same.

    `texts` are what is compared, each with the field it stands in; what is `wrong` tells nobody apart. `ask` finds
    those in the database that have one of the `forms` of a text; where that is the text alone, it `is_exact`.
    """

    texts: Callable[[Client, Collection[str]], Texts]
    ask: Callable[[Database, Collection[str]], Mapping[str, list[int]]]
    forms: Callable[[str], Iterable[str]] = lambda text: (text,)
    is_exact: bool = True


def _uids(client: Client, _wrong: Collection[str]) -> Texts:
    if client.uid:
        yield "uid", client.uid


def _sort_names(spelled: str) -> Iterable[str]:
    """Return by what the names are sorted that can be spelled so: "mueller" stands for "Müller" too."""
    key = sort_key(spelled)
    places = [match.start() for match in _UMLAUTS.finditer(key)][:_MOST_UMLAUTS]
    for are_written_out in product((True, False), repeat=len(places)):
        dropped = {place + 1 for place, is_kept in zip(places, are_written_out, strict=True) if not is_kept}
        yield "".join(letter for place, letter in enumerate(key) if place not in dropped)


KEYS: Mapping[str, Key] = {
    "uid": Key(_uids, reached.by_uid),
    "email": Key(sameness.emails, reached.by_email),
    "phone": Key(sameness.phones, reached.by_phone),
    "mobile": Key(sameness.mobiles, reached.by_mobile),
    "name": Key(sameness.names, reached.by_sort_name, _sort_names, is_exact=False),
}
"""The ways to tell that a row means a client, by the names that the user gives them."""


@dataclass(slots=True, eq=False)
class Draft:
    """A client as it will stand when the chunk is written; `before` is how it stands in the database, if it does."""

    wanted: Client
    before: Client | None = None
    line: int = 0  # of the row that made it, if one of the chunk did
    place: int = 0  # of that row in the chunk
    is_kept: bool = False
    id: int = 0  # in the database, once it is there
    wrong: Collection[str] = frozenset()  # what rows gave for it that tells nobody apart


@dataclass(frozen=True, slots=True)
class Met:
    """The client that a row means, the field that says so, and the `others` that it may mean as well.

    `is_certain` where the identifier says so; the others then share an e-mail, a phone or a name only.
    """

    draft: Draft
    field: str
    others: tuple[Draft, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether the row means this client and no other."""
        return not self.others or self.field == "uid"


class OwnIds:
    """The ids of the clients that the rows of the file so far have brought; others may have brought some between."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def __contains__(self, id_: int) -> bool:
        place = bisect_right(self._starts, id_)
        return place > 0 and id_ < self._ends[place - 1]

    def add(self, ids: range) -> None:
        """Remember the next ids."""
        if not ids:
            return
        if self._ends[-1:] == [ids.start]:
            self._ends[-1] = ids.stop
        else:
            self._starts.append(ids.start)
            self._ends.append(ids.stop)


@dataclass(slots=True)
class Known:
    """The clients that the rows of a chunk may mean: those in the database, and those of rows before."""

    keys: Sequence[str]
    stored: Mapping[str, Mapping[str, Sequence[int]]]
    clients: Mapping[int, Client]
    own: "OwnIds"
    drafts: list[Draft] = field(default_factory=list)
    _by_id: dict[int, Draft] = field(default_factory=dict)
    _by_text: dict[tuple[str, str], list[Draft]] = field(default_factory=dict)

    def find(self, client: Client, wrong: Collection[str]) -> Met | None:
        """Return the client that a row means: the first key decides, the next ones narrow what it leaves open."""
        left: dict[Draft, str] = {}
        elsewhere: dict[Draft, str] = {}
        for name in self.keys:
            met = self._met(name, client, wrong)
            if not left:
                left = met
            elif both := {draft: place for draft, place in left.items() if draft in met}:
                left = both
            else:
                elsewhere |= met
        if not left:
            return None
        (draft, place), *others = left.items()
        return Met(draft, place, tuple(dict.fromkeys((*(other for other, _place in others), *elsewhere))))

    def has_uid(self, client: Client) -> bool:
        """Whether a client with the identifier of this one is there."""
        return bool(self._met("uid", client, ()))

    def add(self, draft: Draft, wrong: Collection[str]) -> None:
        """Remember a client for the rows after it."""
        if not draft.is_kept:
            draft.is_kept = True
            self.drafts.append(draft)
        draft.wrong = frozenset((*draft.wrong, *wrong))
        for name in self.keys:
            for _place, text in KEYS[name].texts(draft.wanted, draft.wrong):
                drafts = self._by_text.setdefault((name, text), [])
                if draft not in drafts:
                    drafts.append(draft)

    def _met(self, name: str, client: Client, wrong: Collection[str]) -> dict[Draft, str]:
        found: dict[Draft, str] = {}
        for place, text in KEYS[name].texts(client, wrong):
            for draft in (*self._stored(name, text, client), *self._by_text.get((name, text), ())):
                if _may_be_same(draft, client, name, text):
                    found.setdefault(draft, place)
        return found

    def _stored(self, name: str, text: str, client: Client) -> Iterator[Draft]:
        by_form = self.stored.get(name)
        if not by_form:
            return
        for form in KEYS[name].forms(text):
            for id_ in by_form.get(form, ()):
                is_other = name != "uid" and client.uid and id_ in self.own
                if id_ in self.clients and not is_other:
                    yield self._draft_of(id_)

    def _draft_of(self, id_: int) -> Draft:
        if id_ not in self._by_id:
            self._by_id[id_] = Draft(self.clients[id_], self.clients[id_], id=id_)
        return self._by_id[id_]


def _may_be_same(draft: Draft, client: Client, name: str, text: str) -> bool:
    """Whether a row that agrees in one text with a client may mean it.

    Rows of one file that have each an identifier of their own are different clients, and so are people of the
    same name in different companies. A client that a row has changed may have that text no more, but for identifiers:
    those of clients that were merged into it mean it, too.
    """
    known = draft.wanted
    if name == "uid":
        return True
    if draft.before is None and client.uid and known.uid:
        return False
    if name == "name":
        return sameness.is_of_one_name(known, client)
    return not draft.is_kept or any(text == present for _place, present in KEYS[name].texts(known, ()))


def wrong_in(problems: Sequence[Problem]) -> frozenset[str]:
    """Return the values that are not what they should be; such as "n/a" for an e-mail address, they say nothing."""
    return frozenset(problem.value for problem in problems) if problems else _NOTHING


def is_rejected(problems: Sequence[Problem]) -> bool:
    """Whether a row has a problem that keeps it out."""
    return bool(problems) and any(problem.is_rejecting for problem in problems)


def forms_of(client: Client, problems: Sequence[Problem], keys: Sequence[str]) -> tuple[Forms, ...]:
    """Return under each key by which forms a row's client is looked up; a rejected row means nobody."""
    if is_rejected(problems):
        return ((),) * len(keys)
    wrong = wrong_in(problems)
    return tuple([_forms(KEYS[name], client, wrong) for name in keys])


def forms_in(name: str, field: str) -> Callable[[str], Forms] | None:
    """Return what gives the forms under a key that a sound text of one field has, None where it has none.

    Those of a client are those of its fields together.
    """
    return _FORMS_IN[name].get(field)


def _number_forms(number: str) -> Forms:
    return (number,) if sameness.is_somebodys(number) else ()


def _name_forms(name: str) -> Forms:
    spelled = () if tells_nothing(name) else sameness.name_spellings(name)
    return tuple([form for each in spelled for form in _sort_names(each)])


_FORMS_IN: Mapping[str, Mapping[str, Callable[[str], Forms]]] = {
    "uid": {"uid": lambda uid: (uid,) if uid else ()},
    "email": {"email": lambda address: (email.lookup_key(address),) if address else ()},
    "phone": {"mobile": _number_forms, "office_phone": _number_forms},
    "mobile": {"mobile": _number_forms},
    "name": {"name": _name_forms},
}


def _forms(key: Key, client: Client, wrong: Collection[str]) -> Forms:
    return tuple([form for _place, text in key.texts(client, wrong) for form in key.forms(text)])


class Before:
    """The forms that the rows of a file have had so far, as bits of their hashes: 8 MB for any number of rows.

    What was not there for certain need not be looked for in a database that was empty. Of a million forms, one in a
    hundred is taken for another.
    """

    def __init__(self) -> None:
        self._bits = bytearray(2**_HASH_BITS // 8)

    def again(self, forms: Iterable[str]) -> set[str]:
        """Return those forms of the next rows that may have been there before, and note all."""
        bits, found = self._bits, set()
        for form in forms:
            place = hash(form) & _HASH_MASK
            byte, bit = place >> 3, 1 << (place & 7)
            if bits[byte] & bit:
                found.add(form)
            else:
                bits[byte] |= bit
        return found


def lookup(
    database: Database, keys: Sequence[str], forms: Sequence[Mapping[int, Forms]]
) -> dict[str, Mapping[str, list[int]]]:
    """Return by each key what the database has of some rows; the forms are those of each row under each key."""
    found: dict[str, Mapping[str, list[int]]] = {}
    for name, column in zip(keys, forms, strict=True):
        wanted = {*chain.from_iterable(column.values())}
        found[name] = KEYS[name].ask(database, wanted) if wanted else {}
    return found


def shared(column: Mapping[int, Forms], stored: Collection[str]) -> set[int]:
    """Return the places of rows that have a form which another row has as well, or a client in the database."""
    every = [*chain.from_iterable(column.values())]
    if not stored and len(every) == len({*every}):
        return set()
    counts = Counter(every)
    return {place for place, forms in column.items() if any(counts[each] > 1 or each in stored for each in forms)}
