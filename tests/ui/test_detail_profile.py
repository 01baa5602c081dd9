"""The section “Profile”: every field, what is wrong with it, and the picture."""

import struct
import sys
import zlib
from threading import Event

import pexpect
import pytest

from tests.conftest import REPO
from tests.ui.conftest import Running, Until, screen_text, settle
from tests.ui.profiles import add, open_profile, png, press, result_of
from tui_clients.domain.client import Client, ContactPoint, Picture
from tui_clients.domain.fields import FIELDS
from tui_clients.services import picture_decode
from tui_clients.storage.database import Database
from tui_clients.ui.screens.client_detail import ClientDetail

HALF_BLOCK = "▀"


def line_of(text: str, label: str) -> str:
    """Return what stands behind a label."""
    line = next(line for line in text.splitlines() if line.strip().startswith(label))
    return line.strip().removeprefix(label).strip()


def bomb() -> Picture:
    """Return a PNG of 70 bytes that claims 900 million pixels."""
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return Picture("image/png", b"\x89PNG\r\n\x1a\n" + body)


async def test_every_field_has_its_line_and_its_value(running: Running, database: Database) -> None:
    client = Client(
        "Anna Berg", mobile="+491711234567", country="AT", more_emails=(ContactPoint("work", "w@example.com"),),
        extra={"Shoe size": "38"},
    )  # fmt: skip
    (client_id,) = add(database, client)
    async with running(size=(80, 60)) as pilot:
        await open_profile(pilot, client_id)
        text = screen_text(pilot)
        assert [field.label for field in FIELDS if field.name != "note" and field.label not in text] == []
        assert line_of(text, "Mobile") == "+49 171 1234567"
        assert line_of(text, "Country") == "Austria"
        assert line_of(text, "More e-mails") == "w@example.com  work"
        assert line_of(text, "Custom fields") == "Shoe size: 38"
        assert line_of(text, "Postal code") == "—"


async def test_a_value_that_cannot_be_right_is_marked_with_the_reason(running: Running, database: Database) -> None:
    (client_id,) = add(database, Client("Anna Berg", mobile="call reception", email="anna at example"))
    async with running(size=(120, 40)) as pilot:
        await open_profile(pilot, client_id)
        lines = screen_text(pilot).splitlines()
        phone = next(n for n, line in enumerate(lines) if "call reception" in line)
        assert "! This is not a phone number" in lines[phone + 1]
        assert "! This is not an e-mail address" in "".join(lines)


async def test_labels_and_values_are_aligned(running: Running, database: Database) -> None:
    (client_id,) = add(database, Client("Anna", city="Wien", website="https://" + "long" * 30))
    async with running(size=(80, 60)) as pilot:
        await open_profile(pilot, client_id)
        lines = screen_text(pilot).splitlines()
        edge = next(line for line in lines if "Wien" in line).index("Wien")
        assert next(line for line in lines if "Official website" in line).index("https") == edge
        below = lines[next(n for n, line in enumerate(lines) if "Official website" in line) + 1]
        assert below[:edge].strip() == ""


async def test_sections_stand_beside_each_other_only_where_there_is_room(running: Running, database: Database) -> None:
    (client_id,) = add(database, Client("Anna"))
    async with running(size=(120, 40)) as pilot:
        await open_profile(pilot, client_id)
        assert any("Account details" in line and "Note" in line for line in screen_text(pilot).splitlines())
        await pilot.resize_terminal(80, 60)
        await pilot.pause()
        assert not any("Account details" in line and "Note" in line for line in screen_text(pilot).splitlines())


async def test_a_long_note_can_be_read_to_its_end(running: Running, database: Database, until: Until) -> None:
    (client_id,) = add(database, Client("Anna", note="word " * 5000 + "finis"))
    async with running(size=(80, 24)) as pilot:
        await open_profile(pilot, client_id)
        assert "finis" not in screen_text(pilot)
        await pilot.press("end")
        await until(pilot, lambda: "finis" in screen_text(pilot))


async def test_the_picture_is_drawn_in_its_colours(running: Running, database: Database) -> None:
    (client_id,) = add(database, Client("Anna", picture=png(40, 40, colour=(200, 30, 30))))
    async with running(size=(80, 24)) as pilot:
        await open_profile(pilot, client_id)
        assert screen_text(pilot).count(HALF_BLOCK) == 20 * 10
        strips = pilot.app.screen._compositor.render_strips()
        colours = {
            segment.style.color for strip in strips for segment in strip if HALF_BLOCK in segment.text and segment.style
        }
        assert {tuple(colour.triplet or ()) for colour in colours if colour} == {(200, 30, 30)}


def test_drawing_a_picture_asks_the_terminal_nothing() -> None:
    code = """
import io
from PIL import Image
from rich.console import Console
from tui_clients.ui.widgets import picture
drawings = picture._drawings()
for drawing in drawings.values():
    Console(file=io.StringIO()).print(drawing.Image(Image.new("RGB", (8, 8)), 4, 2))
print("end")
"""
    child = pexpect.spawn(sys.executable, ["-c", code], encoding="utf-8", timeout=30, cwd=str(REPO))
    child.setwinsize(24, 80)
    child.expect(pexpect.EOF)
    assert child.before == "end\r\n"


async def test_the_picture_of_one_client_is_never_shown_with_the_next(
    running: Running, database: Database, monkeypatch: pytest.MonkeyPatch, until: Until
) -> None:
    ids = add(database, Client("Anna", picture=png(30, 30)), Client("Bob"))
    is_begun, is_free, decode = Event(), Event(), picture_decode.decode

    def slow(picture: Picture) -> object:
        is_begun.set()
        is_free.wait(10)
        return decode(picture)

    monkeypatch.setattr(picture_decode, "decode", slow)
    async with running() as pilot:
        pilot.app.push_screen(ClientDetail(ids[0], result_of(database, ids), 0))
        await until(pilot, is_begun.is_set)
        await pilot.press("n")
        await until(pilot, lambda: "Bob" in screen_text(pilot))
        is_free.set()
        await settle(pilot)
        assert HALF_BLOCK not in screen_text(pilot)
        await press(pilot, "p")
        assert HALF_BLOCK in screen_text(pilot)


async def test_a_picture_too_large_to_decode_is_one_sentence(running: Running, database: Database) -> None:
    ids = add(database, Client("Anna", picture=bomb()), Client("Bob", picture=png(6000, 6000, "1")))
    async with running(size=(80, 24)) as pilot:
        for client_id in ids:
            await open_profile(pilot, client_id)
            assert "more than 25 megapixels" in " ".join(line[58:].strip() for line in screen_text(pilot).splitlines())
            assert HALF_BLOCK not in screen_text(pilot)


async def test_a_damaged_picture_is_one_sentence_and_the_fields_stand(running: Running, database: Database) -> None:
    (client_id,) = add(
        database, Client("Anna", city="Graz", picture=Picture("image/png", b"\x89PNG\r\n\x1a\nnonsense"))
    )
    async with running(size=(80, 40)) as pilot:
        await open_profile(pilot, client_id)
        text = screen_text(pilot)
        assert "damaged" in text
        assert line_of(text, "City") == "Graz"
        assert line_of(text, "Profile picture").startswith("image/png, 1 kB")
