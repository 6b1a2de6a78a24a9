"""Every command, as each person: before the reveal nothing depends on what another has said.

Two worlds differ in nothing but what anna decided, tagged, put off and filled in. Each command line
is run in both; exit code, both streams and every file that it writes are compared byte by byte. A
command without a line here fails the test, so that none is forgotten.
"""

from __future__ import annotations

import json
import random
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from review import acts, ids
from review.__main__ import build, run
from review.sight_table import TABLE
from tests.desk.driving import CHARACTERISTICS
from tests.ranked import learning_here
from tests.unit.commands.test_contract import leaves

pytestmark = pytest.mark.long

_TIMED = re.compile(rb'"seconds": [0-9.]+')  # how long duplicate detection took
TA, FT = "--stage title-abstract", "--stage full-text"

# At least one line for each command; what is about anna's undecided things aims at just those.
LINES: dict[str, tuple[str, ...]] = {
    "new": ("new other --reviewer x --reviewer y --json",),
    "status": ("status", "status --json"),
    "history": (*(f"history acc-{n}" for n in (1, 2, 4, 5, 9)), "history acc-4 --json"),
    "check": ("check --json",),
    "undo": ("undo",),
    "redo": ("redo",),
    "import": ("import more.ris --source More --json",),
    "sources show": ("sources show Psy", "sources show Psy --json", "sources", "sources --json"),
    "sources rejected": ("sources rejected Psy",),
    "sources edit": ("sources edit Psy --hits 12 --why x",),
    "dedupe": ("dedupe --json", "dedupe --dry-run"),
    "records": (
        *(f"records --standing {one}" for one in ("to-decide", "decided", "waiting", "conflict")),
        *(f"records --standing {one}" for one in ("forward", "excluded", "sought", "included")),
        *(f"records --format {one}" for one in ("csv", "json", "ris", "bibtex", "csl-json")),
        *("records --tag theirs", "records --tag later", "records --tag mine"),
    ),
    "record show": ("record show acc-4", "record show acc-1 --json"),
    "record edit": (
        "record edit acc-4 --year 1999 --why x",
        "record edit acc-1 --doi 10.5/x --why x",
    ),
    "retractions": ("retractions", "retractions retracted.txt"),
    "retrieval": ("retrieval acc-1 retrieved", "retrieval acc-3 not-retrieved"),
    "attach": ("attach .",),
    "open": ("open acc-1", "open acc-4"),
    "studies": ("studies", "studies --json"),
    "prisma": (
        *(f"prisma --format {one}" for one in ("text", "json", "csv", "svg", "html", "mermaid")),
        *(f"prisma --open {one}" for one in ("records_screened", "records_excluded")),
        *(f"prisma --open {one}" for one in ("dbr_sought_reports", "new_studies")),
    ),
    "table": tuple(
        f"table {one} --format csv"
        for one in (
            *("sources", "excluded", "awaiting", "not-retrieved", "characteristics"),
            *("risk-of-bias", "risk-of-bias-worst"),
        )
    ),
    "plot": (
        *(f"plot {one}" for one in ("effect-direction", "harvest", "albatross", "risk-of-bias")),
        *(f"plot {one} --json" for one in ("bubble", "years", "countries")),
        *("plot years --format svg", "plot years --open 1.1", "plot risk-of-bias-summary"),
        *("plot recall", "plot recall --format svg --lang nb"),
    ),
    "synthesis count": (
        "synthesis count",
        "synthesis count --json",
        "synthesis count --open included",
        "synthesis count sleep",
    ),
    "synthesis choose": ("synthesis choose", "synthesis choose share 0.8 --why x"),
    "synthesis choices": ("synthesis choices", "synthesis choices --json"),
    "synthesis name": ("synthesis name Sleep --nb søvn",),
    "synthesis names": ("synthesis names", "synthesis names --json"),
    "send": ("send --out sent.review --json",),
    "merge": ("merge nothing.review",),
    "next": (f"next {TA}", f"next {TA} --json", f"next {FT}", f"next {TA} --tag theirs"),
    "decide": (
        *(f"decide acc-4 {verdict} {TA}" for verdict in ("include", "exclude", "maybe")),
        *(f"decide acc-{n} include {TA} --json" for n in (5, 6, 9)),
        *(f"decide acc-{n} include {FT}" for n in (1, 2, 4)),
    ),
    "decide-many": (
        f"decide-many exclude {TA} --to-year 2030",
        f"decide-many exclude {TA} --text school --yes --json",
        f"decide-many include {TA} --tag theirs",
    ),
    "rank on": ("rank on", "rank on --target 0.9 --why x"),
    "rank off": ("rank off",),
    "rank order": ("rank order random --seed 3", "rank order source"),
    "rank seed": ("rank seed acc-4", "rank seed acc-5 acc-6"),
    "rank status": (
        *("rank status", "rank status --json"),
        *(f"rank status --open {number}" for number in ("screened", "included", "left")),
    ),
    "rank words": ("rank words --json",),
    "rank check": ("rank check",),
    "stop": ("stop", "stop --why x", "stop --sample 2", "stop --go-on"),
    "simulate": ("simulate nothing.csv --label x",),
    "later": ("later acc-5", "later", "later acc-4 --back"),
    "practice": ("practice other --no-open", "practice other --result"),
    "conflicts": ("conflicts", "conflicts --json"),
    "settle": (
        f"settle acc-4 include {TA} --method discussion --why x",
        f"settle acc-1 awaiting {FT} --method rule --why x",
        f"settle acc-1 exclude {FT} --method third-reviewer --why x --reason population",
    ),
    "settle-reasons": ("settle-reasons", "settle-reasons --yes"),
    "send-back": ("send-back acc-1 --why x", "send-back acc-4 --why x"),
    "remark": ("remark acc-4 hello", "remark acc-1", f"remark acc-1 hello {TA}", "remark acc-4"),
    "agreement": (
        *(f"agreement {stage} --json" for stage in (TA, FT)),
        *("agreement", "agreement --open b", "agreement --lang nb", "agreement --words cochrane"),
        "agreement --round pilot",
    ),
    "allocate": (
        *("allocate --json", "allocate --to anna --to bo --to dina", "allocate --anyone"),
        *("allocate --hand-over anna=dina", "allocate", "allocate --rule one --dry-run"),
        *(f"allocate --open anna:{number}" for number in ("drawn", "decided", "left")),
        *(f"allocate {who} --dry-run" for who in ("--anyone", "--to anna --to bo")),
    ),
    "edition close": ("edition", "edition close 1 --why x", "edition close 1"),
    "elsewhere add": ("elsewhere add duplicates-removed 3 --source Psy --why x", "elsewhere"),
    "elsewhere take-back": ("elsewhere take-back e-123456",),
    "write-up": ("write-up", "write-up --json", "write-up --lang nb"),
    "methods": ("methods", "methods --json"),
    "extract": (
        *("extract acc-2 --form characteristics --json", "extract acc-2 --form tidier"),
        *("extract acc-2 --form tidier --arm Whole", "extract acc-13 --form characteristics"),
        *("extract --checks", "extract acc-2 --checks --json", "extract acc-13 --checks"),
        *("extract --progress", "extract --progress --json"),
    ),
    "discuss": (
        *("discuss", "discuss --json", "discuss acc-2", "discuss acc-13"),
        *(f"discuss acc-{n} --form characteristics --field country --say x" for n in (2, 13)),
        *(f"discuss acc-{n} --form characteristics --field country --off" for n in (2, 13)),
    ),
    "compare": tuple(f"compare acc-{n} --form characteristics" for n in (2, 13)),
    "verify": (
        *("verify acc-2 --form characteristics", "verify acc-2 --form characteristics --rest"),
        *("verify acc-13 --form characteristics", "verify acc-13 --form characteristics --rest"),
    ),
    "agree": tuple(f"agree acc-{n} --form characteristics --from choices.json" for n in (2, 13)),
    "judge": (
        *("judge acc-2 --form robis --json", "judge acc-2 --form robis --accept --done"),
        *("judge acc-13 --form robis", "judge acc-2 --form rob2 --arm 'Stress @ 6 months'"),
    ),
    "robvis": ("robvis", "robvis --form robis --worst"),
    "team add": ("team add zoe",),
    "team retire": ("team retire bo", "team retire anna"),
    "team role": ("team role cem --role screener",),
    "team show": ("team show", "team show --json"),
    "protocol show": ("protocol show --json",),
    "protocol set": ("protocol set single.toml",),
    "protocol write": ("protocol write",),
    "protocol versions": ("protocol versions --json",),
    "protocol diff": ("protocol diff",),
    "duplicates queue": ("duplicates queue", "duplicates", "duplicates --format csv"),
    "duplicates merge": ("duplicates merge acc-4 acc-5", "duplicates merge acc-5 acc-6"),
    "duplicates different": ("duplicates different acc-4 acc-5",),
    "duplicates link": ("duplicates link acc-4 acc-5",),
    "duplicates links": ("duplicates links", "duplicates --json", "duplicates --open removed"),
    "duplicates split": ("duplicates split acc-4",),
    "clashes settle": ("clashes --json", "clashes settle c-123456 --take 1 --why x"),
    "record remove": (
        "record remove acc-4 --because other --why x",
        "record remove acc-1 --because other --why x",
    ),
    "record tag": ("record tag acc-4", "record tag acc-4 theirs", "record tag acc-4 theirs --off"),
    "report add": ("report add --title Manual",),
    "study link": ("study link acc-1 acc-2",),
    "study unlink": ("study unlink acc-2 --study s-123456",),
    "study merge": ("study merge acc-2 acc-1",),
    "study split": ("study split acc-2 acc-1",),
    "study suggest": ("study suggest", "study suggest --json"),
    "study apart": ("study apart acc-1 acc-2",),
    "key save": ("key save key.json",),
    "key take": ("key take nothing.json",),
    "round new": ("round new second --size 2", "round new second --size 3"),
    "round list": (
        *("round list", "round list --json", "round list --open pilot"),
        f"round list --open main:revealed {FT}",
    ),
    "round show": ("round show", "round show pilot --json", f"round show {FT}"),
    "round close": ("round close pilot keep --why x", "round close pilot discard --why x"),
    "round again": (
        *("round again --why x", "round again --why x --which open", "round again acc-4 --why x"),
        f"round again acc-1 {FT} --why x",
    ),
    "round give-up": ("round give-up anna --why x",),
    "round reveal": (f"round reveal {TA} --json", "round reveal pilot", f"round reveal {FT}"),
    "decisions import": (f"decisions import theirs.csv {TA} --json",),
    "decisions export": ("decisions export", f"decisions export {FT}"),
    "entries show": (
        *("entries show acc-2 --json", "entries show acc-2 --before"),
        *("entries show acc-13", "entries show acc-13 --before --json"),
    ),
    "checklist": ("checklist swim", "checklist prisma --format csv", "checklist prisma-s"),
    "answer": ("answer swim 9 text",),
    "evidence add": ("evidence add --outcome rest", "evidence", "evidence --json"),
    "evidence set": ("evidence set nothing.toml",),
    "evidence show": (
        *("evidence show sleep", "evidence show sleep --lang nb", "evidence show play"),
        "evidence show play --lang nb",
    ),
    "evidence remove": ("evidence remove sleep", "evidence remove play"),
    "evidence words": ("evidence words --phrases trolig",),
    "grade": (
        *("grade sleep --take anna", "grade sleep --take bo", "grade play --take anna"),
        "grade play --start randomised --level low --because x --why x",
        "grade sleep --start randomised --level low --because x --why x",
    ),
    "entries export": (
        *(f"entries export --form characteristics --format {one}" for one in ("csv", "json")),
        "entries export --form characteristics --of all --shape long",
        "entries export --form characteristics --blank",
    ),
    "entries agreed": ("entries agreed entry.csv --form characteristics --why x --json",),
    "entries agreement": ("entries agreement", "entries agreement --json"),
    "entries import": (
        "entries import entry.csv --form characteristics --json",
        "entries import entry.csv --form characteristics --done --dry-run",
    ),
    "form list": ("form list",),
    "form show": ("form show characteristics",),
    "form add": ("form add nothing.toml",),
    "form draft": ("form draft entry.csv --id mine",),
    "form changes": ("form changes characteristics",),
    "form confirm": ("form confirm characteristics acc-2",),
}
# These look at no decision, or at all of the database and say so.
EXEMPT = {
    "backup": "copies the database whole, for whoever may read the file anyway",
    "publish": "is the same whoever asks, which tests/unit/publishing holds it to",
    "demo": "makes a review of its own",
    "screen": "opens the desk, which tests/desk holds to the same",
    "protocol edit": "opens an editor; what it keeps is as `protocol set` keeps it",
    "server init": "sets a server up, before anything is decided",
    "share": "is about rights of files alone",
}
# What must tell the worlds apart once all is revealed: else the comparison would prove nothing.
TELLS_AFTER = ("history", "conflicts", "decisions export", "agreement", "records", "round show")
VIEWERS = ("bo", "dora", "cem", "")

