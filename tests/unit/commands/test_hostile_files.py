"""Files from outside that mean no good: refused in words or taken for data, and nothing is lost."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shlex
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from review.__main__ import projectors, run
from review.publishing.archive import EXCHANGE, MANIFEST, archive
from review.publishing.restoring import restore
from review.refusal import Refused
from tests.desk.driving import CHARACTERISTICS
from tests.sample import Sample
from tests.unit.commands.conftest import EXPORT

FORM = 'id = "odd"\nversion = 1\nnames = { en = "Odd" }\n'
ENTRIES = "entries import odd --form characteristics --json"
TRIED = (
    *(ENTRIES, "form draft odd --id mine", "form add odd", "evidence set odd"),
    *("extract acc-2 --form characteristics --from odd", "protocol set odd"),
    *("agree acc-1 --form characteristics --from odd", "simulate odd --label setting"),
    *("new other --from odd", "merge odd", "judge acc-1 --form robis --from odd"),
)


def field(name: str, kind: str, more: str = "") -> str:
    return f'[[fields]]\nid = "{name}"\nkind = "{kind}"\nnames = {{ en = "F" }}\n{more}\n'


def workbook(*rows: tuple[object, ...], change: Callable[[bytes], bytes] | None = None) -> bytes:
    """Return a workbook, its sheet changed as the XML that it is."""
    book, plain, changed = Workbook(), io.BytesIO(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(plain)
    if change is None:
        return plain.getvalue()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name.endswith("sheet1.xml") else data)
    return changed.getvalue()


HEADS = ("study", "setting")
WHOLE = workbook(HEADS, ("acc-1", "x"))
ENTITY = b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
HOSTILE: dict[str, bytes | str] = {
    "formula": "study,setting\nacc-1,\"=cmd|'/c calc'!A1\"\n",
    "control characters": "study,setting\nacc-1,\x1b[31mred\x07\x00\x1b]0;title\x07\n",
    "a huge cell": "study,setting\nacc-1," + "x" * 1_000_000 + "\n",
    "byte-order mark": b"\xef\xbb\xbfstudy,setting\nacc-1,Home\n",
    "UTF-16": "study,setting\nacc-1,Home\n".encode("utf-16"),
    "another encoding": "study,setting\nacc-1,Hjemmebesøk\n".encode("latin-1"),
    "headers twice": "study,study,setting,setting\nacc-1,acc-2,a,b\n",
    "open quote": 'study,setting\nacc-1,"Home\n',
    "ragged": "study,setting\nacc-1\nacc-2,a,b,c,d\n,\n",
    "half a pair": b"study,setting\nacc-1,\xed\xa0\x80\n",
    "of somebody else": "study,extractor,setting\nacc-2,bo,Home\n",
    "odd paths": "study,path,value\nacc-1,results[99999999].outcome,x\nacc-1,../x,y\nacc-1,,z\n",
    "nothing": b"",
    "NUL": b"\x00" * 100,
    "no JSON ever so deep": '{"entries":' + "[" * 50_000,
    "JSON without values": '{"entries": [{"values": []}]}',
    "JSON of endless numbers": '{"entries": [{"study": 1, "values": {"participants_n": 1e999}}]}',
    "JSON of a long number": '{"entries": [{"study": "acc-2", "values": {"a": %s}}]}'
    % ("9" * 5000),
    "JSON of odd shapes": json.dumps(
        {
            "form": "characteristics",
            "entries": [
                {"study": "acc-2", "values": {"arms": [{"name": {"a": 1}}], "results": {"x": 1}}},
                {"study": "acc-2", "part": ["a"], "values": {"": 1, "a/b": 2, "setting": ["a"]}},
            ],
        }
    ),
    "JSON of half a pair": '{"entries": [{"study": "acc-2", "values": {"setting": "\\ud800"}}]}',
    "values of half a pair": '{"values": {"setting": "\\ud800", "notes": "a\\u0000b"}}',
    "a workbook's formula": workbook(HEADS, ("acc-1", "=1+1")),
    "half a workbook": WHOLE[: len(WHOLE) // 2],
    "entities": workbook(
        HEADS, ("acc-1", "x"), change=lambda xml: ENTITY + xml.replace(b"</v>", b"&x;</v>")
    ),
    "a row far down": workbook(
        HEADS, ("acc-1", "x"), change=lambda xml: xml.replace(b'r="2"', b'r="1048576"')
    ),
    "TOML ever so deep": "a = " + "[" * 5_000,
    "a cycle": FORM
    + field("x", "calculated", 'formula = "y + 1"')
    + field("y", "calculated", 'formula = "x + 1"'),
    "a deep formula": FORM + field("x", "calculated", f'formula = "{"(" * 3000}1{")" * 3000}"'),
    "a long formula": FORM + field("x", "calculated", f'formula = "{"-" * 5000}1"'),
    "a formula that computes": FORM + field("x", "calculated", 'formula = "9**9**9**9"'),
    "a formula that calls": FORM + field("x", "calculated", "formula = \"__import__('os')\""),
    "a version too long": FORM.replace("= 1", "= 99999999999999999999") + field("x", "text"),
    "no types": 'id = 1\nversion = "a"\nscope = []\nnames = 5\nfields = 3\n',
    "no fields": FORM + '[[fields]]\nid = 5\nkind = [1]\nnames = "x"\noptions = { a = 1 }\n',
    "groups in groups": FORM
    + "".join(
        field(f"g{depth}", "group").replace("fields", ".".join(["fields"] * depth))
        for depth in range(1, 80)
    ),
    "a name that is a path": FORM.replace('"odd"', '"../../odd"') + field("x", "text"),
    "a body that draws": '[[body]]\noutcome = "\\u001b[31m"\n',
    "a body of no numbers": '[[body]]\noutcome = "x"\nparticipants = -5\nstudies = [{ a = 1 }]\n',
    "a body named twice": '[[body]]\noutcome = "x"\n[[body]]\noutcome = "X"\n',
}


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A review with an included study, and an entry of it that is complete."""
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVIEW_KEYS", str(folder / "keys"))
        (folder / "export.ris").write_text(EXPORT)
        (folder / "entry.json").write_text(json.dumps({"values": CHARACTERISTICS}))
        do(folder, "new . --title T --reviewer anna --reviewer bo")
        do(folder, "import export.ris --source Psy --as anna")
        for stage in ("title-abstract", "full-text"):
            for number in (1, 2):
                for person in ("anna", "bo"):
                    do(folder, f"decide acc-{number} include --stage {stage} --as {person}")
            do(folder, f"round reveal --stage {stage} --as anna")
        do(folder, "extract acc-1 --form characteristics --from entry.json --done --as bo")
        yield folder


