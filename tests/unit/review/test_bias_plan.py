from __future__ import annotations

import json

import pytest

from review.protocol import DEFAULT, from_data, parse, to_data
from review.protocols.bias_plan import NO_PLAN, BiasPlan, PlannedResult
from review.protocols.difference import differences
from review.protocols.text import document
from review.protocols.toml import toml_of
from review.refusal import Refused

TEXT = """
[risk_of_bias]
tools = ["rob2", "amstar-2"]
effect = "adhering"
critical = [2, "4"]

[[risk_of_bias.results]]
outcome = "Child maltreatment"
time_point = "12 months"
measure = "Reports"

[[risk_of_bias.results]]
outcome = "Parenting"
"""
PLAN = BiasPlan(
    ("rob2", "amstar-2"),
    "adhering",
    ("2", "4"),
    (
        PlannedResult("Child maltreatment", "12 months", "Reports"),
        PlannedResult("Parenting"),
    ),
)


def test_the_plan_is_read_and_written_again_as_toml_and_json() -> None:
    protocol = parse(TEXT)
    assert protocol.risk_of_bias == PLAN
    assert [one.part for one in PLAN.results] == ["Child maltreatment @ 12 months", "Parenting"]
    assert parse(toml_of(protocol)) == protocol
    assert from_data(json.loads(json.dumps(to_data(protocol)))) == protocol
    assert parse(toml_of(DEFAULT)).risk_of_bias == NO_PLAN


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("risk_of_bias = 1", "not a table"),
        ("[risk_of_bias]\ncolour = 1", "colour is not known"),
        ('[risk_of_bias]\neffect = "both"', "effect is “both”"),
        ("[risk_of_bias]\ncritical = [17]", "17 is no item"),
        ('[risk_of_bias]\ntools = "rob2"', "tools is not a list"),
        ("[risk_of_bias]\nresults = 1", "not a list of tables"),
        ('[[risk_of_bias.results]]\ntime_point = "x"', "results 1 names no outcome"),
        ('[[risk_of_bias.results]]\noutcome = "x"\ncolour = "y"', "colour is not known"),
        (
            '[[risk_of_bias.results]]\noutcome = "X"\n[[risk_of_bias.results]]\noutcome = "x"',
            "a result of “x” is named already",
        ),
    ],
)
def test_what_cannot_be_a_plan_is_refused_with_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        parse(text)


def test_a_changed_plan_is_a_difference_from_the_protocol_and_stands_in_its_document() -> None:
    lines = [one.in_words() for one in differences(DEFAULT, parse(TEXT))]
    assert "+ risk of bias: tools: rob2, amstar-2" in lines
    assert (
        "+ risk of bias: result of Child maltreatment: Child maltreatment @ 12 months, Reports"
        in lines
    )
    norwegian = document(parse(TEXT), "nb")
    assert "- Effekten av interesse: av å følge tiltaket" in norwegian
    assert "- Vurderes for hvert utfall: Child maltreatment @ 12 months (Reports)" in norwegian
    assert "Risk of bias" not in document(DEFAULT, "en")
