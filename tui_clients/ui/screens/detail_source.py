"""Where the lists of a profile have their items from: all are there, or they are read from the database by window."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, cast

from tui_clients.domain.text import fold

if TYPE_CHECKING:
    from tui_clients.domain.items import ItemKind
    from tui_clients.storage.items import Items, Listed
    from tui_clients.ui.stores import Stores

FIRST = 60
"""Items that are read together with their numbers: as many as most screens show."""
_STEP = 500
"""Items that are read at once when all are gone through."""


class Identified(Protocol):
    """What has a number by which the cursor finds it again."""

    @property
    def id(self) -> int:
        """The number, of which no other of the list has the same."""


Item = TypeVar("Item", bound=Identified)
Given = TypeVar("Given", bound=Identified, covariant=True)


class Source(Protocol[Given]):
    """The items of a list: their numbers in order, of which there may be ten thousand, and what is asked for of them.

    A source equals another where their lists show the same.
    """

    @property
    def ids(self) -> Sequence[int]:
        """The numbers of all items."""

    @property
    def first(self) -> Sequence[Given]:
        """The first items, some of them or none."""

    def read(self, ids: Sequence[int]) -> Sequence[Given]:
        """Return the items of some numbers that are still there, in any order; called in a thread."""


@dataclass(frozen=True, slots=True)
class Held(Generic[Item]):
    """Items that are all there, since they come with what they belong to."""

    first: Sequence[Item]

    @property
    def ids(self) -> Sequence[int]:
        """The numbers of all items."""
        return [item.id for item in self.first]

    def read(self, ids: Sequence[int]) -> Sequence[Item]:
        """Return the items of some numbers."""
        wanted = frozenset(ids)
        return [item for item in self.first if item.id in wanted]


@dataclass(frozen=True, slots=True)
class Stored(Generic[Item]):
    """Items of a kind as the database keeps them."""

    listed: "Listed"
    first: Sequence[Item]
    store: "Items" = field(compare=False)

    @property
    def ids(self) -> Sequence[int]:
        """The numbers of all items."""
        return self.listed.ids

    def read(self, ids: Sequence[int]) -> Sequence[Item]:
        """Return the items of some numbers that are still there."""
        return cast("Sequence[Item]", self.store.those(self.listed.kind, ids))


def stored(stores: "Stores", kind: "ItemKind", client_id: int, first: int = FIRST) -> Stored[Any]:
    """Return a client's items of a kind; called in a thread."""
    listed = stores.items.listed(kind, client_id)
    return Stored(listed, stores.items.those(kind, listed.ids[:first]) if first else (), stores.items)


def texts_of(
    source: Source[Item], ids: Sequence[int], text: Callable[[Item], str], is_wanted: Callable[[], bool]
) -> Sequence[str]:
    """Return the folded text of each item, as long as that is wanted; called in a thread."""
    texts: list[str] = []
    for first in range(0, len(ids), _STEP):
        if not is_wanted():
            break
        some = ids[first : first + _STEP]
        found = {item.id: fold(text(item)) for item in source.read(some)}
        texts += (found.get(id_, "") for id_ in some)
    return texts


def holding(words: Sequence[str], ids: Sequence[int], texts: Sequence[str]) -> Sequence[int]:
    """Return the numbers of the texts that hold all words."""
    return array("q", (id_ for id_, text in zip(ids, texts, strict=False) if all(word in text for word in words)))
