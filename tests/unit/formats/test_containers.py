"""Archives: what is in them is read, what is beside exports is told, bad ones are refused."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile

import pytest

from review.formats.reading import left_out, members, read
from review.refusal import Refused

ONE = b"TY  - JOUR\nTI  - One\nER  - \n"
TWO = b"TY  - JOUR\nTI  - Two\nER  - \n"


def archive(**files: bytes) -> bytes:
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/"), content)
    return store.getvalue()


def locked() -> bytes:
    """Return an archive of which the one file says that it is encrypted."""
    data = bytearray(archive(a=ONE))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(sign) + offset
        data[at : at + 2] = struct.pack("<H", 1)
    return bytes(data)


def test_gzip_of_several_members_is_one_text() -> None:
    data = gzip.compress(ONE) + gzip.compress(TWO)
    assert [name for name, _ in members(data, "x.ris.gz")] == ["x.ris"]
    assert [record.title for record in read(data, "x.ris.gz").records] == ["One", "Two"]


def test_archives_within_archives_and_folders_are_opened() -> None:
    data = archive(deep__in__a=ONE, inner=archive(b=gzip.compress(TWO)))
    found = dict(members(data, "all.zip"))
    assert found == {"all.zip/deep/in/a": ONE, "all.zip/inner/b": TWO}


def test_what_systems_put_into_archives_is_nothing() -> None:
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w") as made:
        made.writestr("a.ris", ONE)
        for name in ("__MACOSX/._a.ris", "x/__MACOSX/._b", "._c.ris", "x/.DS_Store", "Thumbs.db"):
            made.writestr(name, b"\0\5\x16\7")
    assert [name for name, _ in members(store.getvalue(), "z")] == ["z/a.ris"]
    assert left_out(store.getvalue(), "z") == ()


def test_what_stands_beside_exports_is_left_out_and_told() -> None:
    log = b"created_at,user_id,user_email,article_id,key,value\n2020-01-01,1,a@x.org,7,included,1\n"
    data = archive(articles=b"key,title\n7,One\n", log=log, paper=b"%PDF-1.7 x")
    assert [name for name, _ in members(data, "r.zip")] == ["r.zip/articles"]
    assert left_out(data, "r.zip") == (
        "r.zip/log was left out: it is Rayyan's log of decisions.",
        "r.zip/paper was left out: it is a PDF.",
    )


def test_a_project_of_asreview_gives_its_records() -> None:
    data = archive(
        **{"project.json": b"{}", "data__d.csv": b"title,year\nOne,2019\n", "x.db": b"y"}
    )
    ((name, content),) = members(data, "p.asreview")
    assert (name, read(content, name).records[0].title) == ("p.asreview/data/d.csv", "One")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (locked(), "locked with a password"),
        (archive(a=ONE)[:40], "cannot be unpacked"),
        (gzip.compress(ONE)[:-9], "cannot be unpacked"),
        (archive(), "an empty archive"),
        (archive(**{"word__document.xml": b"<w/>"}), "a Word document"),
        (archive(mimetype=b"x"), "an OpenDocument file"),
        (archive(**{"my.enl": b"x", "my.Data__sdb": b"y"}), "a compressed EndNote library"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # an archive holds the time
)
def test_what_cannot_be_opened_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        [read(content, name) for name, content in members(data, "x.zip")]
    assert refusal.value.next_step


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review.formats.containers._MOST", 1_000_000)
    bomb = archive(a=b"0" * 700_000, b=b"0" * 700_000)
    with pytest.raises(Refused, match="unpacks to more than"):
        list(members(bomb, "x.zip"))
    nested = ONE
    for _ in range(8):
        nested = archive(a=nested)
    with pytest.raises(Refused, match="too deep"):
        list(members(nested, "x.zip"))
