from __future__ import annotations

from dataclasses import replace

from extraction.bias.tools import tools
from extraction.tables.risk_of_bias import risk_of_bias, worst
from review.protocols.bias_plan import NO_PLAN, BiasPlan
from review.table.rendering import FORMATS, render
from tests.unit.extraction.bias.judged import WELL, judgement, rob2

DEPARTING = {
    **WELL,
    "1.2": "ni",
    "d1_support": "No word on envelopes.",
    "d1": "high",
    "d1_override": "An open list.",
    "overall": "high",
}


def test_each_judgement_stands_in_a_row_with_its_support_and_why_it_departs() -> None:
    table = risk_of_bias([judgement("rob2", **DEPARTING)], NO_PLAN, waiting=["Aas 2019"])
    assert [column.title for column in table.columns] == [
        "Study",
        "Result",
        "Tool",
        "Domain",
        "Judgement",
        "Proposed by the tool",
        "Support for the judgement",
        "Why it departs from the proposal",
    ]
    assert table.rows[0] == (
        "Berg 2018",
        "Sleep @ 6 months",
        "RoB 2",
        "D1 Randomisation process",
        "High",
        "Some concerns (1.2 NI, 1.3 N)",
        "No word on envelopes.",
        "An open list.",
    )
    assert table.rows[-1][3:6] == ("Overall risk of bias", "High", "High")
    assert len(table.rows) == 6
    assert table.notes == (
        "RoB 2: version of 22 August 2019.",
        "Effect of interest in RoB 2: of assignment to intervention.",
        "Not yet judged and agreed: Aas 2019.",
    )


def test_in_norwegian_every_word_of_the_program_is_norwegian() -> None:
    table = risk_of_bias([judgement("rob2", **DEPARTING)], BiasPlan(effect="adhering"), "nb")
    assert table.rows[0][3:6] == (
        "D1 Randomiseringsprosessen",
        "Høy",
        "Noen betenkeligheter (1.2 NI, 1.3 N)",
    )
    assert "Effekten av interesse i RoB 2: av å følge tiltaket." in table.notes
    stars = risk_of_bias([judgement("nos-cohort")], NO_PLAN, "nb")
    assert [row[3] for row in stars.rows] == [
        *("Utvalg", "Sammenlignbarhet", "Utfall", "Alle stjerner"),
    ]


def test_what_others_judged_is_told_as_theirs_without_a_proposal_of_ours() -> None:
    told = {"judged_by": "adopted", "adopted_from": "Holt 2020", "overall": "low"}
    table = risk_of_bias(
        [judgement("robis", **told, **{f"1.{n}": "y" for n in range(1, 6)})], NO_PLAN
    )
    assert {row[5] for row in table.rows} == {""}
    assert "Judged by the authors of Holt 2020, not by us: Berg 2018 (ROBIS)." in table.notes


def test_the_critical_items_of_amstar_2_are_printed_and_marked_where_they_are_a_choice() -> None:
    one = [judgement("amstar-2", overall="low")]
    assert "Critical items of AMSTAR 2: 2, 4, 7, 9, 11, 13, 15." in risk_of_bias(one, NO_PLAN).notes
    own = risk_of_bias(one, BiasPlan(critical=("4", "7"))).notes
    assert any("chosen by this review" in note and note.endswith(": 4, 7.") for note in own)


def test_the_worst_of_a_study_is_marked_as_ours_and_scales_without_order_are_left_out() -> None:
    told = [
        rob2("LSLLLS", part="Sleep @ 6 months"),
        rob2("LLLHLH", part="Sleep @ 12 months"),
        judgement("nos-cohort", "Aas 2019"),
    ]
    table = worst(told, tools(), NO_PLAN)
    assert [(row[2], row[3]) for row in table.rows][-1] == ("Overall risk of bias", "High")
    assert {row[4] for row in table.rows} == {"Sleep @ 6 months; Sleep @ 12 months"}
    assert "a summary of ours" in table.notes[0]
    assert any("Aas 2019 (Newcastle-Ottawa" in note for note in table.notes)


def test_every_format_draws_the_table_and_text_from_outside_is_data() -> None:
    one = judgement("rob2", **{**DEPARTING, "d1_support": "=1+1 <b>\x1b[31m"}, name="[red]Berg")
    table = risk_of_bias([one], NO_PLAN)
    for name in FORMATS:
        data = render(table, name, language="en", width=100)
        raw = data if isinstance(data, bytes) else data.encode()
        assert raw
        assert b"\x1b[31m" not in raw
    assert "'=1+1" in str(render(table, "csv", language="en", width=100))
    empty = risk_of_bias([], NO_PLAN)
    assert empty.notes == ("No judgement of bias is agreed yet.",)
    assert replace(empty, notes=()).rows == ()
