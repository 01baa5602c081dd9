"""What the screens begin without."""

import subprocess
import sys

_BEGUN = "import sys; from tui_clients.ui import spared; spared.begin(); import tui_clients.ui.app; "


def _run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_list_begins_without_what_it_does_not_show() -> None:
    names = {"ssl", "textual.widgets._directory_tree", "textual.widgets._tree", "textual.widgets._select"}
    assert _run(f"{_BEGUN} print({names!r} & set(sys.modules))") == "set()"


def test_what_was_spared_is_there_when_it_is_asked_for() -> None:
    asked = "from textual.types import CallbackType, DirEntry; import ssl, textual.types"
    assert (
        _run(f"{_BEGUN} {asked}; print(ssl.OPENSSL_VERSION != '', textual.types.DirEntry is DirEntry)") == "True True"
    )
