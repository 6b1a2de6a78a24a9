"""Updates at the command line: editions, work done elsewhere, a file of others, the write-up."""

from __future__ import annotations

from pathlib import Path

from tests.unit.commands.conftest import EXPORT, Type

ELSEWHERE = 'elsewhere add duplicates-removed 12 --source PsycINFO --why "in EndNote"'


def test_an_edition_is_closed_listed_and_printed_again(begun: Type, tmp_path: Path) -> None:
    assert begun("edition close 1", "anna").code == 2, "three records are undecided"
    assert begun('edition close 1 --why "a deadline"', "bo").code == 2, "bo does not lead"
    assert begun('edition close 1 --why "a deadline"', "anna").code == 0
    (kept,) = begun("edition --json").json["editions"]
    assert (kept["number"], kept["by"], kept["why"]) == (1, "anna", "a deadline")
    (tmp_path / "more.ris").write_text(EXPORT.replace("acc-", "more-"))
    assert begun("import more.ris --source SocINDEX").code == 0
    assert begun("prisma --format json").json["database_results"] == 3
    then = begun("prisma --edition 1 --format json").json
    assert then["database_specific_results"] == {"PsycINFO": 3}
    assert len(begun("prisma --edition 1 --open records_screened").out.splitlines()) == 3
    assert begun("prisma --edition 2").code == 2
    assert begun("table editions --format csv").out.startswith("Row,Edition 1")
    assert "SocINDEX" in begun("table sources").out
    assert "SocINDEX" not in begun("table sources --edition 1").out
    assert begun("check").code == 0


def test_work_done_elsewhere_is_listed_and_taken_back(begun: Type) -> None:
    said = begun(ELSEWHERE, "anna")
    assert said.code == 0
    assert begun(ELSEWHERE).code == 2, "nobody is named"
    (entry,) = begun("elsewhere --json").json["elsewhere"]
    assert (entry["number"], entry["by"], entry["why"]) == (12, "anna", "in EndNote")
    assert begun("prisma --format json").json["duplicates"] == 12
    assert "12 as logged" in " ".join(begun("prisma").out.split())
    assert begun("prisma --open duplicates").talk.startswith("12 records")
    assert begun(f"elsewhere take-back {entry['id']}", "bo").code == 2, "it is anna's"
    assert begun(f"elsewhere take-back {entry['id']}", "anna").code == 0
    assert begun("elsewhere --json").json["elsewhere"] == []


def test_a_file_of_the_r_package_is_drawn_and_checked(begun: Type, tmp_path: Path) -> None:
    assert begun("prisma --format csv --out flow.csv").code == 0
    text = (tmp_path / "flow.csv").read_text(encoding="utf-8")
    lines = text.splitlines()
    wrong = [line[:-1] + "4" if line.startswith("records_screened") else line for line in lines]
    (tmp_path / "wrong.csv").write_text("\n".join(wrong), encoding="utf-8")
    said = begun("prisma --from wrong.csv --format json")
    assert "Expected 3, found 4." in said.talk
    assert said.json["problems"][0]["rule"] == "P1"
    assert begun("prisma --from export.ris").code == 2


def test_rows_are_left_out_and_reasons_added_when_asked_for(begun: Type) -> None:
    for person in ("anna", "bo"):
        for number in (1, 2, 3):
            line = f"decide acc-{number} exclude --stage title-abstract --reason population"
            assert begun(line, person).code == 0
    plain = begun("prisma").out
    assert "Wrong population" not in plain
    drawn = begun("prisma --reasons --hide new_reports").out
    assert "Wrong population (n\u00a0=\u00a03)" in drawn
    assert "Reports of included studies" in plain
    assert "Reports of included studies" not in drawn
    assert begun("prisma --hide nothing").code == 2


def test_the_write_up_has_every_item(begun: Type) -> None:
    items = begun("write-up --json").json["items"]
    of_prisma = ["5", "6", "7", "8", "9", "11", "16a", "16b", "18"]
    of_searches = [str(number) for number in range(1, 17)]
    assert [item["item"] for item in items] == of_prisma + of_searches
    assert "## 16. Fjerning av dubletter" in begun("write-up --lang nb").out
    assert begun("write-up --lang xx").code == 2
