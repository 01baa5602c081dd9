"""How long open money has been due: the spans of days in which it is looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum


class Age(Enum):
    """For how many days an amount has been due; the value names the span in files."""

    CURRENT = "current"
    TO_30 = "days_1_30"
    TO_60 = "days_31_60"
    TO_90 = "days_61_90"
    OVER_90 = "days_over_90"


LONGEST = {Age.CURRENT: 0, Age.TO_30: 30, Age.TO_60: 60, Age.TO_90: 90}
"""The most days of each age but the last, which has no end; on its due date a debt is still current."""


def age(due: date, on: date) -> Age:
    """Return how old on a day a debt is."""
    days = (on - due).days
    return next((age for age, longest in LONGEST.items() if days <= longest), Age.OVER_90)


@dataclass(frozen=True, slots=True)
class Ageing:
    """What is open by its age, and the credit that stands against it, in minor units of one currency.

    A credit is what was paid beyond an invoice, or before there was one; it is above zero and has no age.
    """

    open: Mapping[Age, int]
    credit: int = 0

    @property
    def balance(self) -> int:
        """Return what is open in all, less the credit."""
        return sum(self.open.values()) - self.credit


def ageing(amounts: Iterable[tuple[date, int]], on: date) -> Ageing:
    """Return the ageing on a day of amounts with their due dates; those below zero are credit."""
    found = dict.fromkeys(Age, 0)
    credit = 0
    for due, amount in amounts:
        if amount > 0:
            found[age(due, on)] += amount
        else:
            credit -= amount
    return Ageing(found, credit)
