from __future__ import annotations

import json
from typing import Any

import pytest

from extraction.entry_file import parse
from extraction.field import Option
from extraction.form import shipped, with_options
from extraction.study_data import StudyData
from extraction.tables.building import BUILDERS, build
from extraction.tables.setting import Setting
from extraction.wording import words
from review.refusal import Refused

FORMS = shipped()


def values(form: str, answers: dict[str, Any], arm: str = "") -> Any:
    text = json.dumps({"values": answers})
    return parse(FORMS[form], text, study="s", extractor="consensus", part=arm).values


def study(identifier: str, name: str, tidier: Any = None, **answers: Any) -> StudyData:
    arms = {arm: values("tidier", told, arm) for arm, told in (tidier or {}).items()}
    return StudyData(
        id=identifier,
        name=name,
        characteristics=values("characteristics", answers),
        tidier=arms,
        reports=(f"r-{identifier}",),
    )


def row(outcome: str, direction: str, **more: Any) -> dict[str, Any]:
    return {"outcome": outcome, "direction": direction, **more}


HOME = {"intervention_types": ["Home visiting"], "control_conditions": ["treatment-as-usual"]}
STUDIES = (
    study(
        "s1",
        "Berg 2014",
        {"Familiepartner": {"1": "Familiepartner", "how": {"value": "Visits", "page": "4"}}},
        **HOME,
        design="cluster-randomised",
        countries=["NO", "SE"],
        setting="Child welfare service",
        data_from="2010",
        data_to="2012",
        participants="Parents of children under 12",
        participants_n=1240,
        participants_unit="families",
        funding="not-reported",
        results=[
            row(
                "Maltreatment",
                "favours-intervention",
                significance="not-significant",
                claim="favours-intervention",
                measure="CTS-PC",
                time_point="12 months",
                estimate="RR 0.80",
                p_value="0.20",
                n_intervention=620,
                n_comparator=601,
                intervention_arm="Familiepartner",
                comparator_arm="Usual services",
                page="7",
            ),
            row("Maltreatment", "favours-intervention", time_point="24 months"),
            row("Sleep", "no-difference"),
        ],
    ),
    study(
        "s2",
        "Lie 2016",
        **HOME,
        design="individually-randomised",
        results=[row("Maltreatment", "favours-comparator"), row("Sleep", "not-reported")],
    ),
    StudyData(id="s3", name="Moe 2020", footnotes=("Retracted 2021.",)),
)


def cells(table: Any, number: int) -> dict[str, Any]:
    return dict(zip((column.key for column in table.columns), table.rows[number], strict=True))


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("name", list(BUILDERS))
def test_every_table_is_whole_in_both_languages(name: str, language: str) -> None:
    table = build(name, STUDIES, Setting(language=language))
    assert table.name == name
    assert table.title == words(language)("title", name)
    assert table.rows
    assert {len(one) for one in table.rows} == {len(table.columns)}
    assert len({column.key for column in table.columns}) == len(table.columns)
    assert any("Moe 2020" in note and "Retracted" in note for note in table.notes)
    assert not any("{" in note for note in table.notes)
    empty = build(name, (), Setting(language=language))
    assert all(len(one) == len(empty.columns) for one in empty.rows)


def test_characteristics_hold_the_minimum_and_no_result() -> None:
    table = build("characteristics", STUDIES)
    assert cells(table, 0) == {
        "study": "Berg 2014",
        "design": "Cluster randomised trial",
        "country": "Norway; Sweden. Child welfare service",
        "years": "2010–2012",
        "participants": "n = 1240 families. Parents of children under 12",
        "intervention": "Home visiting",
        "control": "Treatment as usual",
        "outcomes": "Maltreatment (CTS-PC, 12 months; 24 months); Sleep",
        "funding": "Not reported",
        "reports": "r-s1",
    }
    text = json.dumps(table.rows)
    assert "0.80" not in text
    assert "Favours" not in text
    assert "Not yet agreed by two extractors: Moe 2020." in table.notes


def test_characteristics_in_norwegian() -> None:
    norwegian = cells(build("characteristics", STUDIES, Setting(language="nb")), 0)
    assert norwegian["design"] == "Klyngerandomisert studie"
    assert norwegian["country"].startswith("Norge; Sverige")
    assert norwegian["control"] == "Behandling som vanlig"
    assert norwegian["participants"].startswith("n = 1240 familier")
    assert norwegian["funding"] == "Ikke rapportert"