EXPORT = """TY  - JOUR
AN  - acc-{n}
TI  - {title} number {n}
AU  - Berg, Ola{n}
PY  - {year}
DO  - 10.5555/acc-{n}
AB  - Invented abstract {n}.
ER  -

"""
PROTOCOL = """
title = "Sample"
calibration_target = ">= 80 %"
certainty = "both"
{rule}
[[reasons]]
id = "population"
en = "Wrong population"
[[reasons]]
id = "design"
en = "Wrong design"
[terms]
include = ["school"]
"""
WORLDS = (
    {
        "verdict": "include",
        "tag": "mine",
        "note": "SECRET one",
        "country": "Norway",
        "level": "low",
    },
    {
        "verdict": "exclude --reason design",
        "tag": "theirs",
        "note": "",
        "country": "Samoa",
        "level": "high",
    },
)


@dataclass(frozen=True, slots=True)
class Said:
    """All that one command line gave."""

    code: int
    out: bytes
    talk: bytes
    files: tuple[tuple[str, bytes], ...]


def test_every_command_is_tried_or_named_as_exempt() -> None:
    known = {name for name, _node in leaves(get_command(build()))}
    assert known == set(LINES) | set(EXEMPT)
    assert not set(LINES) & set(EXEMPT)
    for name, lines in LINES.items():
        assert any(line.split()[: len(name.split())] == name.split() for line in lines), name


