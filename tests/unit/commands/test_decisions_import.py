"""`review decisions import` as a person types it."""

from __future__ import annotations

from pathlib import Path

from tests.unit.commands.conftest import Type

LOG = """created_at,user_id,user_email,article_id,key,value
2024-03-01T09:00:00.000Z,11,mia@x.no,501,included,1
2024-03-01T09:00:01.000Z,12,ole@x.no,501,included,-1
2024-03-01T09:00:02.000Z,12,ole@x.no,999,included,1
"""
EXPORT = """TY  - JOUR
AN  - rayyan-501
TI  - Home visits for new parents
ER  -

TY  - JOUR
AN  - rayyan-502
TI  - School meals and attendance
ER  -
"""
LINE = "decisions import log.csv --stage title-abstract"


def begin(command: Type, folder: Path) -> None:
    (folder / "rayyan.ris").write_text(EXPORT)
    (folder / "log.csv").write_text(LOG)
    command("new . --reviewer anna --reviewer bo")
    command("import rayyan.ris --source Rayyan")


def test_codes_that_nobody_has_are_named_with_the_line_to_type(
    command: Type, tmp_path: Path
) -> None:
    begin(command, tmp_path)
    said = command(f"{LINE} --json", "anna")
    assert said.code == 1
    assert (said.json["found"], said.json["imported"]) == (3, 0)
    assert [row["line"] for row in said.json["rejected"]] == [2, 3, 4]
    assert "Rayyan log of 2 people: mia@x.no, ole@x.no" in said.talk
    assert "--reviewer mia@x.no=NAME --reviewer ole@x.no=NAME" in said.talk


def test_a_dry_run_counts_and_keeps_nothing_and_shows_no_ones_verdict(
    command: Type, tmp_path: Path
) -> None:
    begin(command, tmp_path)
    codes = "--reviewer mia@x.no=anna --reviewer ole@x.no=bo"
    said = command(f"{LINE} {codes} --dry-run", "anna")
    assert said.code == 1
    assert "3 found, 2 would be imported, 1 rejected" in said.talk
    assert "mia@x.no: 1 decision: 1 include" in said.talk
    assert "ole@x.no: 2 decisions\n" in said.talk
    assert "exclude" not in said.talk + said.out
    assert command("decisions export", "anna").out.count("\n") == 1
    assert command(f"{LINE} {codes} --json", "anna").json["imported"] == 2
    assert "mia@x.no" not in command("decisions export", "anna").out
    assert "2024-03-01T09:00:00.000Z" in command("decisions export", "anna").out
    assert "2 acts that were done at once" in command("undo", "anna").talk


def test_what_an_import_reveals_is_said(command: Type, tmp_path: Path) -> None:
    begin(command, tmp_path)
    rows = [f"rayyan-{n},{who},include" for n in (501, 502) for who in ("anna", "bo")]
    (tmp_path / "d.csv").write_text("\n".join(["accession,reviewer,verdict", *rows]))
    said = command("decisions import d.csv --stage title-abstract", "anna")
    assert "2 ballots revealed" in said.talk


def test_options_of_a_wrong_form_are_refused_with_an_example(command: Type, tmp_path: Path) -> None:
    begin(command, tmp_path)
    for option, example in (
        ("--reviewer anna", "--reviewer 3624=anna"),
        ("--reviewer anna=", "--reviewer 3624=anna"),
        ("--reason population", "--reason"),
        ("--verdict perhaps", "include, exclude, maybe"),
    ):
        said = command(f"{LINE} {option}", "anna")
        assert said.code == 2
        assert example in said.talk


def test_a_list_is_a_decision_when_it_is_said_which_and_whose(
    command: Type, tmp_path: Path
) -> None:
    begin(command, tmp_path)
    line = "decisions import rayyan.ris --stage title-abstract"
    said = command(line, "anna")
    assert said.code == 2
    assert "--verdict" in said.talk
    said = command(f"{line} --verdict exclude --reviewer =bo --json", "anna")
    assert (said.code, said.json["imported"], said.json["matched"]) == (0, 2, {"accession": 2})
