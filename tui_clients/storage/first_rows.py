"""The rows with which the list opens; apart, because the first paint does not wait for what searches and sorts."""

from tui_clients.domain.client_row import ClientRow
from tui_clients.storage.database import Database
from tui_clients.storage.moments import moment

_FIRST = """
    SELECT c.id, c.name, c.company_name, c.email, c.mobile, c.country, coalesce(k.name, ''), c.created_at
    FROM (SELECT id FROM client INDEXED BY client_by_name WHERE deleted_at IS NULL ORDER BY sort_name, id LIMIT ?) AS f
    CROSS JOIN client AS c ON c.id = f.id LEFT JOIN category AS k ON k.id = c.category_id
    ORDER BY c.sort_name, c.id"""


def first_rows(database: Database, limit: int) -> list[ClientRow]:
    """Return the first clients by name: those that `Listing.first_rows` gives for a query of nothing."""
    return [
        ClientRow(id_, name, company, email, mobile, country, category, moment(at))
        for id_, name, company, email, mobile, country, category, at in database.sql(_FIRST, limit)
    ]
