"""Text broken into lines of terminal cells, quickly enough for a hundred thousand characters."""

import re

from tui_clients.domain.text import cells, visible

_WORD = re.compile(r"\s*\S+")


def wrapped(text: str, width: int) -> list[str]:
    """Return raw text as harmless lines of at most `width` cells, broken between words where that is possible."""
    return [line for paragraph in visible(text, line_breaks=True).split("\n") for line in _lines(paragraph, width)]


def _width(text: str) -> int:
    return len(text) if text.isascii() else cells(text)


def _lines(paragraph: str, width: int) -> list[str]:
    if _width(paragraph) <= width:
        return [paragraph.rstrip()]
    lines, line, room = [], "", width
    for word in _WORD.findall(paragraph):
        length = _width(word)
        if length > room:
            if line:
                lines.append(line)
            word = word.lstrip()
            *full, word = _pieces(word, width)
            lines += full
            line, room, length = "", width, _width(word)
        line += word
        room -= length
    return [*lines, line]


def _pieces(word: str, width: int) -> list[str]:
    """Return a word cut into pieces of at most `width` cells; most words are one piece."""
    if _width(word) <= width:
        return [word]
    pieces, piece, room = [], "", width
    for character in word:
        length = cells(character)
        if length > room and piece:
            pieces.append(piece)
            piece, room = "", width
        piece += character
        room -= length
    return [*pieces, piece]
