"""Two people judge one result, each on their own, and agree: all by command lines."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from review.__main__ import run
from tests.unit.extraction.bias.judged import WELL

EXPORT = "TY  - JOUR\nAN  - acc-1\nTI  - Home visits\nAU  - Berg, Ola\nPY  - 2018\nER  -\n\n"
PROTOCOL = """
[risk_of_bias]
tools = ["rob2"]
[[risk_of_bias.results]]
outcome = "Sleep"
time_point = "6 months"
"""
PART = "--part 'Sleep @ 6 months'"
JUDGE = f"judge acc-1 --form rob2 {PART}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judging")
    (folder / "export.ris").write_text(EXPORT)
    (folder / "protocol.toml").write_text(PROTOCOL)
    anna = {**WELL, "4.3": "y", "4.4": "y", "4.5": "ni"}
    files: dict[str, Any] = {
        "anna.json": {"values": anna},
        "bo.json": {
            "values": {
                **anna,
                "4.5": "pn",
                "d4": "high",
                "d4_override": "The diary is the only measure.",
                "d4_support": "SECRET of bo",
            }
        },
        "choices.json": {
            "values": {"q4_5": "second", "d4_support": "second", "d4_override": "second"}
        },
        "careless.json": {
            "values": {"q4_5": "second", "d4_support": "second", "d4_override": "first"}
        },
    }
    for name, data in files.items():
        (folder / name).write_text(json.dumps(data))
    do(folder, "new . --title S --reviewer anna --reviewer bo")
    do(folder, "protocol set protocol.toml --as anna")
    do(folder, "import export.ris --source Psy --as anna")
    for stage in ("title-abstract", "full-text"):
        for person in ("anna", "bo"):
            do(folder, f"decide acc-1 include --stage {stage} --as {person}")
        do(folder, f"round reveal --stage {stage} --as anna")
    return folder


def do(folder: Path, line: str, code: int = 0) -> None:
    assert run(shlex.split(line), folder) == code, line


def said(capsys: pytest.CaptureFixture[str]) -> str:
    out, talk = capsys.readouterr()
    return out + talk


def test_judging_from_the_first_answer_to_the_table(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    do(made, "judge acc-1 --form rob2 --as anna", 2)
    assert "The protocol names: Sleep @ 6 months" in said(capsys)
    do(made, "judge acc-1 --form tidier --as anna", 2)
    assert "is no tool" in said(capsys)

    do(made, f"{JUDGE} --from anna.json --as anna")
    told = said(capsys)
    assert "proposed: High (4.1 N, 4.2 N, 4.3 Y, 4.4 Y, 4.5 NI)" in told
    assert "D4 Measurement of the outcome is not judged. Proposed: High." in told
    do(made, f"extract acc-1 --form rob2 {PART} --done --as anna", 2)
    assert "RoB 2 is not complete" in said(capsys)
    do(made, f"{JUDGE} --accept --done --as anna")
    assert "your judgement is complete" in said(capsys)

    do(made, f"{JUDGE} --from bo.json --accept --as bo")
    do(made, f"compare acc-1 --form rob2 {PART} --as anna", 2)
    said(capsys)
    for line in (f"{JUDGE} --as anna", f"{JUDGE} --json", "table risk-of-bias", "history acc-1"):
        run(shlex.split(line), made)
        assert "SECRET" not in said(capsys), line
    do(made, f"{JUDGE} --done --as bo")
    do(made, f"compare acc-1 --form rob2 {PART} --as anna")
    assert "SECRET of bo" in said(capsys)
    do(made, "robvis --as anna", 2)
    assert "No judgement is agreed yet" in said(capsys)

    do(made, f"agree acc-1 --form rob2 {PART} --from careless.json --as anna", 2)
    assert "give the reason in d4_override" in said(capsys)
    do(made, f"agree acc-1 --form rob2 {PART} --from choices.json --as anna")
    said(capsys)
    do(made, "table risk-of-bias --format json")
    rows = json.loads(said(capsys))["rows"]
    assert rows[3]["judgement"] == "High"
    assert rows[3]["reason"] == "The diary is the only measure."
    assert rows[3]["proposed"] == "Some concerns (4.1 N, 4.2 N, 4.3 Y, 4.4 Y, 4.5 PN)"
    do(made, "robvis")
    assert said(capsys) == (
        "Study,D1,D2,D3,D4,D5,Overall\n"
        "Berg 2018: Sleep @ 6 months,Low,Low,Low,High,Low,High\n"
        'In robvis: tool = "ROB2".\n'
    )
    do(made, "publish out")
    robvis = (made / "out" / "data" / "robvis" / "rob2.csv").read_text()
    assert robvis.splitlines()[1] == "Berg 2018: Sleep @ 6 months,Low,Low,Low,High,Low,High"
    assert (made / "out" / "figures" / "plot-risk-of-bias.pdf").is_file()
    assert (
        "The diary is the only measure."
        in (made / "out" / "tables" / "risk-of-bias.csv").read_text()
    )
    said(capsys)
    do(made, "check --json")
    assert json.loads(said(capsys))["problems"] == []
    (made / "later.toml").write_text(PROTOCOL.replace("tools", 'effect = "adhering"\ntools'))
    do(made, "protocol set later.toml --as anna")
    said(capsys)
    do(made, "table risk-of-bias --format json")
    assert json.loads(said(capsys))["rows"] == rows, "what is judged stays as it was judged"
    do(made, "table risk-of-bias-worst --format csv")
    assert 'Overall risk of bias,High,"Sleep, 6 months"' in said(capsys)
    do(made, f"{JUDGE} --from anna.json --reopen --as anna", 2)
    assert "This entry is agreed" in said(capsys)


def test_a_result_that_the_protocol_does_not_name_is_judged_and_said_to_be_another(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    do(made, "judge acc-1 --form rob2 --part 'Sleep @ 2 years' --from anna.json --as anna --json")
    out, talk = capsys.readouterr()
    assert "The protocol names other results to judge: Sleep @ 6 months." in talk
    data = json.loads(out)
    assert (data["version"], data["complete"]) == ("2019-08-22", False)
    assert data["domains"][3]["why"]["4.5"] == "ni"


def test_judgements_of_other_authors_are_adopted_as_theirs(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (made / "theirs.json").write_text(json.dumps({"values": {"d2": "high", "overall": "high"}}))
    (made / "same.json").write_text('{"values": {}}')
    adopt = "judge acc-1 --form robis --adopt 'Holt 2020' --from theirs.json --done"
    do(made, f"{adopt.replace('--from theirs.json ', '')} --as anna", 2)
    assert "the authors' overall judgement is missing" in said(capsys)
    for person in ("anna", "bo"):
        do(made, f"{adopt} --as {person}")
    assert "Adopted from the authors of Holt 2020." in said(capsys)
    do(made, "agree acc-1 --form robis --from same.json --as anna")
    said(capsys)
    do(made, "table risk-of-bias --format json")
    notes = json.loads(said(capsys))["notes"]
    assert "Judged by the authors of Holt 2020, not by us: Berg 2018 (ROBIS)." in notes
