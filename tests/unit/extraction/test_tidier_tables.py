from __future__ import annotations

import json
from typing import Any

from extraction.entry_file import parse
from extraction.form import shipped
from extraction.study_data import StudyData
from extraction.tables.building import build
from extraction.tables.setting import Setting


def study(identifier: str, name: str, arms: dict[str, Any]) -> StudyData:
    told = {}
    for arm, answers in arms.items():
        text = json.dumps({"values": answers})
        entry = parse(shipped()["tidier"], text, study=identifier, extractor="consensus", part=arm)
        told[arm] = entry.values
    return StudyData(id=identifier, name=name, tidier=told)


def test_the_description_has_every_item_of_every_arm_with_the_standards_signs() -> None:
    told = {
        "1": "Familiepartner",
        "3": {"value": "A handbook", "status": "partly-reported", "other": "www.example.org"},
        "9": "not-reported",
        "10": "not-applicable",
        "target_group": "Families",
        "dose_hours_per_week": 6.5,
    }
    one = study("s1", "Berg 2014", {"Familiepartner": told})
    rows = build("interventions", (one,), Setting(language="nb")).rows
    assert [r[2] for r in rows[:12]] == [
        "1 Navn",
        "2 Hvorfor",
        "3 Hva: materiell",
        "4 Hva: prosedyre",
        "5 Hvem",
        "6 Hvordan",
        "7 Hvor",
        "8 Når og hvor mye",
        "9 Tilpasning",
        "10‡ Endringer",
        "11 Hvor godt: planlagt",
        "12‡ Hvor godt: faktisk",
    ]
    assert rows[2][3:] == ("A handbook (delvis rapportert) ?", "", "www.example.org")
    assert [rows[n][3] for n in (1, 8, 9)] == ["…", "?", "IR"]
    assert [r[2:4] for r in rows[12:]] == [
        ("Målgruppe", "Families"),
        ("Dose: timer per uke", "6,5 timer"),
    ]


def test_sums_and_contradictions_stand_in_the_table_of_interventions() -> None:
    told = {"dose_hours_per_week": 6, "dose_weeks": 39, "dose_hours_most": 100}
    table = build("interventions", (study("s1", "Berg 2014", {"Familiepartner": told}),))
    assert table.rows[-1][2:4] == ("Total hours, from hours per week", "234 hours (calculated)")
    assert any(note.startswith("Berg 2014, Familiepartner: Total hours") for note in table.notes)


def test_completeness_shows_the_profile_before_the_totals() -> None:
    told: dict[str, Any] = {str(n): "x" for n in (1, 2, 4, 5, 8)}
    told |= {str(n): {"value": "x", "status": "partly-reported"} for n in (3, 6, 7, 11)}
    told |= {str(n): "not-reported" for n in (9, 10, 12)}
    arms = {"Familiepartner": told, "Usual": {"1": "Usual", "2": "not-applicable"}}
    table = build("tidier", (study("s1", "Berg 2014", arms),))
    assert [one[0] for one in table.rows[:4]] == [
        "Described in full (n)",
        "Described in part (n)",
        "Not described (n)",
        "Score of the item",
    ]
    assert [one[2] for one in table.rows[:4]] == [2, 0, 0, 1.0]
    whole = ("Berg 2014", "Familiepartner", 2, 2, 1, 2, 2, 1, 1, 2, 0, 0, 1, 0, "14/24", 0.58)
    assert table.rows[4] == whole
    assert table.rows[5][2:5] == (2, "NA", "…")
    assert table.rows[5][-1] is None
