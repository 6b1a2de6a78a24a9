"""Records leave as files: with what the asker may see, for every Excel, and come back whole."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from review.records.writing import ENDINGS, FORMATS
from tests.unit.commands.conftest import Type

NOTE = "=1+1 a note of anna's"


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "xlsx"])
def test_nobody_sees_what_is_not_revealed(begun: Type, name: str) -> None:
    begun(f'decide acc-1 exclude --stage title-abstract --note "{NOTE}"', "anna")
    for person in ("bo", "cem", ""):
        text = begun(f"records --format {name}", person).out
        assert "a note of anna" not in text
        assert "anna" not in text
        assert "exclude" not in text.replace("excluded", "")
    assert "a note of anna" in begun(f"records --format {name}", "anna").out


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "xlsx"])
def test_what_is_revealed_goes_out_with_reason_and_note(begun: Type, name: str) -> None:
    begun(f'decide acc-1 include --stage title-abstract --note "{NOTE}"', "anna")
    begun("decide acc-1 include --stage title-abstract", "bo")
    begun("round reveal --stage title-abstract", "anna")
    begun("decide acc-1 exclude --stage full-text --reason population --note Adults.", "anna")
    begun("decide acc-1 include --stage full-text", "bo")
    begun("round reveal --stage full-text", "anna")
    assert begun(
        "settle acc-1 exclude --stage full-text --method discussion --reason population "
        "--why 'Adults only.'",
        "anna",
    ).code in {0, 1}
    text = begun(f"records --format {name}").out
    for told in ("a note of anna", "Adults only.", "population", "discussion", "bo"):
        assert told in " ".join(text.split())  # MEDLINE's lines are wrapped
    if name == "ris":
        lines = text.splitlines()
        assert "N1  - full_text: excluded" in lines
        assert any(line.startswith('N1  - RAYYAN-INCLUSION: {"anna"=>"Excl') for line in lines)
        assert lines.count("N1  - ASReview_irrelevant") == 1
    if name == "json":
        first = json.loads(text)["records"][0]
        assert [one["reviewer"] for one in first["decisions"]] == ["anna", "bo", "anna", "bo"]
        assert first["settlements"][0]["why"] == "Adults only."


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])
def test_an_export_is_imported_again_without_loss(begun: Type, tmp_path: Path, name: str) -> None:
    begun("decide acc-1 exclude --stage title-abstract --note Why.", "anna")
    file = f"out.{ENDINGS[name]}"
    assert begun(f"records --format {name} --out {file}", "anna").code == 0
    before = begun("records --format json").json["records"]
    assert begun(f"import {file} --source Again --json").json["files"][0]["imported"] == 3
    after = begun("records --format json --source Again").json["records"]
    own = {"record_id", "set_id", "source", "standing"}
    assert [{k: v for k, v in one.items() if k not in own} for one in after] == [
        {k: v for k, v in one.items() if k not in own} for one in before
    ]


def test_every_csv_is_offered_for_norwegian_excel(begun: Type) -> None:
    begun(f'decide acc-1 exclude --stage title-abstract --note "{NOTE}"', "anna")
    for line in (
        "records --format csv",
        "duplicates --format csv",
        "duplicates queue --format csv",
        "decisions export",
        "table sources --format csv",
    ):
        said = begun(f"{line} --excel nb", "anna")
        assert said.code == 0, said.talk
        assert said.out.startswith("\ufeff")
        head = said.out.removeprefix("\ufeff").split("\r\n")[0]
        assert ";" in head
        assert "," not in head
    assert begun("decisions export --excel se").code == 2
    assert begun("records --format ris --excel nb").code == 2


def test_decisions_come_back_from_norwegian_excel_with_their_notes(
    begun: Type, tmp_path: Path
) -> None:
    begun(f'decide acc-1 exclude --stage title-abstract --note "{NOTE}"', "anna")
    begun("decisions export --excel nb --out d.csv", "anna")
    begun("undo", "anna")
    content = (tmp_path / "d.csv").read_bytes()
    (tmp_path / "d.csv").write_bytes(b"\xef\xbb\xbfsep=;\r\n" + content[3:])
    done = begun("decisions import d.csv --stage title-abstract --json", "anna").json
    assert (done["found"], done["imported"]) == (1, 1)
    rows = list(csv.DictReader(io.StringIO(begun("decisions export", "anna").out)))
    assert [row["note"] for row in rows] == [f"'{NOTE}"]  # one apostrophe, not two


def test_a_workbook_does_not_fill_the_terminal_and_a_wrong_format_is_told(begun: Type) -> None:
    assert begun("records --format xlsx --out r.xlsx").code == 0
    refused = begun("records --format docx")
    assert refused.code == 2
    assert "endnote-xml" in refused.talk


def test_a_managers_key_comes_back_from_the_store(begun: Type, tmp_path: Path) -> None:
    (tmp_path / "z.csv").write_text(
        '"Key","Item Type","Publication Year","Author","Title","Publication Title","Manual Tags"\n'
        '"AB12CD34","journalArticle","2019","Hart, Jo","Quiet homes","J Invented","x"\n'
    )
    begun("import z.csv --source Zotero")
    rows = csv.DictReader(io.StringIO(begun("records --source Zotero --format csv").out))
    assert [row["key"] for row in rows] == ["AB12CD34"]
    assert "@article{AB12CD34," in begun("records --source Zotero --format bibtex").out
    assert "N1  - key: AB12CD34" in begun("records --source Zotero --format ris").out


def test_our_own_json_comes_back_field_by_field(begun: Type, tmp_path: Path) -> None:
    begun("record edit acc-1 --set start_page=101 --set end_page=109 --why w", "anna")
    begun("records --format json --out own.json")
    (file,) = begun("import own.json --look --json").json["files"]
    assert (file["dialect"], file["imported"], file["rejected"]) == ("review", 3, [])
    assert file["sample"]["pages"] == "101-109"
    assert file["sample"]["journal"] == "Journal of Invented Studies"
    (row, *_) = json.loads((tmp_path / "own.json").read_text())["records"]
    odd = {**row, "year": "soon", "issn": "1234-5679", "extra": [["a"], 3], "title": None}
    (tmp_path / "odd.json").write_text(json.dumps([odd]))
    assert begun("import odd.json --look").code == 0