def test_the_matrix_counts_studies_names_them_and_tells_both_denominators() -> None:
    table = build("outcomes", STUDIES)
    maltreatment, sleep = cells(table, 0), cells(table, 1)
    assert (maltreatment["outcome"], sleep["outcome"]) == ("Maltreatment", "Sleep")
    assert maltreatment["favours-intervention"] == 1
    assert maltreatment["favours-comparator"] == 1
    assert (maltreatment["measured"], maltreatment["included"]) == (2, 3)
    assert (
        maltreatment["studies"] == "Favours intervention: Berg 2014; Favours comparator: Lie 2016"
    )
    assert (sleep["no-difference"], sleep["not-reported"]) == (1, 1)
    assert [cells(table, n)["intervention"] for n in (2, 3)] == ["All", "All"]
    notes = " ".join(table.notes)
    assert "1 of the 2 studies that measured maltreatment (3 included) favours" in notes
    assert "1 of the 2 studies with results (3 included) favours the intervention on at" in notes
    assert "a median of 2 outcomes each" in notes
    assert "Counted by direction of effect" in notes
    assert "need not add up" in notes
    assert "Without results" not in notes
    assert "Not yet agreed by two extractors: Moe 2020." in notes


def test_an_agreed_study_without_results_is_named() -> None:
    table = build("outcomes", (*STUDIES, study("s4", "Vik 2022", funding="none")))
    assert "Without results: Vik 2022." in table.notes
    assert cells(table, 0)["included"] == 4


def test_a_count_by_claims_says_so_and_makes_no_sign_test() -> None:
    table = build("outcomes", STUDIES, Setting(basis="claim", sign_tests=True, asked=True))
    notes = " ".join(table.notes)
    assert "Counted by what the authors claim" in notes
    assert "Sign test, maltreatment: not made. The counts do not rest on the direction" in notes
    assert "exact two-sided" not in notes


def test_the_effect_direction_table_has_symbols_by_design_and_the_number_of_results() -> None:
    table = build("effect-direction", STUDIES)
    assert [one[0] for one in table.rows] == ["Lie 2016", "Berg 2014", "Moe 2020"]
    assert [column.title for column in table.columns[3:]] == ["Maltreatment", "Sleep"]
    assert table.rows[0][3:] == ("▼", "?")
    assert table.rows[1][2:] == (620, "▲₂", "◄►")
    assert table.rows[2][2:] == (None, "", "")


def test_the_share_of_the_setting_decides_what_is_mixed() -> None:
    rows = [row("Sleep", one) for one in ("favours-intervention",) * 2 + ("favours-comparator",)]
    three = (study("s1", "Berg 2014", **HOME, results=rows),)
    assert build("effect-direction", three).rows[0][-1] == "▲▼₃"
    assert build("effect-direction", three, Setting(share=0.6)).rows[0][-1] == "▲₃"
    assert cells(build("outcomes", three), 0)["mixed"] == 1
    assert cells(build("outcomes", three, Setting(share=0.6)), 0)["favours-intervention"] == 1


def test_results_keep_direction_significance_and_claim_apart() -> None:
    first = cells(build("results", STUDIES), 0)
    assert first["comparison"] == "Familiepartner v Usual services"
    assert first["direction"] == "Favours intervention"
    assert first["significance"] == "Not significant"
    assert first["claim"] == "Favours intervention"
    assert (first["n"], first["page"], first["p_value"]) == ("620 / 601", "7", "0.20")


def test_words_of_a_review_stand_in_its_tables() -> None:
    own = [Option("maltreatment", {"en": "Child maltreatment", "nb": "Mishandling av barn"})]
    form = with_options(FORMS["characteristics"], {"results.outcome": own})
    table = build("outcomes", STUDIES[:1], Setting(language="nb", characteristics=form))
    assert "Maltreatment" in [cells(table, n)["outcome"] for n in range(len(table.rows))]
    coded = study("s9", "Dahl 2021", **HOME, results=[row("maltreatment", "favours-intervention")])
    table = build("outcomes", (coded,), Setting(language="nb", characteristics=form))
    assert cells(table, 0)["outcome"] == "Mishandling av barn"
    assert "1 av den ene studien som målte mishandling av barn (1 inkludert)" in " ".join(
        table.notes
    )


def test_text_from_outside_is_drawn_without_escape_sequences() -> None:
    one = study("s1", "Berg\x1b[31m 2014", funding="A \x1b]0;x\x07fund", **HOME)
    first = cells(build("characteristics", (one,)), 0)
    assert (first["study"], first["funding"]) == ("Berg 2014", "A fund")


def test_an_unknown_table_or_language_is_refused() -> None:
    with pytest.raises(Refused, match="effect-direction"):
        build("effects", STUDIES)
    with pytest.raises(Refused, match="Languages: en, nb"):
        build("results", STUDIES, Setting(language="nn"))
