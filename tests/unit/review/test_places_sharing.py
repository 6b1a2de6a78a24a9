"""Several people on one machine: what shuts one of them out of the review is found and mended."""

from __future__ import annotations

import os
import shlex
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from review.refusal import Refused
from review.store import sharing
from review.store.granting import share
from review.store.places import sharing_troubles
from review.store.trouble import Trouble

grp = pytest.importorskip("grp", reason="rights as Unix keeps them")

NOBODY, KARI, BO = 65534, 12301, 12302
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="takes the place of another person")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A review's file in a folder of its own, as the program makes them."""
    folder = tmp_path / "review"
    folder.mkdir(mode=0o755)
    file = folder / "review.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE act (id TEXT)")
    file.chmod(0o644)
    folder.chmod(0o755)
    return file


def codes(file: Path) -> list[str]:
    return [trouble.code for trouble in sharing_troubles(str(file))]


def only(file: Path) -> Trouble:
    (trouble,) = sharing_troubles(str(file))
    return trouble


@contextmanager
def acting(user: int, *groups: int) -> Iterator[None]:
    """Act as another account of this machine, whose first group is that of its own number."""
    before = os.geteuid(), os.getegid(), os.getgroups()
    _become(user, user, list(groups))
    try:
        yield
    finally:
        _become(*before)


def _become(user: int, group: int, groups: list[int]) -> None:
    os.seteuid(0)
    os.setgroups(groups)
    os.setegid(group)
    os.seteuid(user)


def opened_up(folder: Path) -> None:
    """Let other accounts pass through the test's own folders."""
    for place in (folder, *folder.parents):
        if place.stat().st_uid == os.geteuid() and not place.stat().st_mode & stat.S_IXOTH:
            place.chmod(place.stat().st_mode | stat.S_IXOTH | stat.S_IXGRP)


def write_one(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO act VALUES ('one')")


def types(remedy: str) -> None:
    """Type the commands that stand between marks in a remedy."""
    import subprocess

    for line in remedy.split("`")[1::2]:
        subprocess.run(shlex.split(line), check=True)


@pytest.mark.parametrize(
    ("file_mode", "folder_mode"), [(0o600, 0o755), (0o644, 0o755), (0o600, 0o700), (0o644, 0o775)]
)
def test_a_review_of_one_person_gives_no_trouble(
    database: Path, file_mode: int, folder_mode: int
) -> None:
    database.chmod(file_mode)
    database.parent.chmod(folder_mode)
    assert codes(database) == []


def test_a_review_shared_as_it_should_be_gives_no_trouble(database: Path) -> None:
    database.chmod(0o664)
    database.parent.chmod(0o2775)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("INSERT INTO act VALUES ('one')")
        assert codes(database) == []


@pytest.mark.parametrize(
    ("folder_mode", "command"),
    [(0o755, "g+rws"), (0o775, "g+rws"), (0o700, "g+rwxs"), (0o3775, "g+rws,-t")],
)
def test_a_shared_database_in_a_folder_that_is_not_is_told_and_mended(
    database: Path, folder_mode: int, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing.sys, "platform", "linux")
    database.chmod(0o664)
    database.parent.chmod(folder_mode)
    trouble = only(database)
    assert trouble.code == "folder"
    assert str(database.parent) in trouble.message
    assert f"chmod {command} {database.parent}" in trouble.remedy
    types(trouble.remedy)
    assert codes(database) == []


def test_macos_needs_no_setgid_folder(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing.sys, "platform", "darwin")
    database.chmod(0o664)
    database.parent.chmod(0o775)
    assert codes(database) == []


def test_a_private_database_in_a_team_folder_is_told_and_mended(database: Path) -> None:
    database.parent.chmod(0o2775)
    trouble = only(database)
    assert trouble.code == "database"
    assert f"chmod g+rw {database}" in trouble.remedy
    types(trouble.remedy)
    assert codes(database) == []


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_a_side_file_that_shuts_others_out_is_named_and_mended(database: Path, suffix: str) -> None:
    database.chmod(0o664)
    database.parent.chmod(0o2775)
    side = database.with_name(f"review.db{suffix}")
    side.touch()
    side.chmod(0o644)
    trouble = only(database)
    assert trouble.code == "side-files"
    assert str(side) in trouble.message
    types(trouble.remedy)
    assert codes(database) == []


def test_a_folder_with_a_blank_in_its_name_is_quoted(tmp_path: Path) -> None:
    file = tmp_path / "our review" / "review.db"
    file.parent.mkdir()
    file.touch()
    file.chmod(0o664)
    file.parent.chmod(0o755)
    types(only(file).remedy)
    assert codes(file) == []


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o660, 0o664])
def test_sqlite_gives_its_side_files_the_rights_of_the_database(database: Path, mode: int) -> None:
    """On this rests that sharing the database once is enough, whatever each person's umask is."""
    database.chmod(mode)
    before = os.umask(0o077)
    try:
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("INSERT INTO act VALUES ('one')")
            for suffix in ("-wal", "-shm"):
                made = database.with_name(f"review.db{suffix}").stat().st_mode
                assert stat.S_IMODE(made) == mode
    finally:
        os.umask(before)


