"""Judgements of bias in both databases: a person's own until two agree, and undone like entries."""

from __future__ import annotations

import json

import pytest

from extraction.bias.agreed import agreed_judgements
from extraction.bias.judging import judge, own_judging
from extraction.opened import visible_entries
from extraction.two_entries import agree, compared
from review.ledger.undoing import undo_last
from review.protocol import FULL_TEXT
from review.refusal import Refused
from tests.sample import Sample
from tests.unit.extraction.bias.judged import WELL

PART = "Sleep @ 6 months"


def given(**more: str) -> str:
    return json.dumps({"part": PART, "values": {**WELL, **more}})


def test_two_judge_apart_and_what_they_agree_on_is_told_to_all(sample: Sample) -> None:
    for number in range(10):
        verdict = "include" if number == 1 else "exclude"
        sample.both(number, verdict, verdict)
    sample.both(1, "include", "include", FULL_TEXT)
    anna, bo, cem = (sample.hand(name) for name in ("anna", "bo", "cem"))
    judge(anna, "acc-1", "rob2", text=given(), accept=True, done=True)
    with pytest.raises(Refused, match="give the reason in d3_override"):
        judge(bo, "acc-1", "rob2", text=given(d3="high"), accept=True, done=True)
    with sample.lead.read() as connection:
        study = own_judging(bo, "acc-1", "rob2", PART).study.id
        assert visible_entries(connection, "bo", study) == {}, "nothing of a refused file is kept"
    judge(bo, "acc-1", "rob2", text=given(d3="high", d3_override="Lost."), accept=True, done=True)
    both, _first, _second = compared(cem, "acc-1", "rob2", PART)
    assert [one.path for one in both.differences] == ["d3", "d3_override", "overall"]
    choices = dict.fromkeys(("d3", "d3_override", "overall"), "second")
    with sample.lead.read() as connection:
        assert agreed_judgements(connection) == []
    agree(anna, "acc-1", "rob2", json.dumps({"values": choices}), part=PART)
    with sample.lead.read() as connection:
        (found,) = agreed_judgements(connection)
    assert (found.part, found.effect, found.overall.judgement) == (PART, "assignment", "high")
    assert (found.domains[2].proposed, found.domains[2].reason) == ("low", "Lost.")
    undo_last(anna)
    with sample.lead.read() as connection:
        assert agreed_judgements(connection) == []
