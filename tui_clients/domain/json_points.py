"""Knows e-mail addresses and phone numbers in JSON, each an object with what it is for, by whatever names."""

from collections.abc import Mapping, Sequence
from typing import Any

_VALUES = frozenset({"value", "address", "email", "number", "phone", "phoneNumber", "emailAddress"})
_BESIDE = frozenset({"label", "type", "name", "primary", "id", "isPrimary"})


def are_points(values: Sequence[Any]) -> bool:
    """Whether a list holds addresses or numbers and nothing else; an empty one does."""
    return all(isinstance(value, dict) and _is_point(value) for value in values)


def _is_point(value: Mapping[str, Any]) -> bool:
    return len(value.keys() & _VALUES) == 1 and ("value" in value or value.keys() <= _VALUES | _BESIDE)


def is_second(point: Mapping[str, Any]) -> bool:
    """Whether a point is not said to be the main one."""
    return point.get("primary") is not True


def label_and_value(point: Mapping[str, Any]) -> tuple[str, Any]:
    """Return what a point is for, "" where it does not say so, and its value."""
    (name,) = point.keys() & _VALUES
    label = point.get("label") or point.get("type") or ""
    return label if isinstance(label, str) else "", point[name]
