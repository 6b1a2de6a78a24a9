"""The main job on real exports; skipped, and says so, where the shared folder is absent."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from tests.unit.commands.conftest import Type

SHARED = Path(__file__).parents[3].parent / "shared" / "data"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="no shared exports beside the checkout"),
]
SOURCES = ("Dimensions_246", "econlit_3", "envindex_100", "lens_343", "medline_84", "wos_278")


def test_six_searches_give_1054_records_and_a_flow_that_adds_up(command: Type) -> None:
    command("new . --reviewer anna --reviewer bo")
    for source in SOURCES:
        said = command(f"import {SHARED}/stage-data/{source}.ris --source {source} --json")
        (file,) = said.json["files"]
        assert file["found"] == file["imported"] + len(file["rejected"])
    found = command("dedupe --json").json
    numbers = command("prisma --format json").json
    assert numbers["database_results"] == found["records"] == 1054
    assert numbers["records_screened"] == found["sets"] == 1054 - numbers["duplicates"]
    assert numbers["problems"] == []


def test_flipped_labels_are_the_conflicts_and_settling_leaves_kappa(
    command: Type, tmp_path: Path
) -> None:
    labels = SHARED / "screening" / "ADHD.csv"
    with labels.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    flipped = {row["record_id"] for row in random.Random(3).sample(rows, 20)}
    turned = {"include": "exclude", "exclude": "include"}
    lines = ["accession,reviewer,verdict,reason,note,at"]
    for row in rows:
        verdict = "include" if row["label_included"].startswith("1") else "exclude"
        lines.append(f"{row['record_id']},anna,{verdict},,,")
        other = turned[verdict] if row["record_id"] in flipped else verdict
        lines.append(f"{row['record_id']},bo,{other},,,")
    (tmp_path / "decisions.csv").write_text("\n".join(lines) + "\n")
    command("new . --reviewer anna --reviewer bo --adjudicator cem")
    command(f"import {labels} --source ADHD")
    line = "decisions import decisions.csv --stage title-abstract --json"
    taken = command(line, "anna").json
    assert (taken["found"], taken["imported"]) == (2 * len(rows), 2 * len(rows))
    conflicts = command("conflicts --json").json["conflicts"]
    assert {conflict["accession"] for conflict in conflicts} == flipped
    before = command("agreement --stage title-abstract --json").out
    for accession in flipped:
        settled = f"settle {accession} exclude --stage title-abstract --method third-reviewer"
        assert command(f"{settled} --why 'looked again'", "cem").code == 0
    assert command("agreement --stage title-abstract --json").out == before
    assert command("conflicts").code == 0
    numbers = command("prisma --format json").json
    assert numbers["problems"] == []
    assert numbers["records_excluded"] + numbers["dbr_sought_reports"] == len(rows)


def test_a_real_rayyan_log_and_notes_are_taken_in(command: Type, tmp_path: Path) -> None:
    folder = SHARED / "rayyan"
    with (folder / "veni_customizations_log.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    last: dict[str, str] = {}
    for line in sorted(lines, key=lambda line: line["created_at"]):
        if line["key"] == "included":
            last[line["article_id"]] = {"1": "include", "0": "maybe", "-1": "exclude"}[
                line["value"]
            ]
    ris = "".join(f"TY  - JOUR\nAN  - rayyan-{n}\nTI  - Number {n}\nER  -\n\n" for n in last)
    (tmp_path / "all.ris").write_text(ris)
    command("new . --reviewer anna --reviewer bo")
    command("import all.ris --source Rayyan")
    line = f"decisions import {folder}/veni_customizations_log.csv --stage title-abstract --json"
    said = command(f"{line} --reviewer 3624=anna", "anna").json
    assert (said["found"], said["imported"]) == (len(last), len(last)) == (559, 559)
    rows = csv.DictReader(command("decisions export", "anna").out.splitlines())
    assert {row["accession"].removeprefix("rayyan-"): row["verdict"] for row in rows} == last
    command(f"import {folder}/veni_articles.csv --source Articles")
    line = f"decisions import {folder}/veni_articles.csv --stage title-abstract --json"
    said = command(f"{line} --reviewer Caspar=anna", "anna").json
    assert said["found"] == said["imported"] + len(said["rejected"]) == 151


def test_a_real_asreview_project_and_labels_are_taken_in(command: Type) -> None:
    folder = SHARED / "formats" / "asreview-tests"
    command("new . --reviewer anna --reviewer bo")
    command(f"import {folder}/asreview-demo-project-v2.asreview --source demo")
    line = f"decisions import {folder}/asreview-demo-project-v2.asreview --stage title-abstract"
    assert command(f"{line} --json", "anna").json["imported"] == 0
    said = command(f"{line} --reviewer =anna --json", "anna").json
    assert (said["found"], said["imported"]) == (23, 23)
    for name in ("baseline_tag-notes_labels.ris", "generic_labels.csv"):
        said = command(
            f"decisions import {folder}/{name} --stage title-abstract --reviewer =anna --json",
            "anna",
        ).json
        assert said["found"] == len(said["rejected"]) > 0, "its records are not in this review"
