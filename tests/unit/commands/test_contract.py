"""The command-line contract: keys of JSON, heads of files, exit codes, no traceback."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.main import get_command

from review.__main__ import build
from tests.unit.commands.conftest import EXPORT, Type

pytestmark = pytest.mark.long


def test_new_says_who_and_what(command: Type) -> None:
    said = command("new r --title T --reviewer anna --reviewer bo --json")
    assert said.code == 0
    assert said.json["reviewers"] == ["anna", "bo"]
    assert len(said.json["review"]) == 32
    assert command("new r --reviewer anna").code == 2, "one is there already"


def test_import_accounts_for_every_record(begun: Type, tmp_path: Path) -> None:
    (tmp_path / "more.ris").write_text(EXPORT.replace("acc-", "more-"))
    said = begun("import more.ris --source SocINDEX --json")
    (file,) = said.json["files"]
    assert said.json["source"] == "SocINDEX"
    assert (file["file"], file["format"], file["encoding"]) == ("more.ris", "ris", "utf-8")
    assert file["found"] == file["imported"] + len(file["rejected"]) == 3
    assert begun("import more.ris --source SocINDEX").code == 2, "the same file twice is refused"
    assert begun("import more.ris --source SocINDEX --again").code == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7 \x00\x01", b"<!DOCTYPE html><html><body>Error</body></html>", b"\xff\xfe\x00"],
    ids=["empty", "pdf", "html", "bytes"],
)
def test_what_is_no_export_is_refused_in_words(begun: Type, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.ris").write_bytes(content)
    said = begun("import odd.ris --source Odd")
    assert said.code == 2
    assert "odd.ris" in said.talk
    assert "Traceback" not in said.talk
    assert begun("prisma --format json").json["database_results"] == 3


def test_two_reviewers_from_next_to_settle(begun: Type) -> None:
    first = begun("next --stage title-abstract --json", "anna").json
    assert (first["accession"], first["left"]) == ("acc-1", 3)
    for number in (1, 2, 3):
        said = begun(f"decide acc-{number} include --stage title-abstract", "anna")
        assert (said.code, said.out) == (0, "")
        verdict = "exclude" if number == 2 else "include"
        assert begun(f"decide acc-{number} {verdict} --stage title-abstract", "bo").code == 0
    listed = begun("conflicts --json")
    assert listed.code == 1, "something needs attention"
    (conflict,) = listed.json["conflicts"]
    assert (conflict["accession"], conflict["stage"]) == ("acc-2", "title-abstract")
    assert {d["reviewer"]: d["verdict"] for d in conflict["decisions"]} == {
        "anna": "include",
        "bo": "exclude",
    }
    assert set(conflict["decisions"][0]) >= {"reviewer", "verdict", "fails", "note", "at"}
    line = "settle acc-2 exclude --stage title-abstract --method third-reviewer --why 'no trial'"
    assert begun(line, "cem").code == 0
    assert begun("conflicts --json").code == 0
    numbers = begun("prisma --format json").json
    assert (numbers["records_excluded"], numbers["dbr_sought_reports"]) == (1, 2)
    assert numbers["pending"] == {"title_abstract": 0, "retrieval": 2, "full_text": 0}
    assert numbers["interim"] is True
    assert numbers["problems"] == []


def test_agreement_has_its_keys_and_null_for_undefined(begun: Type) -> None:
    empty = begun("agreement --stage title-abstract --json").json
    assert (empty["n"], empty["kappa"], empty["table"]) == (0, None, None)
    for number in (1, 2, 3):
        for person in ("anna", "bo"):
            begun(f"decide acc-{number} exclude --stage title-abstract", person)
    found = begun("agreement --stage title-abstract --json").json
    assert found["table"] == [[0, 0], [0, 3]]
    assert (found["percent"], found["kappa"], found["reviewers"]) == (1.0, None, ["anna", "bo"])
    assert set(found) == {
        *("stage", "n", "left_out", "reviewers", "table", "percent", "kappa", "kappa_se"),
        *("kappa_ci", "pabak", "ac1", "positive", "negative", "alpha", "maybe_policy", "pairs"),
        *("fleiss", "reasons", "maybes"),
    }


def test_records_csv_begins_as_agreed(begun: Type) -> None:
    text = begun("records --format csv", "anna").out
    assert text.splitlines()[0].startswith(
        "record_id,accession,source,set_id,title,authors,year,journal,doi,pmid,"
        "title_abstract,full_text,reason,study_ids,"
    )
    begun("decide acc-1 maybe --stage title-abstract", "anna")
    rows = {
        person: list(csv.DictReader(io.StringIO(begun("records --format csv", person).out)))
        for person in ("anna", "bo")
    }
    assert [row["title_abstract"] for row in rows["anna"]] == ["maybe", "", ""]
    assert len({row["title_abstract"] for row in rows["bo"]}) == 1


def test_dedupe_counts_and_duplicates_csv(begun: Type, tmp_path: Path) -> None:
    (tmp_path / "more.ris").write_text(EXPORT.replace("acc-", "more-"))
    begun("import more.ris --source SocINDEX")
    found = begun("dedupe --json").json
    pairs = {"merged_pairs", "queued_pairs", "linked_pairs"}
    assert {"records", "sets", "removed", *pairs} < set(found)
    assert (found["records"], found["sets"], found["removed"]) == (6, 3, 3)
    rows = list(csv.DictReader(io.StringIO(begun("duplicates --format csv").out)))
    assert list(rows[0]) == ["record_id", "accession", "source", "set_id", "shown", "rule"]
    assert sum(row["shown"] == "1" for row in rows) == 3
    assert begun("prisma --format json").json["duplicates"] == 3
    assert begun("duplicates split more-1", "anna").code == 0
    assert begun("prisma --format json").json["duplicates"] == 2
    assert begun("undo", "anna").code == 0
    assert begun("prisma --format json").json["duplicates"] == 3


def test_every_open_box_has_as_many_rows_as_its_number(begun: Type) -> None:
    for number in (1, 2):
        for person in ("anna", "bo"):
            begun(f"decide acc-{number} include --stage title-abstract", person)
    begun("round reveal --stage title-abstract", "anna")
    begun("retrieval acc-2 not-retrieved --via library", "bo")
    for person in ("anna", "bo"):
        begun("decide acc-1 include --stage full-text", person)
    begun("round reveal --stage full-text", "anna")
    numbers = begun("prisma --format json").json
    for box in (
        *("database_results", "duplicates", "records_screened", "records_excluded"),
        *("dbr_sought_reports", "dbr_notretrieved_reports", "dbr_assessed"),
        *("new_studies", "new_reports"),
    ):
        lines = begun(f"prisma --open {box}").out.splitlines()
        assert len(lines) == numbers[box], box


def test_a_report_has_one_reason_of_the_protocol(begun: Type) -> None:
    for number in (1, 2, 3):
        for person in ("anna", "bo"):
            begun(f"decide acc-{number} include --stage title-abstract", person)
    assert begun("decide acc-1 exclude --stage full-text", "anna").code == 2
    for person, reason in (("anna", "population"), ("bo", "study-design")):
        line = f"decide acc-1 exclude --stage full-text --reason {reason}"
        assert begun(line, person).code == 0
    begun("round reveal --stage full-text", "anna")
    found = begun("conflicts --json")
    assert found.code == 0, "reasons that differ are no conflict"
    assert len(found.json["reasons_differ"]) == 1
    assert begun("prisma --format json").json["dbr_excluded"] == {"Wrong study design": 1}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("decide acc-1 perhaps --stage title-abstract --as anna", 2),
        ("decide acc-9 include --stage title-abstract --as anna", 2),
        ("decide acc-1 include --stage nowhere --as anna", 2),
        ("decide acc-1 include --stage title-abstract", 2),
        ("decide acc-1 include --stage title-abstract --as cem", 2),
        ("decide acc-1 include --stage title-abstract --as zoe", 2),
        ("round reveal --stage title-abstract --as bo", 2),
        ("undo --as bo", 2),
        ("prisma --format gif", 2),
        ("prisma --open nowhere", 2),
        ("table nowhere", 2),
        ("records --standing nowhere", 2),
        ("import missing.ris --source X", 2),
        ("nonsense", 2),
        ("decide", 2),
        ("status --review nowhere.db", 3),
    ],
)
def test_errors_are_words_with_the_right_exit_code(begun: Type, line: str, code: int) -> None:
    said = begun(line)
    assert said.code == code
    assert said.talk.strip()
    assert "Traceback" not in said.talk + said.out


def test_check_finds_nothing_wrong_with_a_sound_review(begun: Type) -> None:
    begun("decide acc-1 include --stage title-abstract", "anna")
    assert begun("check --json").json == {"problems": []}
    assert begun("check").code == 0


def test_a_backup_is_a_review(begun: Type) -> None:
    assert begun("backup copy.db").code == 0
    assert begun("prisma --format json --review copy.db").json["database_results"] == 3


def test_history_tells_ones_own_decision_and_not_the_others(begun: Type) -> None:
    begun("decide acc-1 include --stage title-abstract --note 'mine alone'", "anna")
    assert "include" in begun("history acc-1", "anna").out
    assert "include" not in begun("history acc-1", "bo").out
    assert "decide" not in begun("history acc-1 --json").out


def leaves(node: object, path: tuple[str, ...] = ()) -> list[tuple[str, object]]:
    """Return every command that does something, by the words that call it."""
    inner: dict[str, object] = getattr(node, "commands", {})
    found = [leaf for name, child in inner.items() for leaf in leaves(child, (*path, name))]
    return found or [(" ".join(path), node)]


@pytest.mark.parametrize("name", [name for name, _node in leaves(get_command(build()))])
def test_every_command_takes_review_and_as(name: str) -> None:
    node = dict(leaves(get_command(build())))[name]
    known = {option for parameter in node.params for option in parameter.opts}  # type: ignore[attr-defined]
    # These make a review or its place, or read nothing but a file, rather than opening one.
    alone = {"new", "demo", "server init", "simulate", "form draft"}
    assert name in alone or {"--review", "--as"} <= known


def test_deciding_again_says_what_it_was_and_exports_what_stands(begun: Type) -> None:
    begun("decide acc-1 include --stage title-abstract", "anna")
    said = begun("decide acc-1 exclude --stage title-abstract", "anna")
    assert "it was include" in said.talk
    rows = list(csv.DictReader(io.StringIO(begun("decisions export", "anna").out)))
    assert [row["verdict"] for row in rows] == ["exclude"]


def test_an_unknown_name_is_refused_for_reading_too(begun: Type) -> None:
    said = begun("status", "zed")
    assert (said.code, "anna" in said.talk) == (2, True)
