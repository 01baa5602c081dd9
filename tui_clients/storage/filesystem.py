"""The database file on the disk: created private, and whether it lies on another machine."""

import os
from pathlib import Path

from tui_clients.errors import N_, DatabaseRefused
from tui_clients.paths import private_mode

_REMOTE = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "fuse.sshfs", "fuse.rclone"}
)
_MOUNTS = Path("/proc/self/mounts")


def ensure_file(path: Path) -> None:
    """Create a private file unless something is there already; what is no file or cannot be reached is refused."""
    try:
        if not path.exists():
            create_private(path)
        is_file = path.is_file()
    except OSError as error:  # a name too long, a folder that may not be entered
        message = N_("The database {path} cannot be opened: check that it exists and who may read it.")
        raise DatabaseRefused(message, path=path) from error
    if not is_file:
        raise DatabaseRefused(N_("{path} is not a file. Choose another place for the database."), path=path)


def create_private(path: Path, like: Path | None = None) -> None:
    """Create an empty file only its owner can read, or its group too where it is for a shared setgid folder.

    The folder is the file's own, or `like` where it is going to be moved there.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = private_mode(like or path.parent)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode)
        os.fchmod(handle, mode)  # whatever the umask took away from the group
        os.close(handle)
    except FileExistsError:
        return  # another process was first
    except OSError as error:
        message = N_("The database {path} cannot be created: {reason}.")
        raise DatabaseRefused(message, path=path, reason=error.strerror) from error


def create_private_folder(path: Path) -> None:
    """Create a folder only its owner may enter, or its group too in a shared setgid folder."""
    is_shared = private_mode(path.parent) == 0o660
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        return
    if is_shared:
        path.chmod(0o2770)


def is_remote(path: Path) -> bool:
    """Whether the file lies on a network file system, where WAL's shared memory does not work."""
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return False
    best, kind = "", ""
    for mount in mounts:
        _device, point, filesystem, *_ = mount.split(" ")
        point = point.encode().decode("unicode_escape")
        if len(point) >= len(best) and path.is_relative_to(point):
            best, kind = point, filesystem
    return kind in _REMOTE
