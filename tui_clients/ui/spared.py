"""What the screens begin without, because loading it would delay the first paint and nothing on it is of use there."""

import importlib
import sys
from types import ModuleType
from typing import Any


class _Types(ModuleType):
    """Stands for `textual.types`, which loads four widgets for the sake of names that annotations use; 8 ms."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked for while it is imported
            raise AttributeError(name)
        from textual import _types

        if hasattr(_types, name):
            return getattr(_types, name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def begin() -> None:
    """Load what Textual needs in a way that spares the rest; without effect where that is loaded already."""
    if "ssl" not in sys.modules and "asyncio" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment]  # asyncio does without it, as in a Python that has none
        importlib.import_module("asyncio")
        del sys.modules["ssl"]
    if "textual.types" not in sys.modules:
        sys.modules["textual.types"] = _Types("textual.types")
