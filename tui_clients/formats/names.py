"""How the parts of a person's name join, and which columns hold a person's name and which a company's."""

from collections.abc import Sequence

from tui_clients.formats.keys import header_key

Samples = Sequence[Sequence[str]]

_SIMPLE = frozenset({"name", "nom", "nome", "nombre", "naam", "姓名"})  # also what some call one part of it
_OF_CLIENTS = frozenset({"customer", "customer name", "client", "client name", "kunde", "kundenname", "account name"})
_OF_PERSONS = frozenset(
    {"ansprechpartner", "contact", "contact name", "contact person", "primary contact", "kontakt", "kontaktperson",
     "full name", "referente", "担当者"}
)  # fmt: skip


def joined(parts: Sequence[str]) -> str:
    """Return a whole name; in the scripts of China and Japan the family name, which comes last here, stands first."""
    is_eastern = all("\u2e80" <= part[0] <= "\u9fff" or "\uac00" <= part[0] <= "\ud7a3" for part in parts)
    return " ".join(reversed(parts) if is_eastern else parts)


def stand_alone(record: dict[str, str]) -> None:
    """Take from a name what stands in front of it and has a field of its own: "Mrs. Ann Lee", "ACME, Ann Lee"."""
    for field, between in (("company_name", ", "), ("salutation", " ")):
        title = record.get(field, "").strip()
        rest = record.get("name", "").removeprefix(f"{title}{between}") if title else ""
        if rest.strip():
            record["name"] = rest


def settle(chosen: dict[int, str], columns: Sequence[str], samples: Samples) -> dict[int, str]:
    """Return the fields of columns where what is called a name may be one of its parts, or a company's name."""
    by_field = {field: i for i, field in chosen.items()}
    result = dict(chosen)
    name = by_field.get("name")
    if name is not None and header_key(columns[name]) in _SIMPLE:
        for part, other in (("first_name", "last_name"), ("last_name", "first_name")):
            if part in by_field and other not in by_field and not _is_within(by_field[part], name, samples):
                result[name] = other
                return result
    keys = [header_key(column) for column in columns]
    client = next((i for i, key in enumerate(keys) if key in _OF_CLIENTS and result.get(i) in ("name", None)), None)
    person = next((i for i, key in enumerate(keys) if key in _OF_PERSONS and result.get(i) in ("name", None)), None)
    if client is not None and person is not None and "company_name" not in by_field:
        result[client], result[person] = "company_name", "name"
    return result


def _is_within(part: int, name: int, samples: Samples) -> bool:
    """Whether the names of the first rows hold what stands in the column of a part."""
    both = [(row[part].strip(), row[name]) for row in samples if max(part, name) < len(row)]
    given = [(piece, whole) for piece, whole in both if piece and whole.strip()]
    return bool(given) and all(piece in whole for piece, whole in given)
