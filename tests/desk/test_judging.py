"""Judging bias in the desk: the planned result is listed, proposals stand beside the judgements."""

from __future__ import annotations

import json
from pathlib import Path

from textual.pilot import Pilot

from extraction.bias.judging import judge, own_judging
from extraction.entry import CONSENSUS
from extraction.queries import Place, entries
from review.protocol import from_data
from review.protocols.setting import set_protocol
from tests.desk.driving import begin, desk, drive, include, press, seen, type_in
from tests.unit.extraction.bias.judged import WELL

PLAN = {"tools": ["rob2"], "results": [{"outcome": "Sleep", "time_point": "6 months"}]}
PART = "Sleep @ 6 months"


def test_a_planned_result_is_judged_by_keys_with_the_proposals_in_sight(tmp_path: Path) -> None:
    sample = begin(tmp_path)
    (study,) = include(sample, 1)
    set_protocol(sample.hand("anna"), from_data({"risk_of_bias": PLAN}))
    name = f"s-{study.id}"
    judge(sample.hand("anna"), name, "rob2", text=json.dumps({"part": PART, "values": WELL}))

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        assert "RoB 2" in seen(pilot)
        assert PART in seen(pilot)
        await press(pilot, "3")
        for _ in range(7):
            await press(pilot, "down")
        assert "Proposed: Low (1.2 Y, 1.1 Y, 1.3 N). b takes it." in seen(pilot)
        assert "~ Open: D1 Randomisation process is not judged and 5 more" in seen(pilot)
        await press(pilot, "c")
        assert not own_judging(sample.hand("anna"), name, "rob2", PART).entry.complete
        await press(pilot, "home", "m", "m")
        assert "D2 Deviations from intended interventions" in seen(pilot)
        assert "Proposed: Low (effect assignment, 2.1 N, 2.2 N, 2.6 Y)" in seen(pilot)
        await press(pilot, "b")
        assert "~ All is judged." in seen(pilot)
        await press(pilot, "c")
        assert "+ complete and sealed" in seen(pilot)
        text = json.dumps({"part": PART, "values": {**WELL, "1.3": "y"}})
        judge(sample.hand("bo"), name, "rob2", text=text, accept=True, done=True)
        await press(pilot, "escape", "escape", "enter", "3")
        assert "0 of 3 differences settled" in seen(pilot)
        # They agree that there was no imbalance, and yet on some concerns: that has to be said.
        await press(pilot, "f", "s", "s", "c")
        assert "D1 Randomisation process is judged “Some concerns”" in seen(pilot)
        await type_in(pilot, "Envelopes")
        await press(pilot, "ctrl+o")
        assert "= agreed" in seen(pilot)

    drive(desk(sample, "anna", "extract"), script)
    with sample.lead.read() as connection:
        agreed = entries(connection)[Place(study.id, "rob2", PART)][CONSENSUS].values
    assert [agreed[path].value for path in ("q1_3", "d1", "overall", "d1_override")] == [
        *("n", "some-concerns", "some-concerns"),
        "Envelopes",
    ]
    own = own_judging(sample.hand("anna"), name, "rob2", PART)
    assert own.entry.complete
    assert own.found.judged == dict.fromkeys(("d1", "d2", "d3", "d4", "d5", "overall"), "low")
    sample.close()
