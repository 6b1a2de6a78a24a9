"""A review on a network file system is found, from what each kind of machine says of its mounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.store import places
from review.store.mounts import (
    Mount,
    mount_of,
    network_mount,
    parsed_darwin_mounts,
    parsed_mounts,
    windows_share,
)

TABLE = r"""
/dev/sda2 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/export/home /home nfs4 rw,vers=4.2 0 0
/dev/sdb1 /home/kari/local xfs rw 0 0
//files.example.org/team /mnt/Team\040share cifs rw,username=kari 0 0
kari@host:/data /home/kari/local/far fuse.sshfs rw 0 0
C:\134 /mnt/c drvfs rw 0 0
\134\134server\134share /mnt/z drvfs rw 0 0
systemd-1 /auto autofs rw 0 0
server:/auto /auto nfs rw 0 0
gluster:/vol /srv/caf\303\251 fuse.glusterfs rw 0 0
"""


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("/home/kari/review/review.db", "nfs4"),
        ("/mnt/Team share/review.db", "cifs"),
        ("/home/kari/local/far/review.db", "fuse.sshfs"),
        ("/mnt/z/review.db", "drvfs"),
        ("/auto/review.db", "nfs"),
        ("/srv/café/review.db", "fuse.glusterfs"),
    ],
)
def test_a_network_file_system_is_told(file: str, kind: str) -> None:
    mount = network_mount(Path(file), TABLE)
    assert mount is not None
    assert mount.kind == kind


@pytest.mark.parametrize(
    "file",
    [
        "/root/review.db",
        "/home/kari/local/review.db",  # a disk of this machine inside a home on the network
        "/homework/review.db",  # begins like /home, and is not in it
        "/mnt/Team/review.db",
        "/mnt/c/Users/Kari/review.db",
    ],
)
def test_a_disk_of_this_machine_is_none(file: str) -> None:
    assert network_mount(Path(file), TABLE) is None


def test_the_later_of_two_mounts_at_one_point_counts() -> None:
    table = "a:/x /data nfs rw 0 0\n/dev/sdc1 /data ext4 rw 0 0\n"
    assert network_mount(Path("/data/review.db"), table) is None


@pytest.mark.parametrize(
    "kind",
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "fuse.sshfs",
        "fuse.rclone",
        "davfs",
        "afs",
        "ceph",
        "lustre",
    ],
)
def test_kinds_of_network_file_system(kind: str) -> None:
    assert network_mount(Path("/far/review.db"), f"x / ext4 rw 0 0\nx /far {kind} rw 0 0\n")


def test_the_root_of_a_sandbox_is_no_share() -> None:
    assert network_mount(Path("/data/review.db"), "none / 9p rw 0 0\n") is None
    assert network_mount(Path("/data/review.db"), "server:/export / nfs rw 0 0\n") is not None


def test_a_table_that_cannot_be_read_tells_nothing() -> None:
    assert network_mount(Path("/a/review.db"), "\n/dev/sda1\nnot a table at all") is None
    assert parsed_mounts(r"a /x\777y ext4 rw 0 0")[0].kind == "ext4"


def test_macos_mounts_are_read() -> None:
    mounts = parsed_darwin_mounts(
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)\n"
        "//kari@files.example.org/team on /Volumes/Team (old) (smbfs, nodev, mounted by kari)\n"
        "server:/export on /Volumes/Far (nfs, asynchronous)\n"
        "kari@host:/data on /Volumes/Ssh (macfuse, nodev)\n"
        "/dev/disk5s1 on /Volumes/Stick (macfuse, local)\n"
    )

    def kind(file: str) -> str:
        mount = mount_of(Path(file), mounts)
        return mount.kind if mount and mount.network else ""

    assert kind("/Users/kari/review.db") == ""
    assert kind("/Volumes/Team (old)/review.db") == "smbfs"
    assert kind("/Volumes/Far/review.db") == "nfs"
    assert kind("/Volumes/Ssh/review.db") == "macfuse"
    assert kind("/Volumes/Stick/review.db") == ""


def test_windows_shares_are_told_by_path_and_by_drive() -> None:
    remote = {"Z:\\"}.__contains__
    share = windows_share("\\\\server\\team\\review\\review.db", remote)
    assert share is not None
    assert share.point == "\\\\server\\team"
    assert windows_share("//server/team/review.db", remote) is not None
    assert windows_share("\\\\?\\UNC\\server\\team\\review.db", remote) is not None
    assert windows_share("Z:\\review.db", remote) is not None
    assert windows_share("\\\\?\\Z:\\review.db", remote) is not None
    assert windows_share("C:\\Users\\Kari\\review.db", remote) is None
    assert windows_share("\\\\?\\C:\\Users\\review.db", remote) is None


def test_the_words_name_the_share_and_both_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    far = Mount("server:/x", "/far", "nfs4")
    monkeypatch.setattr(places, "network_mount", lambda _file: far)
    (trouble,) = places.troubles("/far/review.db")
    assert trouble.code == "network"
    assert "nfs4 at /far" in trouble.message
    for word in ("`review send --out FILE`", "`review merge FILE`", "PostgreSQL"):
        assert word in trouble.remedy
