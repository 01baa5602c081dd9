"""Moments as storage keeps them: whole seconds since the epoch, UTC."""

from datetime import UTC, datetime


def seconds(moment: datetime | None) -> int:
    """Return a moment as seconds since the epoch."""
    if moment is None:
        raise ValueError("a stored row has its times")
    return int(moment.timestamp())


def moment(value: int) -> datetime:
    """Return seconds since the epoch as a moment in UTC."""
    return datetime.fromtimestamp(value, UTC)
