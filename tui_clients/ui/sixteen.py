"""The colours for terminals of sixteen: those that each of them has, where others would turn into its neighbours.

Of the usual ones the accent turns red there, what is wrong grey, and white text stands on cyan.
"""

from textual.theme import Theme

NAME = "sixteen"


def theme() -> Theme:
    """Return the theme."""
    return Theme(
        NAME,
        primary="#00bbbb",  # bright enough that text on it is black
        secondary="#5555ff",
        accent="#ffff55",
        warning="#ffff55",
        error="#ff5555",
        success="#55ff55",
        foreground="#e0e0e0",
        background="#121212",
        surface="#1e1e1e",
        variables={"text-accent": "#ffff55", "text-error": "#ff5555", "text-warning": "#ffff55"},
    )
