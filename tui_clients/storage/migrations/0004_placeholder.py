"""A number that another change of the schema takes."""

from typing import Any


def up(_migrator: Any, _db: Any) -> None:
    """Change nothing."""
