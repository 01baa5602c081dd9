"""Replaces a file whole or not at all; knows nothing of what is written.

What is written has a hidden name until it is whole, and a lock that ends with the process: what a killed one left
behind is known by it, and goes with the next file that is written to the folder.
"""

import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from tui_clients import unfinished
from tui_clients.errors import N_, FileRefused
from tui_clients.formats.files import reason
from tui_clients.paths import private_mode

_OURS = re.compile(r"\.tui-clients-[0-9a-f]{16}\.tmp")


@contextmanager
def replacing(path: Path, *, may_replace: bool = True) -> Iterator[BinaryIO]:
    """Give a stream whose content takes the place of `path` when the block ends without an error.

    Where something is there already it may be that nothing may be replaced: that is refused then.

    Until then, and after any error, the file at `path` stays as it was. The result can be read by its owner
    alone (0600), in a shared setgid folder by the group too (0660). Where `path` is a link to a file, that
    file is replaced and the link stays.
    """
    try:
        target = _target(path)
        if not may_replace and target.exists():
            raise _taken(path)
        sweep(target.parent)
        temporary, stream = _create(target.parent)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error
    try:
        with stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            _put(temporary, target, may_replace)  # while the lock is held: else another would sweep it away
        _sync_folder(target.parent)
    except FileExistsError as error:
        raise _taken(path) from error
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def _put(temporary: Path, target: Path, may_replace: bool) -> None:
    """Give a file its lasting name; FileExistsError where another one has it and may not be replaced."""
    if not may_replace:
        try:
            target.hardlink_to(temporary)  # unlike a new name, a link never replaces
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if target.exists():
                raise FileExistsError from None
        else:
            return
    temporary.replace(target)


def _taken(path: Path) -> FileRefused:
    return FileRefused(N_("{path} exists already. Nothing was written."), path=path)


def _target(path: Path) -> Path:
    """Return the file to replace; FileRefused if what is there is not a file or a link leads nowhere."""
    if path.is_symlink() and not path.exists():
        raise FileRefused(N_("{path} is a link that leads nowhere; nothing was written."), path=path)
    target = Path(os.path.realpath(path))
    if not target.exists():
        return target
    mode = target.stat().st_mode
    if stat.S_ISDIR(mode):
        raise FileRefused(N_("{path} is a folder; name a file in it."), path=path)
    if not stat.S_ISREG(mode):
        raise FileRefused(N_("{path} is a pipe or a device; nothing was written."), path=path)
    return target


def sweep(folder: Path) -> None:
    """Delete what a process that was killed left of a file of ours."""
    with suppress(OSError), os.scandir(folder) as entries:
        ours = [Path(entry.path) for entry in entries if _OURS.fullmatch(entry.name)]
        unfinished.sweep(ours, stat.S_ISREG, Path.unlink)


def _create(folder: Path) -> tuple[Path, BinaryIO]:
    temporary = folder / f".tui-clients-{secrets.token_hex(8)}.tmp"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with ExitStack() as undo:
        undo.callback(temporary.unlink)
        undo.callback(os.close, descriptor)
        unfinished.hold(descriptor)
        os.fchmod(descriptor, private_mode(folder))
        stream = os.fdopen(descriptor, "wb")
        undo.pop_all()
    return temporary, stream


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the file system can."""
    with suppress(OSError):  # the new file is in place: nothing to take back
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _unwritable(path: Path, error: OSError | ValueError) -> FileRefused:
    if isinstance(error, FileNotFoundError):
        return FileRefused(N_("There is no folder {folder}. Nothing was written."), folder=path.absolute().parent)
    return FileRefused(
        N_("{path} could not be written: {reason}. What was there before is unchanged."),
        path=path,
        reason=reason(error),
    )
