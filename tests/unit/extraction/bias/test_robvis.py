from __future__ import annotations

import csv
import io

import pytest

from extraction.bias.robvis import robvis
from review.refusal import Refused
from tests.unit.extraction.bias.judged import judgement, rob2

ROBINS_DOMAINS = {f"d{n}": "low" for n in range(1, 8)}


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_rob2_has_exactly_the_columns_and_words_that_robvis_takes() -> None:
    found = robvis([rob2("LLSLLS"), rob2("LHLLLH", "Aas 2019")])
    assert found.tool == "ROB2"
    assert found.text == (
        "Study,D1,D2,D3,D4,D5,Overall\n"
        "Berg 2018: Sleep @ 6 months,Low,Low,Some concerns,Low,Low,Some concerns\n"
        "Aas 2019: Sleep @ 6 months,Low,High,Low,Low,Low,High\n"
    )


def test_rows_are_named_apart_by_their_results_and_where_that_is_not_enough_by_a_number() -> None:
    found = robvis(
        [
            rob2("LLLLLL", part="Sleep @ 6 months", study="1"),
            rob2("LLLLLL", part="Sleep @ 12 months", study="1"),
            rob2("LLLLLL", part="Sleep @ 6 months", study="2"),
        ]
    )
    assert [row[0] for row in rows(found.text)[1:]] == [
        "Berg 2018: Sleep @ 6 months (1)",
        "Berg 2018: Sleep @ 12 months",
        "Berg 2018: Sleep @ 6 months (2)",
    ]


def test_clusters_have_the_column_of_domain_1b() -> None:
    told = dict.fromkeys(("d1", "d1b", "d2", "d3", "d4", "d5", "overall"), "low")
    found = robvis([judgement("rob2-cluster", **told)])
    assert found.tool == "ROB2-Cluster"
    assert rows(found.text)[0] == ["Study", "D1", "D1b", "D2", "D3", "D4", "D5", "Overall"]


def test_robins_i_is_written_out_and_its_second_version_is_never_read_as_the_first() -> None:
    first = robvis(
        [
            judgement(
                "robins-i",
                **{**ROBINS_DOMAINS, "d2": "no-information", "d3": "serious"},
                overall="serious",
            )
        ]
    )
    assert first.tool == "ROBINS-I"
    assert rows(first.text)[0] == ["Study", *(f"D{n}" for n in range(1, 8)), "Overall"]
    assert rows(first.text)[1][2:4] == ["No information", "Serious"]
    told = dict.fromkeys(("d1", "d2", "d3", "d4", "d5", "d6"), "moderate")
    second = robvis([judgement("robins-i-v2", **told, overall="critical")])
    assert second.tool == "Generic"
    assert rows(second.text)[0][1:4] == [
        "Confounding",
        "Classification.of.interventions",
        "Selection.of.participants.into.the.study",
    ]
    assert rows(second.text)[1][1:] == ["Unclear"] * 6 + ["Critical"]


def test_confidence_in_a_review_is_turned_into_how_bad_it_is() -> None:
    items = {f"q{n}": "yes" for n in range(1, 17)} | {"q11": "no-meta-analysis", "q7": "no"}
    found = robvis([judgement("amstar-2", **items, overall="low")])
    row = rows(found.text)[1]
    assert (row[7], row[11], row[-1]) == ("High", "NA", "High")
    assert len(row) == 18


def test_what_robvis_cannot_draw_is_refused() -> None:
    with pytest.raises(Refused, match="No judgement is agreed"):
        robvis([])
    with pytest.raises(Refused, match=r"several tools: rob2, robis"):
        robvis([rob2("LLLLLL"), judgement("robis", overall="low")])
    with pytest.raises(Refused, match="D3 is not judged"):
        robvis([judgement("rob2", d1="low", d2="low", overall="low")])
    with pytest.raises(Refused, match="has no judgements that robvis can draw"):
        robvis([judgement("nos-cohort", S1="star-truly")])