@as_root
@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_another_persons_review_is_told_with_who_has_to_open_it(database: Path, mode: int) -> None:
    opened_up(database.parent)
    database.chmod(mode)
    with acting(NOBODY):
        trouble = only(database)
        with pytest.raises(sqlite3.OperationalError):
            write_one(database)
    assert trouble.code == "database"
    assert "belongs to root" in trouble.message
    assert trouble.remedy.startswith("Ask root to type `chgrp TEAM ")
    assert f"`chmod g+rw {database}`" in trouble.remedy
    assert f"`chmod g+rws {database.parent}`" in trouble.remedy


@as_root
def test_one_who_is_not_in_the_group_is_told_which(database: Path) -> None:
    opened_up(database.parent)
    share(str(database))
    with acting(NOBODY):
        trouble = only(database)
    assert trouble.code == "database"
    assert "is for the group root" in trouble.message
    assert "usermod -aG root" in trouble.remedy


@pytest.fixture
def karis(database: Path) -> Iterator[Path]:
    """Kari's own review, while everyone has the strictest umask."""
    opened_up(database.parent)
    os.chown(database, KARI, KARI)
    os.chown(database.parent, KARI, KARI)
    before = os.umask(0o077)
    yield database
    os.umask(before)


@as_root
def test_after_sharing_all_of_the_group_can_write_at_the_same_time(karis: Path) -> None:
    team = grp.getgrall()[-1]
    with acting(KARI, team.gr_gid):
        assert len(share(str(karis), team.gr_name)) == 2
        assert codes(karis) == []
    with acting(BO, team.gr_gid):
        assert codes(karis) == []
        with closing(sqlite3.connect(karis)) as open_still:
            open_still.execute("SELECT * FROM act").fetchall()
            write_one(karis)
            with acting(KARI, team.gr_gid):
                assert codes(karis) == []
                write_one(karis)
        write_one(karis)
    with closing(sqlite3.connect(karis)) as connection:
        assert connection.execute("SELECT count(*) FROM act").fetchone() == (3,)


@as_root
def test_a_folder_without_setgid_does_shut_others_out(karis: Path) -> None:
    team = grp.getgrall()[-1]
    share(str(karis), team.gr_name)
    karis.parent.chmod(0o775)
    with acting(BO, team.gr_gid):
        assert codes(karis) == ["folder"]
        with closing(sqlite3.connect(karis)) as open_still:
            open_still.execute("SELECT * FROM act").fetchall()
            write_one(karis)
            with acting(KARI, team.gr_gid):
                assert codes(karis) == ["folder", "side-files"]
                with pytest.raises(sqlite3.OperationalError):
                    write_one(karis)


def test_sharing_says_what_it_did_and_does_nothing_twice(database: Path) -> None:
    for suffix in ("-wal", "-shm"):
        database.with_name(f"review.db{suffix}").touch(mode=0o600)
    done = share(str(database))
    assert len(done) == 4
    assert done[0].startswith(f"{database.parent}: group ")
    assert all("rw" in line for line in done)
    assert stat.S_IMODE(database.parent.stat().st_mode) == 0o2775
    assert codes(database) == []
    (again,) = share(str(database))
    assert "already" in again


def test_sharing_a_private_review_opens_it_to_the_group_only(database: Path) -> None:
    database.chmod(0o600)
    database.parent.chmod(0o700)
    share(str(database))
    assert stat.S_IMODE(database.stat().st_mode) == 0o660
    assert stat.S_IMODE(database.parent.stat().st_mode) == 0o2770


def refusals() -> list[tuple[str, Callable[[Path], object]]]:
    return [
        ("no group no-such-group", lambda file: share(str(file), "no-such-group")),
        ("PostgreSQL", lambda _file: share("postgresql://host/review")),
        ("is a folder", lambda file: share(str(file.parent))),
        ("No such file", lambda file: share(str(file.with_name("other.db")))),
    ]


@pytest.mark.parametrize(("why", "attempt"), refusals())
def test_what_cannot_be_shared_is_refused(
    database: Path, why: str, attempt: Callable[[Path], object]
) -> None:
    with pytest.raises(Refused, match=why):
        attempt(database)
    assert stat.S_IMODE(database.stat().st_mode) == 0o644


@as_root
def test_what_belongs_to_another_is_not_shared_in_part(database: Path) -> None:
    opened_up(database.parent)
    os.chown(database.parent, NOBODY, NOBODY)
    with acting(NOBODY), pytest.raises(Refused, match="belongs to root") as refused:
        share(str(database))
    assert f"chmod g+rw {database}" in refused.value.next_step
    assert stat.S_IMODE(database.parent.stat().st_mode) & 0o2020 == 0


@as_root
def test_one_cannot_give_to_a_group_that_one_is_not_in(database: Path) -> None:
    opened_up(database.parent)
    os.chown(database.parent, NOBODY, NOBODY)
    os.chown(database, NOBODY, NOBODY)
    with acting(NOBODY), pytest.raises(Refused, match="not in the group root"):
        share(str(database), "root")


def test_a_home_is_never_opened_for_a_review_that_lies_in_it(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pwd

    home = pwd.struct_passwd(("kari", "x", 0, 0, "", str(database.parent), ""))
    monkeypatch.setattr(pwd, "getpwuid", lambda _number: home)
    with pytest.raises(Refused, match="holds more than the review"):
        share(str(database))
    database.chmod(0o664)
    assert str(database.parent) not in only(database).remedy
    assert "a folder of its own" in only(database).remedy


def test_a_folder_of_everybody_is_never_opened(database: Path) -> None:
    database.parent.chmod(0o1777)
    with pytest.raises(Refused, match="holds more than the review"):
        share(str(database))
