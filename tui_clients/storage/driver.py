"""Which SQLite library is used: the one that peewee would take, found without importing peewee."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3 as library
else:
    import sqlite3

    try:
        from pysqlite3 import dbapi2 as library
    except ImportError:
        library = sqlite3
    else:
        if library.sqlite_version_info < sqlite3.sqlite_version_info:
            library = sqlite3

__all__ = ["library"]
