"""Pictures in vCards, in and out: base64 in 2.1 and 3.0, data URIs in 4.0; nothing is fetched and nothing decoded."""

import re
from base64 import b64decode
from binascii import Error

from tui_clients.domain.fields import by_name
from tui_clients.domain.text import one_line
from tui_clients.formats.vcard_lines import Line
from tui_clients.formats.vcard_text import unescape

_KINDS = {"jpg": "jpeg", "tif": "tiff", "pjpeg": "jpeg", "x-png": "png", "ms-bmp": "bmp", "x-ms-bmp": "bmp"}
_MAGIC = ((b"\xff\xd8\xff", "jpeg"), (b"\x89PNG", "png"), (b"GIF8", "gif"), (b"BM", "bmp"), (b"II*\0", "tiff"),
          (b"MM\0*", "tiff"))  # fmt: skip
_KNOWN = frozenset({"jpeg", "png", "gif", "bmp", "tiff", "webp"})
_HEAD = 64  # characters of base64 that tell what a picture is
_DATA = re.compile(r"data:([^,]{0,100}?);base64,", re.IGNORECASE)
_WRITABLE = re.compile(r"data:(image/([A-Za-z0-9.+-]{1,60}));base64,([A-Za-z0-9+/=]*)")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}:(?!\s)", re.IGNORECASE)


def picture_of(line: Line | None) -> str:
    """Return a PHOTO as a record has a picture, "" for one that is kept elsewhere.

    What is no picture, or too large for one, is cut and ends in an ellipsis, so that it is flagged as none.
    """
    if not line or address_of(line):
        return ""
    text = line.value.strip()
    if line.is_cut or len(text) > by_name()["picture"].max_length:
        return _beginning(line, text)
    if text[:5].lower() != "data:":
        return _joined(line, _kind(line, text), text)
    text = unescape(text)
    head = _DATA.match(text)
    if not head:
        return _beginning(line, text)
    media, body = head[1], text[head.end() :]
    if media.lower().startswith("image/"):
        return f"data:{media};base64,{_padded(body)}"
    return _joined(line, _kind_by_content(body), body)


def address_of(line: Line) -> str:
    """Return where a PHOTO is kept that does not stand in the card, "" for one that does."""
    text = line.value.strip()
    is_inside = line.parameters.encoding == "b" or text[:5].lower() == "data:" or line.is_cut
    return unescape(text) if not is_inside and _ADDRESS.match(text) else ""


def _joined(line: Line, kind: str, body: str) -> str:
    return f"data:image/{kind};base64,{_padded(body)}" if kind else _beginning(line, body)


def _beginning(line: Line, text: str) -> str:
    return f"data:image/{_kind(line, text) or 'unknown'};base64,{one_line(text[:_HEAD])}…"


def _padded(body: str) -> str:
    whole = "".join(body.split())
    return whole + "=" * (-len(whole) % 4)


def _kind(line: Line, text: str) -> str:
    given = (*line.parameters.types, line.parameters.others.get("mediatype", "").lower())
    kinds = (each.removeprefix("image/") for each in given)
    named = next((kind for each in kinds if (kind := _KINDS.get(each, each)) in _KNOWN), "")
    return named or _kind_by_content(text)


def _kind_by_content(text: str) -> str:
    try:
        data = b64decode("".join(text[: 2 * _HEAD].split())[:_HEAD])
    except (Error, ValueError):
        return ""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


def photo_line(text: str, is_4: bool) -> str:
    """Return the content line of a record's picture, "" if a card cannot hold it."""
    parts = _WRITABLE.fullmatch(text)
    if not parts:
        return ""
    media, kind, body = parts.groups()
    if is_4:
        return f"PHOTO:data:{media};base64,{body}"
    return f"PHOTO;ENCODING=b;TYPE={kind.upper()}:{body}"
