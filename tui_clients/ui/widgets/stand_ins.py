"""What an editor shows for characters that a terminal could act on; the text itself keeps them.

An editor of Textual writes its text to the terminal as it is, and takes a control character for no cell wide. So it
is given a text in which each such character is replaced by one from a private plane that the text does not use: one
cell wide, moved over and deleted like any other. What is drawn for it is a picture of one cell.
"""

from tui_clients.domain.text import visible

_PRIVATE = range(0xF0000, 0xFFFFE)  # supplementary private use area A: one cell wide, never a letter


class StandIns:
    """The stand-ins for the unsafe characters of one text; those in `kept` the editor can handle itself."""

    def __init__(self, text: str, kept: str = "") -> None:
        unsafe = [] if visible(text) == text else [c for c in dict.fromkeys(text) if c not in kept and visible(c) != c]
        used = set(text) if unsafe else set()
        free = (chr(code) for code in _PRIVATE if chr(code) not in used)
        self._hidden = {ord(c): stand_in for c, stand_in in zip(unsafe, free, strict=False)}
        self._restored = {ord(stand_in): c for c, stand_in in self._hidden.items()}
        self._pictures = {ord(stand_in): _picture(chr(c)) for c, stand_in in self._hidden.items()}

    def hide(self, text: str) -> str:
        """Return what the editor holds."""
        return text.translate(self._hidden)

    def restore(self, held: str) -> str:
        """Return the text that is meant."""
        return held.translate(self._restored)

    def picture(self, held: str) -> str:
        """Return what is drawn: as many characters as the editor holds, all of them harmless."""
        return held.translate(self._pictures)


def _picture(character: str) -> str:
    shown = visible(character)
    return shown if len(shown) == 1 else "\ufffd"


def clean_line(text: str) -> str:
    """Return pasted text for one line: line breaks and tabs as spaces, other control characters left out."""
    return _without_unsafe(" ".join(text.replace("\t", " ").splitlines()))


def clean_lines(text: str) -> str:
    r"""Return pasted text for several lines: line breaks as "\n", control characters but tabs left out."""
    return "\n".join(_without_unsafe(line, "\t") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _without_unsafe(text: str, kept: str = "") -> str:
    return text if visible(text) == text else "".join(c for c in text if c in kept or visible(c) == c)
