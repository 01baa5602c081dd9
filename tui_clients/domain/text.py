"""One home for what is done to text: folding it for search and sorting, and making it safe to show."""

import re
import unicodedata
from functools import lru_cache

_REMEMBERED = 200
"""Characters of the longest text whose folded or safe form is remembered: short texts come again and again."""

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe", "å": "aa"})
_STROKES = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_LETTER_PARTS = (0, 7, 8, 9)  # combining classes: none, and nukta, kana voicing, virama, which make another letter
# Patterns are compiled when they are first used, which most starts never do.
_PHONE_PUNCTUATION = r"[^\W\d_]|[@_]"
_SURROGATES = "[\ud800-\udfff]"

# What a terminal may act on, or what turns the reading order: C0, DEL, C1, bidirectional controls,
# line and paragraph separators, lone surrogates, invisible operators and tags.
_UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def fold(text: str) -> str:
    """Return `text` without case and accents: "Österreich" and "OSTERREICH" both give "osterreich"."""
    if text.isascii():
        return text.lower()
    return " ".join(map(_folded, text.split(" "))) if len(text) <= _REMEMBERED else _folded_now(text)


def fold_german(text: str) -> str:
    """Return `text` folded with umlauts written out: "Müller" gives "mueller"."""
    if text.isascii():
        return text.lower()
    return " ".join(map(_folded_german, text.split(" "))) if len(text) <= _REMEMBERED else _folded_german_now(text)


def _folded_now(text: str) -> str:
    return _without_marks(_caseless(text))


def _folded_german_now(text: str) -> str:
    return _without_marks(_caseless(text).translate(_GERMAN))


# Names and cities are made of few words, over and over: remembered, folding takes a fifth of the time.
_folded = lru_cache(maxsize=8192)(_folded_now)
_folded_german = lru_cache(maxsize=8192)(_folded_german_now)


def _caseless(text: str) -> str:
    # Compatibility forms first: "㎒" and "ℌ" hold capitals that only show once they are written out.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if unicodedata.combining(c) in _LETTER_PARTS).translate(_STROKES)


def spellings(text: str) -> tuple[str, ...]:
    """Return the folded spellings under which `text` should be found, one or two of them."""
    plain = fold(text)
    if text.isascii():
        return (plain,)
    german = fold_german(text)
    return (plain,) if german == plain else (plain, german)


def digits(text: str) -> str:
    """Return the decimal digits of `text`, in ASCII whatever the script: "+49 (0)1-2" gives "49012"."""
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())


def looks_like_phone(text: str) -> bool:
    """Whether `text` holds digits and nothing but the punctuation people put between them."""
    return any(c.isdecimal() for c in text) and not re.search(_PHONE_PUNCTUATION, text)


def sort_key(text: str) -> str:
    """Return the key that sorts `text` as a reader expects: case, accents and further spaces do not count."""
    return one_line(fold(text))


_NOTHING = frozenset({"n/a", "n.a.", "n. a.", "#n/a", "nan", "null", "none", "nil", "unknown", "unbekannt"}) | {
    "k.a.", "k. a.", "keine", "keine angabe", "not given",
}  # fmt: skip


def tells_nothing(text: str) -> bool:
    """Whether `text` stands for an unknown value ("n/a", "-"), by which nobody can be told from others."""
    if text.isalpha() and len(text) > len("unbekannt"):
        return False
    folded = one_line(text).casefold()
    return folded in _NOTHING or not any(c.isalnum() for c in folded)


def visible(text: str, line_breaks: bool = False) -> str:
    """Return `text` with everything a terminal could act on made visible and harmless.

    ESC becomes ␛, other C0 codes their control picture, all else its code point (⟨U+202E⟩).
    With `line_breaks` a line feed stays and a carriage return before it goes.
    """
    if text.isascii() and text.isprintable():
        return text
    return _remembered(text, line_breaks) if len(text) <= _REMEMBERED else _visible(text, line_breaks)


@lru_cache(maxsize=4096)
def _remembered(text: str, line_breaks: bool) -> str:
    return _visible(text, line_breaks)


def _visible(text: str, line_breaks: bool) -> str:
    if not line_breaks:
        return re.sub(_UNSAFE, _picture, text)
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(re.sub(_UNSAFE, _picture, line.replace("\t", "    ")) for line in lines)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"⟨U+{code:04X}⟩"


def markup(text: str) -> str:
    """Return `text` as it stands in HTML or XML, in a value in quotation marks too: visible, and nothing but text."""
    from html import escape  # takes 3 ms, which the start need not wait for

    return escape(re.sub("[\ufffe\uffff]", "\ufffd", visible(text)))


def is_storable(text: str) -> bool:
    """Whether a database can store a text: it holds no halves of characters."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def storable(text: str) -> str:
    """Return `text` with lone surrogates, which UTF-8 and so no database can hold, as U+FFFD."""
    return text if text.isascii() else re.sub(_SURROGATES, "\ufffd", text)


def one_line(text: str) -> str:
    """Return `text` with every run of white space as one space, for fields of one line."""
    return " ".join(text.split())


def cells(text: str) -> int:
    """Return how many terminal cells `text` takes at most; it should have gone through `visible` before."""
    return sum(map(_cells_of, text))


@lru_cache(maxsize=4096)
def _cells_of(character: str) -> int:
    if character.isascii():
        return 1
    category = unicodedata.category(character)
    if category in ("Mn", "Me") or character in "\u200c\u200d":
        # U+FE0F asks for the wide, coloured form of the character before it.
        return 1 if character == "\ufe0f" else 0
    # A character newer than this Python's tables may well be a wide one.
    return 2 if category == "Cn" or unicodedata.east_asian_width(character) in "WF" else 1


def shorten(text: str, width: int) -> str:
    """Return `text` cut to `width` terminal cells, with an ellipsis where something was cut."""
    if cells(text) <= width:
        return text
    kept, room = "", width - 1
    for character in text:
        room -= _cells_of(character)
        if room < 0:
            break
        kept += character
    return kept + "…" if width > 0 else ""