def do(folder: Path, line: str) -> int:
    return run(shlex.split(line), folder)


@pytest.mark.parametrize("name", [name for name, held in HOSTILE.items() if held])
def test_a_hostile_file_is_refused_in_words_or_taken_for_data(
    review: Path, name: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    held = HOSTILE[name]
    (review / "odd").write_bytes(held if isinstance(held, bytes) else held.encode())
    for line in TRIED:
        reads_alone = line.startswith(("form draft", "simulate", "new"))
        code = do(review, line if reads_alone else f"{line} --as anna")
        out, talk = capfdbinary.readouterr()
        assert code in {0, 1, 2, 3}, line
        assert code == 0 or talk.strip(), line
        assert not {b"\x1b", b"\x07", b"\x00"} & {bytes([sign]) for sign in out + talk}, line
        assert not (review / "other").exists() or code == 0, line
    assert do(review, "check --as anna") == 0
    assert do(review, "evidence --as anna") == 0


@given(st.text(alphabet="acc-12,;\t\"'\n=+@\x00\x1b\ufeffæstudysetting[]{}:", max_size=120))
@settings(max_examples=15, deadline=None)
def test_no_text_trips_up_what_reads_entries_and_forms(review: Path, text: str) -> None:
    (review / "odd").write_text("study,setting\n" + text, newline="")
    for line in (ENTRIES + " --dry-run --as anna", "form draft odd --id mine"):
        assert do(review, line) in {0, 1, 2}, line
    (review / "odd").write_text(text, newline="")
    for line in ("form add odd --as anna", "evidence set odd --as anna"):
        assert do(review, line) == 2, line


def test_what_is_no_text_is_not_kept_and_spoils_nothing(review: Path) -> None:
    for line in ("answer swim 9 {}", "remark acc-1 {}", "evidence add --outcome {}"):
        for held in ("\ud800", "\x1b[31m"):
            assert do(review, line.format(held) + " --as anna") in {0, 2}, line
    for line in ("evidence", "checklist swim", "history acc-1", "check"):
        assert do(review, line) == 0, line


# --- archives ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("packed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVIEW_KEYS", str(folder / "keys"))
        sample = Sample.begin(str(folder / "review.db"))
        sample.both(0, "include", "exclude")
        sample.both(1, "include", "include")
        with sample.lead.read() as connection:
            data, _sealed = archive(sample.lead, connection)
        sample.close()
    return data


def content(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as held:
        return {name: held.read(name) for name in held.namelist()}


def zipped(held: dict[str, bytes], *, proven: bool = True) -> bytes:
    """Return an archive of these files, whose checksums are right if it is `proven`."""
    made = io.BytesIO()
    manifest = json.loads(held[MANIFEST])
    if proven:
        files = {name: data for name, data in held.items() if name != MANIFEST}
        manifest["files"] = {n: hashlib.sha256(data).hexdigest() for n, data in files.items()}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in {**held, MANIFEST: json.dumps(manifest).encode()}.items():
            target.writestr(name, data)
    return made.getvalue()


def acts_turned(packed: bytes) -> bytes:
    """Return the archive with its acts in the order opposite to the one that they have."""
    held = content(packed)
    lines = gzip.decompress(held[EXCHANGE]).splitlines(keepends=True)
    is_act = [line.startswith((b'["act"', b'["act_body"')) for line in lines]
    turned = iter([line for line, act in zip(lines, is_act, strict=True) if act][::-1])
    body = b"".join(
        next(turned) if act else line for line, act in zip(lines[:-1], is_act, strict=False)
    )
    end = {"end": True, "lines": len(lines) - 1, "sha256": hashlib.sha256(body).hexdigest()}
    return zipped({**held, EXCHANGE: gzip.compress(body + json.dumps(end).encode() + b"\n")})


def restored(folder: Path, data: bytes) -> int | None:
    """Restore a review from an archive; the number of its acts, None where it is refused.

    What is refused leaves nothing.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "archive.zip").write_bytes(data)
    try:
        made = restore(folder / "archive.zip", str(folder / "new" / "review.db"), projectors())
    except Refused:
        left = [path.name for path in folder.rglob("*") if path.is_file()]
        assert left == ["archive.zip"]
        return None
    made.review.store.close()
    return made.acts


def test_an_archive_is_whole_or_refused(packed: bytes, tmp_path: Path) -> None:
    held, whole = content(packed), restored(tmp_path / "try", packed)
    assert whole
    assert restored(tmp_path / "try", zipped(held)) == whole
    wrong = json.loads(held[MANIFEST])
    for data in (
        *(packed[: len(packed) * part // 10] for part in range(1, 10)),
        zipped({**held, "../../outside": b"x"}),
        zipped({**held, "full-texts/../../outside": b"x"}),
        zipped({**held, str(tmp_path / "outside"): b"x"}),
        zipped({**held, EXCHANGE: held[EXCHANGE][:-40]}),
        zipped({**held, EXCHANGE: b"x" * 500}, proven=False),
        zipped({**held, EXCHANGE: b"\x00" * 100_000_000}),
        *(
            zipped({**held, MANIFEST: json.dumps(wrong | odd).encode()}, proven=False)
            for odd in (
                *({"version": float("inf")}, {"version": "x"}, {"version": 99}, {"files": []}),
                *({"files": {EXCHANGE: 5}}, {"files": {}}, {"format": None}),
            )
        ),
    ):
        assert restored(tmp_path / "try", data) is None
    assert not (tmp_path / "outside").exists()


def test_acts_in_another_order_make_the_same_review(packed: bytes, tmp_path: Path) -> None:
    assert restored(tmp_path / "try", acts_turned(packed)) in {
        None,
        restored(tmp_path / "b", packed),
    }


@given(st.data())
@settings(max_examples=8, deadline=None)
def test_no_flipped_byte_makes_half_a_review(
    packed: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(packed) - 1))
    other = bytes([packed[at] ^ data.draw(st.integers(1, 255))])
    folder = tmp_path_factory.getbasetemp() / "flipped"
    found = restored(folder, packed[:at] + other + packed[at + 1 :])
    assert found in {None, restored(folder, packed)}
