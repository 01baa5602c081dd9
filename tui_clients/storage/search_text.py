"""The folded text of a client in which its words are found, by the row itself and by the search index.

Each searched field has its section, behind a mark of one character. A section holds a line for each value and
spelling, and every word in it stands behind two spaces: to a trigram index the first letter of a word is a token
then ("  a"), and the first two are (" an"), so that short words are found by how they begin. Behind the last section
stand the notes on the client (`storage.noted`), which are found as its own note is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain, repeat
from operator import attrgetter

from tui_clients.domain import phone
from tui_clients.domain.client import Client
from tui_clients.domain.text import fold, fold_german, spellings
from tui_clients.storage import facets

LONGEST_NOTE = 20_000
"""Characters of each value that can be found; beyond that a note is a document."""

SECTIONS = ("name", "company_name", "email", "mobile", "office_phone", "more_phones", "city", "note")
"""The fields whose words are found, one section each."""

_PHONES = ("mobile", "office_phone", "more_phones")
_END = len(SECTIONS)
OWN_END = _END + 1
"""The character that ends what a client's own fields say."""
_MARKS = tuple(chr(number + 1) for number in range(_END))
_of = attrgetter(*SECTIONS)
_LONGEST_REMEMBERED = 60  # characters
_CONTROLS = {code: "\ufffd" for code in range(0x20) if not chr(code).isspace()}

# A letter behind a sign begins a word ("O'Neill"), and so does every character of scripts without spaces.
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_INNER_START = re.compile(rf"(?<=[^\w\s])(?=(\w\w?))|(?<=\S)(?=([{_UNSPACED}]\w?))")


def search_text(client: Client) -> str:
    """Return the folded text in which a client's words are found."""
    parts: list[str] = []
    for mark, name, value in zip(_MARKS, SECTIONS, _of(client), strict=True):
        parts.append(mark)
        if name == "more_phones" or (name == "email" and client.more_emails):
            parts.append(_section_of_several(name, client))
        else:
            parts.append(section_of(name)(value))
    parts.append(chr(OWN_END))
    return "".join(parts)


def search_texts(sections: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Return the search texts of many clients, of whom `section_of` has given the sections that any of them has."""
    blank: Iterable[str] = repeat("")
    parts = ((repeat(mark), sections.get(name, blank)) for mark, name in zip(_MARKS, SECTIONS, strict=True))
    return map("".join, zip(*chain.from_iterable(parts), repeat(chr(OWN_END)), strict=False))


@cache
def section_of(name: str) -> Callable[[str], str]:
    """Return what makes the folded text of a field's value, of a client that has no further ones beside it."""
    make = _SECTION_OF.get(name, _section_of_words)
    return lambda value: make(value[:LONGEST_NOTE]) if value else ""


def notes_text(notes: Iterable[str]) -> str:
    """Return the folded text of the notes on a client, the first ones up to the length of a note."""
    parts, room = [], LONGEST_NOTE
    for note in notes:
        if room <= 0:
            break
        parts.append(_words_text(note[:room]))
        room -= len(note)
    return "\n".join(filter(None, parts))


def tag_text(tags: Iterable[str]) -> str:
    """Return the text in which a client's tags are found."""
    return facets.tag_text([fold(tag).strip() for tag in tags])


def needles(spelling: str) -> tuple[str, ...]:
    """Return how a folded spelling of a word or phrase may stand in a search text; nothing for one that is nothing."""
    if spelling.isdecimal():
        forms = phone.search_forms(spelling)
    else:
        is_number = phone.is_stored_form(spelling)
        forms = (phone.search_form(spelling) if is_number else spelling.translate(_CONTROLS),)
    return tuple(_needle("  ".join(form.split())) for form in forms if form.strip())


def _needle(text: str) -> str:
    return text if len(text) > 2 else f"  {text}"[-3:]


def section(field: str, row: str) -> str:
    """Return the SQL expression for the part of a row's search text that holds a field."""
    number = SECTIONS.index(field)
    start = f"instr({row}.search, char({number + 1}))"
    if field == "note":
        return f"substr({row}.search, {start})"
    return f"substr({row}.search, {start}, instr({row}.search, char({number + 2})) - {start})"


def _section_of_several(name: str, client: Client) -> str:
    points = client.more_phones if name == "more_phones" else client.more_emails
    values = [client.email, *(point.value for point in points)] if name == "email" else [p.value for p in points]
    lines = [line for value in values if value for line in _lines(name, value[:LONGEST_NOTE])]
    return "\n".join(dict.fromkeys(lines))


def _section_of_phone(number: str) -> str:
    form = phone.search_form(number)
    return f"  {form}" if phone.TRUNK in form else "\n".join(dict.fromkeys(_lines("mobile", number)))


def _section_of_email(address: str) -> str:
    if address.isascii() and address.isprintable():
        return _folded_words(address)
    return "\n".join(dict.fromkeys(_lines("email", address)))


def _section_of_words(value: str) -> str:
    return _folded_words(value) if value.isascii() and value.replace(" ", "").isalnum() else _words_text(value)


def _section_of_few(value: str) -> str:
    return _few(value) if len(value) <= _LONGEST_REMEMBERED else _section_of_words(value)


_few = lru_cache(maxsize=4096)(_section_of_words)
_SECTION_OF: Mapping[str, Callable[[str], str]] = {
    "company_name": _section_of_few,
    "email": _section_of_email,
    "mobile": _section_of_phone,
    "office_phone": _section_of_phone,
    "city": _section_of_few,
}


def _folded_words(text: str) -> str:
    """Return the line of a text in ASCII."""
    return f"  {'  '.join(words)}" if (words := text.lower().split()) else ""


def _words_text(value: str) -> str:
    """Return the lines of a text: as it is spelled, as Germans spell it, and what begins behind a sign."""
    found = [_word(word) if len(word) <= _LONGEST_REMEMBERED else _word_now(word) for word in value.split()]
    lines = ["  ".join(filter(None, [word[0] for word in found])), "  ".join(filter(None, [word[1] for word in found]))]
    lines.append("  ".join(sorted({start for word in found for start in word[2]})))
    return "\n".join([f"  {line}" for line in dict.fromkeys(lines) if line])


def _word_now(word: str) -> tuple[str, str, frozenset[str]]:
    """Return the two folded spellings of a word, which may come apart, and the first letters of what begins in it."""
    texts = [fold(word).translate(_CONTROLS), fold_german(word).translate(_CONTROLS)]
    starts = frozenset(match[1] or match[2] for text in texts for match in _INNER_START.finditer(text))
    return "  ".join(texts[0].split()), "  ".join(texts[1].split()), starts


# Names, companies and cities are made of few words, over and over: a text of theirs takes 2 µs so, not 12.
_word = lru_cache(maxsize=8192)(_word_now)


def _lines(name: str, value: str) -> list[str]:
    """Return the lines of an e-mail address or a number."""
    texts = [text.translate(_CONTROLS) for text in spellings(value)]
    if name in _PHONES:
        form = phone.search_form(value)
        texts = [form] if phone.TRUNK in form else [*texts, form]
    return [f"  {'  '.join(words)}" for text in texts if (words := text.split())]
