"""Which choices fit what has been typed, the best ones first; knows no widget."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui_clients.domain.text import fold, spellings

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: the code that is stored, the label that is read, and the spellings it is found under."""

    code: str
    label: str
    keys: tuple[str, ...] = ()

    @classmethod
    def of(cls, code: str, label: str) -> "Choice":
        """Return a choice that is found under its label, with umlauts written either way."""
        return cls(code, label, spellings(label))


def exact(choices: Sequence[Choice], text: str) -> Choice | None:
    """Return the choice that `text` names in full, by label or by code."""
    wanted = fold(text.strip())
    by_label = next((choice for choice in choices if wanted in choice.keys), None)
    return by_label or next((choice for choice in choices if wanted == fold(choice.code)), None)


def matching(choices: Sequence[Choice], text: str) -> list[Choice]:
    """Return the choices that fit `text`: its code, the beginning of the label, of a word in it, anything in it."""
    wanted = fold(text.strip())
    if not wanted:
        return list(choices)
    ranked = [(rank, choice) for choice in choices if (rank := _rank(choice, wanted)) is not None]
    return [choice for _rank_, choice in sorted(ranked, key=lambda item: item[0])]


def unambiguous(choices: Sequence[Choice], text: str) -> Choice | None:
    """Return the one choice that `text` can mean: named in full, or the only one that begins so or fits."""
    named = exact(choices, text)
    if named or not text.strip():
        return named
    found = matching(choices, text)
    wanted = fold(text.strip())
    beginning = [choice for choice in found if any(key.startswith(wanted) for key in choice.keys)]
    candidates = beginning or found
    return candidates[0] if len(candidates) == 1 else None


def _rank(choice: Choice, wanted: str) -> int | None:
    if wanted in choice.keys or wanted == fold(choice.code):
        return 0
    if any(key.startswith(wanted) for key in choice.keys):
        return 1
    if any(word.startswith(wanted) for key in choice.keys for word in _WORD.findall(key)):
        return 2
    return 3 if any(wanted in key for key in choice.keys) else None
