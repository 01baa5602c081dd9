"""How clients are found: the conditions and orders a query becomes."""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_
from typing import Any

from peewee import JOIN, SQL, ModelSelect, fn

from tui_clients.domain.query import Query
from tui_clients.storage.models import Category, ClientModel

_SORT_COLUMNS: dict[str, Any] = {"name": ClientModel.sort_name, "company_name": ClientModel.sort_company}


def matching(query: Query, *columns: Any) -> "ModelSelect[ClientModel]":
    """Return the SELECT of `columns` for the clients a query finds, without an order."""
    select = ClientModel.select(*columns).where(ClientModel.deleted_at.is_null())
    for spellings_of_word in query.terms():
        select = select.where(reduce(or_, (fn.instr(ClientModel.search, s) > 0 for s in spellings_of_word)))
    if query.added is not None:
        first, last = query.added.bounds()
        bounds = [ClientModel.created_at >= first] if first is not None else []
        bounds += [ClientModel.created_at < last] if last is not None else []
        select = select.where(reduce(and_, bounds)) if bounds else select
    if query.ids is not None:
        select = select.where(among(ClientModel.id, query.ids))
    return select


def among(column: Any, ids: Iterable[int]) -> Any:
    """Return the condition that a column holds one of `ids`; they are one parameter, as SQLite takes 32,766 at most."""
    text = "[" + ",".join(map(str, ids)) + "]"
    return column.in_(SQL("(SELECT value FROM json_each(?))", (text,)))


def ordered(select: "ModelSelect[ClientModel]", query: Query) -> "ModelSelect[ClientModel]":
    """Return `select` in the query's order: blank values last, equal ones by id."""
    sort = query.sort
    if sort.field == "category":
        select = select.join(Category, JOIN.LEFT_OUTER)
        column: Any = fn.coalesce(Category.name, "")
    else:
        column = _SORT_COLUMNS.get(sort.field) or getattr(ClientModel, sort.field)
    is_blank = column == ""
    if sort.field in ("email", "category"):  # as people read: "Zoë" does not stand before "anna"
        column = fn.lower(column)
    if sort.ranks:  # a code's place among the names that readers see
        column = fn.instr(sort.ranks, column)
    order = column.desc() if sort.is_descending else column.asc()
    by_id = ClientModel.id.desc() if sort.is_descending else ClientModel.id.asc()
    if sort.field in ("name", "created_at"):  # never blank: the index alone gives the order
        return select.order_by(order, by_id)
    return select.order_by(is_blank, order, by_id)
