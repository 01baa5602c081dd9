"""Decides in which encoding a file is written; knows nothing of its format."""

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

from tui_clients.formats import alphabets
from tui_clients.formats.keys import words
from tui_clients.formats.source import MIXED

_WHOLE = 32 * 2**20  # bytes checked for UTF-8; takes 0.1 s
_STEP = 2**20
_WINDOW = 2**16  # bytes looked at on either side of what is not UTF-8

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's mark, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# A few names are too little for chardet to tell rare encodings from western ones. A text that reads well in the
# western encoding on the left is believed to be in it, unless chardet names one of those on the right.
_COMMON = words(
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 iso8859-1 iso8859-2 iso8859-5 iso8859-7 iso8859-9"
    " iso8859-15 koi8-r koi8-u cp932 shift_jis_2004 euc_jis_2004 cp949 euc_kr gb18030 big5hkscs"
)
_WESTERN_ENCODINGS = (
    ("cp1252", _COMMON),
    ("mac-roman", _COMMON | {"cp437", "cp850", "cp852", "cp858", "cp860", "cp865", "cp866"}),
)
_WESTERN = frozenset("äöüÄÖÜßàáâãåæçèéêëìíîïðñòóôõøùúûýþÿÀÁÂÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕØÙÚÛŒœ€„“”‚‘’–—…°§´«»·¿¡ªº®™©\xa0")
_INSIDE_WORD = re.compile(r"[^\W\d_][„“”‚‘–—…°§´«»·¿¡®™©\xa0][^\W\d_]")
_OTHER_SCRIPTS = "\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff"  # Greek, Cyrillic, Hebrew, Arabic
_MIXED = re.compile(rf"[A-Za-z][{_OTHER_SCRIPTS}]|[{_OTHER_SCRIPTS}][A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
_JAPANESE_BY_ESCAPES = re.compile(rb"\x1b\$[@B](?:[\x21-\x7e]{2})+\x1b\([BJ]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name; `is_guess` where the bytes allow others too."""

    name: str
    is_guess: bool = False


def find_encoding(file: BinaryIO, head: bytes) -> Encoding | None:
    """Return the encoding of a file whose first bytes are `head`, or None if it is no text.

    A byte order mark decides, then whether it is valid UTF-8; only then it is guessed.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name, is_guess=mark == codecs.BOM_UTF8 and _first_not_utf8(file) is not None)
    if b"\0" in head.partition(b"\n")[0]:  # a header in UTF-16 has zero bytes, one of UTF-8 has none
        wide = _without_mark(head)
        if wide:
            return Encoding(wide, is_guess=True)
    wrong = _first_not_utf8(file)
    if wrong is None:
        return Encoding("iso2022-jp" if _JAPANESE_BY_ESCAPES.search(head) else "utf-8")
    sample = _around(file, wrong, head)
    if _is_damaged_utf8(sample) or _is_mixed(sample):
        return Encoding("utf-8", is_guess=True)
    if b"\0" in head:
        return None
    return _guess(sample)


def _without_mark(head: bytes) -> str:
    """Return the UTF-16 that a text without a mark is written in, by where its zero bytes stand; else ""."""
    pairs = head[: len(head) // 2 * 2]
    even, odd = pairs[::2].count(0), pairs[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) * 10 < len(pairs) // 2 or min(even, odd) * 20 > max(even, odd):
        return ""
    text = codecs.getincrementaldecoder(name)("replace").decode(pairs)
    return "" if "\0" in text or "\ufffd" in text else name


def _first_not_utf8(file: BinaryIO) -> int | None:
    """Return about where the first bytes stand that are no UTF-8; None if there are none in what is checked."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    for offset in range(0, _WHOLE, _STEP):
        step = file.read(_STEP)
        try:
            decoder.decode(step, final=not step)
        except UnicodeDecodeError as error:
            return offset + error.start
        if not step:
            return None
    return None


def _around(file: BinaryIO, offset: int, head: bytes) -> bytes:
    """Return the lines that hold more than ASCII, from the beginning and from around an offset; a short file whole."""
    if len(head) <= _WINDOW:
        return head
    file.seek(max(0, offset - _WINDOW))
    text = head[:_WINDOW] + b"\n" + file.read(2 * _WINDOW)
    return b"\n".join(line for line in text.splitlines() if not line.isascii())


def _is_damaged_utf8(sample: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8 all the same: a few wrong bytes make no other encoding."""
    text = sample.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(1 for character in text if character > "\x7f") - wrong
    return right > 4 * wrong


def _is_mixed(sample: bytes) -> bool:
    """Whether whole lines are UTF-8 and hold western letters, and all others do so in Windows' encoding."""
    try:
        sample.decode(errors=MIXED)
    except UnicodeDecodeError:
        return False
    return any(_is_western(text) for line in sample.splitlines() if (text := _in_utf8(line)) and not text.isascii())


def _in_utf8(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return ""


def _guess(sample: bytes) -> Encoding | None:
    import chardet

    found = chardet.detect(sample, prefer_superset=True, compat_names=False)["encoding"]
    if found and alphabets.is_known(found):
        return Encoding(alphabets.best_of_relatives(sample, found), is_guess=True)
    for name, stronger in _WESTERN_ENCODINGS:
        is_strong = found in stronger and not _MIXED.search(_decoded(sample, found))
        if not is_strong and _is_western(_decoded(sample, name)):
            return Encoding(alphabets.best_of_relatives(sample, name), is_guess=True)
    return Encoding(found, is_guess=True) if found else None


def _decoded(sample: bytes, encoding: str) -> str:
    """Return the text, which is no letter of any language where the bytes are not in that encoding."""
    return sample.decode(encoding, "replace")


def _is_western(text: str) -> bool:
    """Whether accented letters stand among plain ones, as they do in the languages of western Europe."""
    if _INSIDE_WORD.search(text) or not {character for character in text if character > "\x7f"} <= _WESTERN:
        return False
    letters = "".join(word for word in _WORD.findall(text) if not word.isascii())
    plain = sum(1 for letter in letters if letter.isascii())
    return plain * 2 >= len(letters)
