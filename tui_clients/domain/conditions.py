"""What a query asks of a client: the parsed form of the words in the search bar and of the filters."""

from dataclasses import dataclass
from decimal import Decimal

from tui_clients.domain.dates import DateRange


@dataclass(frozen=True, slots=True)
class Word:
    """One of the folded `spellings` must occur: anywhere in what is searched, or in the values of `field`.

    A spelling of three characters and more may stand inside a word, a shorter one begins it. Several words in
    one spelling (a phrase) stand side by side, with one space between them.
    """

    spellings: tuple[str, ...]
    field: str = ""
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class OneOf:
    """A coded field holds one of `values`.

    `country` holds ISO 3166-1 codes, `language` primary subtags ("de" fits "de-AT"), `gender` and `status` the
    stored values of their enums, `category` and `tags` names in folded form.
    """

    field: str
    values: tuple[str, ...]
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """The client was added on a day of the range."""

    range: DateRange
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """What the client has still to pay, in major units of one of its currencies, lies between two bounds.

    `currency` narrows that to one, and `is_overdue` to what should have been paid by now.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    is_low_included: bool = True
    is_high_included: bool = True
    is_excluded: bool = False
    currency: str = ""
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Has:
    """Something is there: "overdue" (an unpaid invoice past its due date), or a value in the field of that name."""

    what: str
    is_excluded: bool = False


Condition = Word | OneOf | Added | Open | Has
