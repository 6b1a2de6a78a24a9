"""Whether a file lies on a network file system, where SQLite's locks and shared memory fail.

https://sqlite.org/wal.html: "WAL does not work over a network filesystem".
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

_NETWORK = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "9p", "davfs", "webdav", "afpfs"),
        *("afs", "openafs", "ncpfs", "ncp", "coda", "vboxsf", "prl_fs", "vmhgfs", "ftp"),
        *("glusterfs", "ceph", "lustre", "beegfs", "gpfs", "panfs", "pvfs2", "orangefs"),
        *("ocfs2", "gfs2", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.davfs2"),
        *("fuse.smbnetfs", "fuse.curlftpfs", "fuse.s3fs", "fuse.gcsfuse", "fuse.glusterfs"),
        *("fuse.ceph", "fuse.ceph-fuse", "fuse.mfs", "fuse.lizardfs", "fuse.juicefs"),
        *("fuse.gvfsd-fuse", "fuse.kio-fuse", "fuse.vmhgfs-fuse"),
    }
)
_HOST_SHARES = {"9p"}  # where the root itself is one, a container or a sandbox lives on it alone
_DARWIN_FUSE = ("macfuse", "osxfuse")  # by whatever program: the source tells whether it is far
_ESCAPE = re.compile(rb"\\([0-7]{3})")
_DARWIN_LINE = re.compile(r"(?P<source>.*?) on (?P<point>/.*) \((?P<kind>[^,()]+)[^()]*\)")
_DARWIN_DISKS = (Path("/"), Path("/System/Volumes/Data"))
_SECONDS = 1.0  # for `mount`, which hangs where a server has gone away
_DRIVE_REMOTE = 4


@dataclass(frozen=True, slots=True)
class Mount:
    """One file system in the tree: what serves it, where it hangs, and of which kind it is."""

    source: str
    point: str
    kind: str

    @property
    def network(self) -> bool:
        """Tell whether another machine serves it."""
        if self.kind == "drvfs":  # a Windows drive in WSL: only a network drive is a share
            return self.source.startswith(("\\\\", "//"))
        if self.kind.startswith(_DARWIN_FUSE):
            return ":/" in self.source
        if self.kind in _HOST_SHARES and self.point == "/":
            return False
        return self.kind in _NETWORK


def network_mount(file: Path, table: str | None = None) -> Mount | None:
    """Return the network file system that the resolved path `file` lies on, if it does.

    `table` is the text of /proc/self/mounts; by default this machine is asked in its own way.
    """
    if table is None and sys.platform == "win32":
        return windows_share(str(file), _is_remote_drive)
    mounts = parsed_mounts(table) if table is not None else _mounts_here(file)
    mount = mount_of(file, mounts)
    return mount if mount and mount.network else None


def mount_of(file: PurePath, mounts: Iterable[Mount]) -> Mount | None:
    """Return the mount with the longest mount point above `file`; of two there, the later."""
    best, longest = None, 0
    inside = f"{file}/"
    for mount in mounts:
        point = mount.point.rstrip("/") + "/"
        if len(point) >= longest and inside.startswith(point):
            best, longest = mount, len(point)
    return best


def parsed_mounts(table: str) -> list[Mount]:
    """Return the mounts of a text in the form of /proc/self/mounts (see fstab(5))."""
    rows = (line.split() for line in table.splitlines())
    return [
        Mount(_decoded(source), _decoded(point), kind)
        for source, point, kind, *_ in (row for row in rows if len(row) > 2)  # noqa: PLR2004
    ]


def parsed_darwin_mounts(said: str) -> list[Mount]:
    """Return the mounts of a text in the form that `mount` prints on macOS."""
    lines = (_DARWIN_LINE.fullmatch(line) for line in said.splitlines())
    return [Mount(line["source"], line["point"], line["kind"]) for line in lines if line]


def windows_share(path: str, is_remote_drive: Callable[[str], bool]) -> Mount | None:
    """Return the share that a Windows path lies on: by its own form, or as its drive is told."""
    plain = path.replace("/", "\\")
    if plain.upper().startswith("\\\\?\\UNC\\"):
        plain = "\\\\" + plain[8:]
    if plain.startswith("\\\\") and plain[2:4] not in {"?\\", ".\\"}:
        share = "\\".join(plain.split("\\")[:4])
        return Mount(share, share, "network share")
    drive = plain.removeprefix("\\\\?\\")[:2]
    if drive[1:] == ":" and is_remote_drive(drive + "\\"):
        return Mount(drive, drive, "network drive")
    return None


def _mounts_here(file: Path) -> list[Mount]:
    if sys.platform != "darwin":
        return parsed_mounts(Path("/proc/self/mounts").read_text("utf-8", "surrogateescape"))
    else:  # noqa: RET505 - the type checker reads the branch of its own platform
        # Asking takes a process: not for the machine's own disk, where nearly all reviews lie.
        if _device(file) in {_device(disk) for disk in _DARWIN_DISKS}:
            return []
        import subprocess

        done = subprocess.run(
            ["/sbin/mount"], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
        return parsed_darwin_mounts(done.stdout)


def _device(place: Path) -> int:
    return next(near.stat().st_dev for near in (place, *place.parents) if near.exists())


def _is_remote_drive(root: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == _DRIVE_REMOTE)
    return False


def _decoded(field: str) -> str:
    """Return a field of the table as it was: there a blank is an octal number."""
    raw = field.encode("utf-8", "surrogateescape")
    plain = _ESCAPE.sub(lambda found: bytes([int(found[1], 8) & 0xFF]), raw)
    return plain.decode("utf-8", "surrogateescape")
