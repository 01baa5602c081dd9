"""A place kept for the schema of counts of the search."""

from typing import Any


def up(_migrator: Any, _db: Any) -> None:
    """Change nothing."""
