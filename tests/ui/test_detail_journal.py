"""The sections “Notes” and “History”: entries under each other, the newest first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from tests.ui.conftest import Running, Until, screen_text
from tests.ui.profiles import add, attach, open_profile, png, press
from tui_clients.domain.choices import Gender
from tui_clients.domain.client import Client, Note
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database


async def test_a_note_has_its_author_its_local_time_and_its_lines(
    running: Running, database: Database, local_zone: Callable[[str], None]
) -> None:
    local_zone("Europe/Berlin")
    (client_id,) = add(database, Client("Anna"))
    attach(
        database, client_id,
        Note("First line\nsecond line", "bob", datetime(2026, 7, 1, 12, 30, tzinfo=UTC)),
        Note("The later one", "cleo", datetime(2026, 12, 1, 12, 30, tzinfo=UTC)),
    )  # fmt: skip
    async with running() as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "5")
        lines = [line.strip() for line in screen_text(pilot).splitlines()[5:]]
        assert lines[:6] == [
            "1 Dec 2026 13:30  cleo", "The later one", "", "1 Jul 2026 14:30  bob", "First line", "second line",
        ]  # fmt: skip


async def test_a_long_note_is_wrapped_between_words_and_scrolls(
    running: Running, database: Database, until: Until
) -> None:
    words = " ".join(f"word{n}" for n in range(400))
    (client_id,) = add(database, Client("Anna"))
    attach(database, client_id, Note(words, "bob"))
    async with running(size=(80, 24)) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "5")
        shown = screen_text(pilot).splitlines()[6:22]
        assert all(word in words.split() for line in shown for word in line.strip(" ▁▂▃▄▅▆▇█").split())
        assert "word399" not in screen_text(pilot)
        await pilot.press("end")
        await until(pilot, lambda: "word399" in screen_text(pilot))
        await pilot.resize_terminal(100, 24)
        await until(
            pilot, lambda: max(len(line.rstrip(" ▁▂▃▄▅▆▇█")) for line in screen_text(pilot).splitlines()[6:22]) > 80
        )


async def test_thousands_of_notes_open_at_the_newest(running: Running, database: Database) -> None:
    (client_id,) = add(database, Client("Anna"))
    notes = (
        Note(f"Note {n}", "bob", datetime(2020, 1, 1, tzinfo=UTC).replace(year=2000 + n // 100)) for n in range(2000)
    )
    attach(database, client_id, *notes)
    async with running() as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "5")
        assert "Notes (2,000)" in screen_text(pilot)
        assert "Note 1999" in screen_text(pilot)


async def test_the_history_says_who_changed_what_from_what_to_what(
    running: Running, database: Database, clients: Clients
) -> None:
    (client_id,) = add(database, Client("Anna", country="DE"))
    before = clients.get(client_id)
    assert before is not None
    after = replace(before, country="AT", gender=Gender.FEMALE, city="Graz", mobile="+491711234567")
    clients.update(after, "bob")
    async with running() as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "8")
        lines = [line.strip() for line in screen_text(pilot).splitlines()[5:]]
        assert lines[0].endswith("changed  bob")
        assert set(lines[1:5]) == {
            "Country: Germany → Austria", "Gender: — → female", "City: — → Graz", "Mobile: — → +49 171 1234567",
        }  # fmt: skip
        assert lines[6].endswith("added  anna")


async def test_the_history_shortens_what_is_long_and_names_a_picture_by_kind_and_size(
    running: Running, database: Database, clients: Clients
) -> None:
    (client_id,) = add(database, Client("Anna"))
    before = clients.get(client_id)
    assert before is not None
    clients.update(replace(before, note="long " * 1000, picture=png(64, 64)), "bob")
    async with running(size=(80, 24)) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "8")
        text = screen_text(pilot)
        assert "Profile picture: — → image/png, 1 kB" in text
        note = next(line for line in text.splitlines() if "Note: " in line).strip()
        assert note.endswith("…")
        assert len(note) <= 75


async def test_what_was_in_the_trash_says_so(running: Running, database: Database, clients: Clients) -> None:
    (client_id,) = add(database, Client("Anna"))
    clients.delete([client_id], "bob")
    clients.restore([client_id], "cleo")
    async with running() as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "8")
        text = screen_text(pilot)
        assert text.index("taken out of the trash  cleo") < text.index("put into the trash  bob")
