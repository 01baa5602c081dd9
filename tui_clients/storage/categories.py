"""Client categories and their sub-categories: names on one side, ids on the other."""

from tui_clients.storage import import_steps
from tui_clients.storage.database import Database

Names = tuple[str, str]
"""A category and its sub-category, each "" where there is none."""


class Categories:
    """The categories of a database as one operation sees them; made anew for each."""

    def __init__(self, database: Database, import_id: int | None = None) -> None:
        self._database = database
        self._import_id = import_id
        rows = database.sql("SELECT id, name, sub_category FROM category")
        self._names: dict[int | None, Names] = {None: ("", "")} | {id_: (name, sub) for id_, name, sub in rows}
        self._ids = {names: id_ for id_, names in self._names.items()}

    def names(self, category_id: int | None) -> Names:
        """Return the category and sub-category of an id."""
        return self._names.get(category_id, ("", ""))

    def all(self) -> list[Names]:
        """Return every category with each of its sub-categories, sorted."""
        return sorted(names for names in self._ids if any(names))

    def id_for(self, category: str, sub_category: str) -> int | None:
        """Return the id of a category, adding it where it is new; called inside a transaction."""
        names = (category, sub_category)
        if names not in self._ids:
            id_ = self._added(category, sub_category)
            self._names[id_] = names
            self._ids[names] = id_
        return self._ids[names]

    def _added(self, category: str, sub_category: str) -> int:
        self._database.sql("INSERT INTO category (name, sub_category) VALUES (?, ?)", category, sub_category)
        id_ = int(self._database.sql("SELECT last_insert_rowid()")[0][0])
        import_steps.created(self._database, self._import_id, "category", [id_])
        return id_
