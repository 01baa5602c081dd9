"""Keeps small what the system's allocator holds back, and short what Python spends on looking for garbage."""

import gc
import sys

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h
_ARENAS = 2
_SELDOM = (10_000, 10, 30)
"""New objects after which the youngest are looked through, and how often that until the older and all of them are."""


def share_arenas() -> None:
    """Let threads share two heaps, where the C library is glibc: it gives each thread its own otherwise.

    A heap keeps what its thread's largest search took: 106 MB after 140 letters among a million clients, shared 88.
    """
    _call("mallopt", _ARENA_MAX, _ARENAS)


def tidy_up() -> None:
    """Look for garbage, and give back what is free: three megabytes after some profiles were opened."""
    gc.collect()
    give_back()


def give_back() -> None:
    """Give back to the system what is free, in a millisecond; where the C library is not glibc it decides itself."""
    _call("malloc_trim", 0)


def _call(name: str, *values: int) -> None:
    """Call a function of the C library, if it has it."""
    if sys.platform == "linux":
        import ctypes

        function = getattr(ctypes.CDLL(None), name, None)
        if function is not None:
            function(*values)


def is_looked_at_seldom() -> bool:
    """Whether Python looks seldom for garbage; to count what it leaves alone, as `gc` can, would take milliseconds."""
    return gc.get_threshold()[1:] == _SELDOM[1:]  # an import sets the first for a while


def look_seldom() -> None:
    """Begin to look for garbage, not in what was loaded, and seldom in what is old: that takes 60 ms at any key."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    gc.enable()
