"""Clients as objects of JSON: the record of a client, with lists and objects for what has several values."""

from collections.abc import Mapping
from typing import Any

from tui_clients.domain.client import Client
from tui_clients.domain.record import plain_text, tags_text, to_record


def to_plain(client: Client) -> dict[str, Any]:
    """Return a client as JSON holds it: text, lists for what has several values, an object of custom fields."""
    plain: dict[str, Any] = to_record(client)
    plain["tags"] = list(client.tags)
    plain["more_emails"] = [{"label": p.label, "value": p.value} for p in client.more_emails]
    plain["more_phones"] = [{"label": p.label, "value": p.value} for p in client.more_phones]
    plain["extra"] = dict(client.extra)
    return plain


def plain_to_record(plain: Mapping[str, Any]) -> dict[str, str]:
    """Return the record of a JSON object of `to_plain`; values of another shape become their text."""
    return {
        name: tags_text([plain_text(tag) for tag in value])
        if name == "tags" and isinstance(value, list)
        else plain_text(value)
        for name, value in plain.items()
    }
