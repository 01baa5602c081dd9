"""How fast a long task is, in words; knows no textual."""

from tui_clients.i18n import _, ngettext
from tui_clients.services.progress import Progress
from tui_clients.ui import show, words

_PACED_SECONDS = 1.0
"""Until then the first rows say too little about the pace."""


def pace(progress: Progress, seconds: float) -> str:
    """Return how much was done, how fast, and how long the rest may take: "2,000 rows · 950 a second · 40 s left"."""
    if progress.stage:
        return words.stage(progress.stage, progress.share)
    count = _("{rows} of {total}") if progress.total else ngettext("{rows} row", "{rows} rows", progress.rows)
    parts = [count.format(rows=show.number(progress.rows), total=show.number(progress.total))]
    if seconds >= _PACED_SECONDS and progress.rows:
        parts.append(_("{count} a second").format(count=show.number(round(progress.rows / seconds))))
        share = progress.share
        if share == 1.0:
            parts.append(_("finishing"))
        elif share:
            parts.append(_("about {time} left").format(time=_duration(seconds * (1 - share) / share)))
    return " · ".join(parts)


def _duration(seconds: float) -> str:
    whole = max(1, round(seconds))
    if whole < 60:
        return _("{seconds} s").format(seconds=whole)
    if whole < 3600:
        return _("{minutes} min {seconds} s").format(minutes=whole // 60, seconds=whole % 60)
    return _("{hours} h {minutes} min").format(hours=whole // 3600, minutes=whole % 3600 // 60)
