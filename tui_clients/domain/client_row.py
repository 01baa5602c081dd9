"""What a list shows of a client."""

from datetime import datetime
from typing import NamedTuple


class ClientRow(NamedTuple):
    """What the client list shows of a client; no picture, note or history is read for it."""

    id: int
    name: str
    company_name: str
    email: str
    mobile: str
    country: str
    category: str
    created_at: datetime
