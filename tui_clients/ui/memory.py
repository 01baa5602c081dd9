"""Keeps what the system's allocator holds back small."""

import sys

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h
_ARENAS = 2


def share_arenas() -> None:
    """Let threads share two heaps, where the C library is glibc: it gives each thread its own otherwise.

    A heap keeps what its thread's largest search took: 106 MB after 140 letters among a million clients, shared 88.
    """
    if sys.platform != "linux":
        return
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_ARENA_MAX, _ARENAS)
