"""A place kept for the schema of what belongs to clients."""

from typing import Any


def up(_migrator: Any, _db: Any) -> None:
    """Change nothing."""