def test_the_table_gives_no_role_more_than_another() -> None:
    for row in TABLE:
        assert row.owner == "all"
        assert (row.before, row.after) in {
            ("all", "all"),
            ("nothing", "all"),
            ("nothing", "nothing"),
            ("a number", "a number"),
        }, row.what


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The two worlds, made with the same ids and at the same times."""
    folder = tmp_path_factory.mktemp("worlds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVIEW_KEYS", str(folder / "keys"))
        for name, world in zip("ab", WORLDS, strict=True):
            same_again(patch)
            make(folder / "here", **world)  # who writes is known by the place, too
            (folder / "here").rename(folder / name)
        yield folder


def same_again(patch: pytest.MonkeyPatch, seed: int = 1) -> None:
    """Let ids and times be the same in each run."""
    chance = random.Random(seed)
    clock = iter(range(10**6))
    begun = datetime(2026, 3, 1, tzinfo=UTC)

    class Clock:
        @staticmethod
        def now(_zone: Any) -> datetime:
            return begun + timedelta(seconds=next(clock))

    patch.setattr(acts, "datetime", Clock)
    patch.setattr(ids.uuid, "uuid4", lambda: ids.uuid.UUID(int=chance.getrandbits(128)))


def write_files(folder: Path, country: str) -> None:
    titles = ("School meals", "Home visits")
    text = [EXPORT.format(n=n, title=titles[n % 2], year=2000 + n) for n in range(1, 14)]
    (folder / "export.ris").write_text("".join(text[:10] + text[12:]))
    (folder / "more.ris").write_text("".join(text[10:12]))
    (folder / "double.toml").write_text(PROTOCOL.format(rule=""))
    single = '[stages.title-abstract]\nrule = "one"\n'
    (folder / "single.toml").write_text(PROTOCOL.format(rule=single))
    (folder / "theirs.csv").write_text("accession,reviewer,verdict\nacc-4,bo,include\n")
    (folder / "retracted.txt").write_text("10.5555/acc-1\n10.5555/acc-4\n")
    (folder / "choices.json").write_text("{}")
    answers = {"countries": [country], "data_from": f"20{len(country) + 20}", "data_to": "2020"}
    (folder / "entry.json").write_text(json.dumps({"values": answers}))
    (folder / "whole.json").write_text(json.dumps({"values": CHARACTERISTICS | answers}))
    (folder / "bo.json").write_text(json.dumps({"values": CHARACTERISTICS}))
    (folder / "tidier.json").write_text(json.dumps({"values": {"why": country}}))
    (folder / "robis.json").write_text(json.dumps({"values": {"target_question": country}}))
    (folder / "robis-bo.json").write_text(json.dumps({"values": {"target_question": "of bo"}}))
    (folder / "entry.csv").write_text("study,setting\nacc-2,Home\n")


def make(folder: Path, *, verdict: str, tag: str, note: str, country: str, level: str) -> None:
    folder.mkdir()
    write_files(folder, country)
    both = ("anna", "bo")

    def do(line: str, person: str) -> None:
        assert run([*shlex.split(line), "--as", person], folder) in {0, 1}, line

    assert (
        run(shlex.split("new . --title S --reviewer dora --reviewer anna --reviewer bo"), folder)
        == 0
    )
    do("team role dora --role lead", "dora")
    do("team add dina --role screener", "dora")
    do("team add cem --role adjudicator --role librarian", "dora")
    do("protocol set double.toml", "dora")
    do("import export.ris --source Psy", "cem")
    do("round new pilot --size 2", "dora")
    for number in (1, 2, 3, 13):
        for person in both:
            do(f"decide acc-{number} include {TA}", person)
    do(f"round reveal {TA}", "dora")
    for person in both:
        do(f"decide acc-2 include {FT}", person)
        do(f"decide acc-13 include {FT}", person)
    do(f"round reveal {FT}", "dora")
    do("evidence add --outcome sleep --time '6 months' --effect reduction", "dora")
    do("evidence add --outcome play --effect reduction", "dora")
    do("extract acc-13 --form characteristics --from bo.json", "bo")
    do("judge acc-13 --form robis --from robis-bo.json", "bo")
    # From here on the worlds differ, in what anna says and in nothing else.
    noted = f" --note '{note}'" if note else ""
    for number in range(4, 9):
        do(f"decide acc-{number} {verdict} {TA}{noted}", "anna")
    for number in (1, 3):
        do(f"decide acc-{number} {verdict} {FT}{noted}", "anna")
    do(f"record tag acc-4 {tag}", "anna")
    do(f"{'later acc-9' if note else 'record tag acc-9 other'}", "anna")
    # She is complete on one study and has begun another; which is which differs, too.
    whole, begun = ("acc-2", "acc-13") if note else ("acc-13", "acc-2")
    do(f"extract {whole} --form characteristics --from whole.json --done", "anna")
    do(f"extract {begun} --form characteristics --from entry.json", "anna")
    do(f"extract {begun} --form tidier --arm 'Arm of {country}' --from tidier.json", "anna")
    do(f"judge {begun} --form robis --from robis.json", "anna")
    body = "sleep" if note else "play"
    do(f"grade {body} --adopt 'Berg 2020' --level {level}", "anna")
    for number in (4, 7):
        do(f"decide acc-{number} include {TA}", "bo")
    do(f"decide acc-1 include {FT}", "bo")
    do("record tag acc-7 mine", "bo")


def tried(
    world: Path, folder: Path, line: str, viewer: str, capfd: pytest.CaptureFixture[bytes]
) -> Said:
    """Run one line on a fresh copy of a world, in a folder of the same name."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(world, folder)
    words = shlex.split(line) + (["--as", viewer] if viewer else [])
    with pytest.MonkeyPatch.context() as patch, learning_here():
        same_again(patch, seed=2)
        code = run(words, folder)
    out, talk = capfd.readouterr()
    before = {file.name for file in world.iterdir()}
    files = tuple(
        (file.name, file.read_bytes())
        for file in sorted(folder.iterdir())
        if file.is_file() and file.name not in before and not file.name.startswith("review.db")
        # The headers of acts name a study and a form, as what is sent has to; of what such a file
        # tells, tests/store/test_exchange.py has more.
        if words[0] != "send"
    )
    return Said(code, _TIMED.sub(b"", out), talk, files)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_nothing_tells_what_anna_said(
    worlds: Path, tmp_path: Path, viewer: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    capfdbinary.readouterr()
    told: list[str] = []
    for name, lines in LINES.items():
        # The partner and the lead try all of it; for the others one line of each command has to do.
        for line in lines if viewer in {"bo", "dora"} else lines[:1]:
            one, other = (
                tried(worlds / world, tmp_path / "try", line, viewer, capfdbinary) for world in "ab"
            )
            if one != other:
                told.append(f"{line}: {one} | {other}")
            assert b"Traceback" not in one.talk, line
            assert one.code in {0, 1, 2}, line
            if name not in {"record tag", "records", "next", "decide-many"}:
                assert b"SECRET" not in one.out + one.talk
    assert told == []


def test_anna_sees_her_own_and_everyone_sees_it_after_the_reveal(
    worlds: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def differ(line: str, viewer: str, suffix: str = "") -> bool:
        one, other = (
            tried(worlds / f"{world}{suffix}", tmp_path / "try", line, viewer, capfdbinary)
            for world in "ab"
        )
        return one != other

    lines = ("history acc-4", "records --format csv", "decisions export", "later")
    for line in (*lines, "evidence show sleep"):
        assert differ(line, "anna"), line
    for world in "ab":
        revealed = worlds / f"{world}-revealed"
        shutil.copytree(worlds / world, revealed, dirs_exist_ok=True)
        for stage in (TA, FT):
            assert run([*shlex.split(f"round reveal {stage}"), "--as", "dora"], revealed) == 0
    for viewer in ("bo", ""):
        for name in TELLS_AFTER:
            assert any(differ(line, viewer, "-revealed") for line in LINES[name]), (name, viewer)
        assert differ("record tag acc-4", viewer, "-revealed")
        assert not differ("later", viewer, "-revealed"), "one's own for good"


TELLS_WHEN_BOTH_HAVE = ("entries show", "compare", "extract", "evidence show", "entries export")


def test_entries_and_judgements_tell_once_both_have_made_theirs(
    worlds: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for world in "ab":
        both = worlds / f"{world}-both"
        shutil.copytree(worlds / world, both, dirs_exist_ok=True)
        for line, person in (
            *(
                (f"extract acc-{n} --form characteristics --from bo.json --done", "bo")
                for n in (2, 13)
            ),
            *((f"extract acc-{n} --form characteristics --done", "anna") for n in (2, 13)),
            *((f"grade {body} --adopt Own --level moderate", "bo") for body in ("sleep", "play")),
        ):
            run([*shlex.split(line), "--as", person], both)
    for name in TELLS_WHEN_BOTH_HAVE:
        for viewer in ("bo", "cem"):
            assert any(
                one != other
                for line in LINES[name]
                for one, other in [
                    [
                        tried(worlds / f"{world}-both", tmp_path / "try", line, viewer, capfdbinary)
                        for world in "ab"
                    ]
                ]
            ), (name, viewer)
