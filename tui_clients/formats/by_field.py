"""Turns the cells of many rows into the texts of each field at once; gives what `applied.apply` gives row by row.

Most rows of most files say no more than what stands in a column for each field. Those are seen by looking at columns,
and every other row is read by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from tui_clients.formats import mapping
from tui_clients.formats.applied import apply
from tui_clients.formats.several import doubtful

Texts = Mapping[str, Sequence[str]]
"""What rows say of each field of which any of them says something, "" where one says nothing."""


def by_field(mapped: mapping.Mapping, rows: Sequence[Sequence[str]]) -> Texts:
    """Return the text of each field in each row, of which there is one at least."""
    plan = mapped.plan
    if not mapped.is_simple:
        records = [apply(mapped, cells) for cells in rows]
        return {name: [record.get(name, "") for record in records] for name in dict.fromkeys(chain(*records))}
    whole = [cells if len(cells) >= plan.width else [*cells, *[""] * (plan.width - len(cells))] for cells in rows]
    texts: dict[str, Sequence[str]] = dict(zip(plan.names, zip(*map(plan.take, whole), strict=True), strict=False))
    more = {place: apply(mapped, rows[place]) for place in {*_saying_more(plan, texts)}}
    for name in dict.fromkeys(chain(*more.values())):
        column = [*texts.get(name, [""] * len(rows))]
        for place, record in more.items():
            column[place] = record.get(name, "")
        texts[name] = column
    return texts


def _saying_more(plan: "mapping.Plan", texts: Texts) -> Iterator[int]:
    """Yield the places of rows of which more is to be said than what stands in the columns."""
    names = texts["name"]
    yield from (place for place, name in enumerate(names) if not name.strip())
    for field in ("company_name", "salutation") if plan.has_title else ():
        titles = zip(texts.get(field, ()), names, strict=False)
        yield from (place for place, (title, name) in enumerate(titles) if title and name.startswith(title.strip()))
    for field in plan.splits:
        yield from doubtful(field, texts[field])
