"""How tests of the profile fill a database, open a client and read what stands on the screen."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import cast

from textual.pilot import Pilot

from tests.ui.conftest import settle
from tui_clients.domain.choices import InvoiceState
from tui_clients.domain.client import Client, Contact, Note, Picture
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.project import Project
from tui_clients.domain.query import Query
from tui_clients.storage.database import Database
from tui_clients.storage.results import Few, Result
from tui_clients.ui.app import ClientsApp
from tui_clients.ui.screens.client_detail import ClientDetail
from tui_clients.ui.stores import Stores

TODAY = date.today()  # noqa: DTZ011 - the profile goes by the user's own day


def add(database: Database, *clients: Client) -> list[int]:
    """Store clients and return their ids."""
    stores = Stores(database)
    with database.transaction():
        return [client.id for client in stores.clients.add_many(clients, "anna")]


def attach(database: Database, client_id: int, *things: Invoice | Project | Contact | Note) -> None:
    """Store what belongs to a client."""
    stores = Stores(database)
    with database.transaction():
        for thing in things:
            if isinstance(thing, Contact):
                stores.contacts.add(client_id, thing)
            elif isinstance(thing, Note):
                continue
            elif isinstance(thing, Invoice):
                stores.invoices.add(replace(thing, client_id=client_id))
            else:
                stores.projects.add(replace(thing, client_id=client_id))
        stores.notes.add_many((client_id, thing) for thing in things if isinstance(thing, Note))


def invoice(
    number: str,
    total: int,
    currency: str = "EUR",
    *,
    due_in: int = 30,
    paid: int = 0,
    state: InvoiceState = InvoiceState.ISSUED,
) -> Invoice:
    """Return an invoice of today, `total` and `paid` in minor units."""
    payments = (Payment(paid, TODAY),) if paid else ()
    return Invoice(number, TODAY, TODAY + timedelta(days=due_in), currency, total, state, payments)


def result_of(database: Database, ids: Sequence[int]) -> Result:
    """Return clients as a search finds them."""
    return Few(Query(), array("q", ids), database, None)


async def open_profile(pilot: Pilot[None], client_id: int, ids: Sequence[int] = (), index: int = 0) -> ClientDetail:
    """Open a client's profile, out of the result that `ids` are, and wait until it stands."""
    database = cast("ClientsApp", pilot.app).stores.database
    profile = ClientDetail(client_id, result_of(database, ids), index)
    pilot.app.push_screen(profile)
    await settle(pilot)
    return profile


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and let the application finish what they started."""
    await pilot.press(*keys)
    await settle(pilot)


def png(width: int, height: int, mode: str = "RGB", colour: object = 0) -> Picture:
    """Return a picture of one colour."""
    from PIL import Image

    stream = BytesIO()
    Image.new(mode, (width, height), colour).save(stream, "PNG")  # type: ignore[arg-type]
    return Picture("image/png", stream.getvalue())
