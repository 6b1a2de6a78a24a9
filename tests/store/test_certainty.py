"""Certainty in the store: two people judge apart, clashes are settled, all can be undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extraction.certainty import queries
from extraction.certainty.grading_acts import agree, grade, remove_body, set_bodies, set_phrasing
from extraction.certainty.judgement import adopted, to_content
from extraction.certainty.kinds import CERTAINTY, EVIDENCE
from review.__main__ import _CLASHES as SOURCES
from review.clashes.clashing import all_clashes, settle
from review.ledger.proving import stale_projections
from review.ledger.undoing import undo_last
from review.protocol import DEFAULT, to_data
from review.protocols.versions import body_of
from review.refusal import Refused
from tests.clashing import act_apart
from tests.sample import Sample
from tests.store.copies import copies, exchange_until_still

BODY = {"outcome": "Placement", "time": "12 months", "effect": "reduction"}
HIGH, LOW = adopted("Berg 2020", "high"), adopted("Berg 2020", "low")


def two_judge(sample: Sample) -> None:
    protocol = replace(DEFAULT, title="Sample", certainty="both")
    with sample.hand("anna").write() as writing:
        writing.append("protocol", "protocol", body_of(writing.connection, protocol))


def level(sample: Sample) -> str:
    with sample.lead.read() as connection:
        return next((one.level for one in queries.judged(connection).values()), "")


def seen(sample: Sample, viewer: str) -> set[str]:
    with sample.lead.read() as connection:
        (body,) = queries.bodies(connection)
        return set(queries.visible_grades(connection, viewer, body.id))


def test_one_judges_and_everyone_sees_it_until_it_is_undone(sample: Sample) -> None:
    set_bodies(sample.hand("anna"), [BODY], "here")
    grade(sample.hand("anna"), "placement", HIGH)
    grade(sample.hand("bo"), "Placement @ 12 months", LOW)
    assert level(sample) == "low"
    undo_last(sample.hand("bo"))
    assert level(sample) == "high"
    undo_last(sample.hand("anna"))
    undo_last(sample.hand("anna"))
    with sample.lead.read() as connection:
        assert queries.bodies(connection) == []
    assert stale_projections(sample.lead) == []


def test_where_two_judge_nobody_sees_the_others_before_both_have(sample: Sample) -> None:
    two_judge(sample)
    set_bodies(sample.hand("anna"), [BODY], "here")
    grade(sample.hand("anna"), "placement", LOW)
    grade(sample.hand("anna"), "placement", HIGH)  # a second thought, before the other has judged
    assert (seen(sample, "anna"), seen(sample, "bo"), seen(sample, "")) == ({"anna"}, set(), set())
    with pytest.raises(Refused, match="not both"):
        agree(sample.hand("bo"), "placement", take="anna")
    grade(sample.hand("bo"), "placement", LOW)
    assert seen(sample, "") == {"anna", "bo"}
    assert level(sample) == ""
    with pytest.raises(Refused, match="first judgements stay"):
        undo_last(sample.hand("bo"))
    with pytest.raises(Refused, match="judged by two"):
        grade(sample.hand("bo"), "placement", HIGH)
    with pytest.raises(Refused, match="whose judgement"):
        agree(sample.hand("bo"), "placement")
    agree(sample.hand("bo"), "placement", take="anna")
    assert level(sample) == "high"
    with pytest.raises(Refused, match="needs a reason"):
        agree(sample.hand("bo"), "placement", another=LOW)
    agree(sample.hand("bo"), "placement", another=LOW, why="we looked again")
    assert level(sample) == "low"
    assert stale_projections(sample.lead) == []


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_a_judgement_travels_sealed_until_both_have_judged(sample: Sample, tmp_path: Path) -> None:
    two_judge(sample)
    set_bodies(sample.hand("anna"), [BODY], "here")
    with copies(tmp_path, sample, "anna", "bo") as made:
        anna, bo = made
        grade(anna.hand, "placement", HIGH)
        bo.take_from(anna)
        with bo.sample.lead.read() as connection:
            ((sealed,),) = (of.values() for of in queries.grades(connection).values())
        assert sealed.judgement is None
        grade(bo.hand, "placement", LOW)
        exchange_until_still(made)
        for one in made:
            assert seen(one.sample, "") == {"anna", "bo"}
            with one.sample.lead.read() as connection:
                (of_body,) = queries.grades(connection).values()
            levels = {name: got.judgement.level for name, got in of_body.items() if got.judgement}
            assert levels == {"anna": "high", "bo": "low"}


def test_two_copies_that_differ_are_a_clash_that_is_settled_and_comes_back(sample: Sample) -> None:
    (body,) = set_bodies(sample.hand("anna"), [BODY], "here")
    for person, judgement in (("anna", HIGH), ("bo", LOW)):
        act_apart(sample, person, CERTAINTY, body.id, {"content": to_content(judgement)})
    with sample.lead.read() as connection:
        (clash,) = all_clashes(connection, SOURCES)
        assert queries.clashing(connection) == {body.id}
    assert clash.kind == "statement"
    assert [side.says for side in clash.says] == ["level: high", "level: low"]
    assert level(sample) == ""
    settle(sample.hand("bo"), SOURCES, clash.id, 2, "we have talked")
    assert level(sample) == "low"
    undo_last(sample.hand("bo"))
    with sample.lead.read() as connection:
        assert all_clashes(connection, SOURCES) == [clash]


def test_removed_in_one_copy_and_changed_in_the_other_is_a_clash_too(sample: Sample) -> None:
    (body,) = set_bodies(sample.hand("anna"), [BODY], "here")
    remove_body(sample.hand("anna"), body.shown)
    with sample.lead.read() as connection:
        assert queries.bodies(connection) == []
        assert all_clashes(connection, SOURCES) == []
    act_apart(sample, "bo", EVIDENCE, body.id, {"content": {**BODY, "size": "small"}})
    with sample.lead.read() as connection:
        (clash,) = all_clashes(connection, SOURCES)
    assert "it is removed" in [side.says for side in clash.says]


def test_phrasing_is_chosen_once_and_what_does_not_fit_is_refused(sample: Sample) -> None:
    set_phrasing(sample.hand("anna"), {"phrases": "trolig"})
    made = set_phrasing(sample.hand("anna"), {"symbols": "circles"})
    assert (made.phrases, made.confidence, made.symbols) == ("trolig", "moderat", "circles")
    with pytest.raises(Refused, match="no choice"):
        set_phrasing(sample.hand("anna"), {"phrases": "both"})
    with pytest.raises(Refused, match="names no outcome"):
        set_bodies(sample.hand("anna"), [{"time": "1 week"}], "here")
    assert "certainty" in to_data(DEFAULT)
