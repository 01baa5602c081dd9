"""Which SQLite library is used: the one that peewee would take, found without importing peewee."""

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import _sqlite3 as extension
    import sqlite3 as library
else:
    import sqlite3

    try:
        from pysqlite3 import _sqlite3 as extension
        from pysqlite3 import dbapi2 as library
    except ImportError:
        library = None
    if library is None or library.sqlite_version_info < sqlite3.sqlite_version_info:
        import _sqlite3 as extension

        library = sqlite3

__all__ = ["let_threads_take_memory", "library"]

_MEMSTATUS = 9
"""SQLITE_CONFIG_MEMSTATUS (https://sqlite.org/c3ref/c_config_covering_index_scan.html)."""


def let_threads_take_memory() -> None:
    """Have SQLite keep no account of its memory, for which its threads would wait for each other.

    The search index takes some for every row: a word took two threads up to twice as long as without. To be called
    before this process opens anything with SQLite; where the library cannot be told, it stays as it is.
    """
    if sys.platform != "linux":  # elsewhere arguments of this kind may have to be handed over in another way
        return
    with suppress(ImportError, OSError, AttributeError):  # the library gives its functions to nobody else
        import _ctypes  # what `ctypes` is made of; that itself takes a hundredth of the start

        handle = _ctypes.dlopen(extension.__file__, 0)
        for name, values in (
            ("sqlite3_shutdown", ()),
            ("sqlite3_config", (_MEMSTATUS, 0)),
            ("sqlite3_initialize", ()),
        ):
            _ctypes.call_function(_ctypes.dlsym(handle, name), values)
