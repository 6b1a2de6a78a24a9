"""Differences that two extractors discuss: both see them, nobody does before both are complete."""

from __future__ import annotations

import pytest

from extraction import two_entries, working
from extraction.consensus import Choice
from extraction.discussing import ToDiscuss, discuss, take_off, to_discuss
from extraction.origin import origins
from extraction.origin_text import lines
from extraction.projector import DISCUSS
from extraction.queries import Place, forms
from extraction.stands import Stand, stands
from extraction.talk import talks
from review.acts import load_standing
from review.ledger.proving import stale_projections
from review.ledger.undoing import undo_last
from review.refusal import Refused
from review.studies import all_studies
from tests.clashing import act_apart
from tests.desk.driving import CHARACTERISTICS, fill, include
from tests.sample import Sample

BO = {**CHARACTERISTICS, "participants_n": 118, "funding": "Ministry"}


@pytest.fixture
def place(sample: Sample) -> Place:
    """A study that both have extracted, and differ in two numbers of fields."""
    (study,) = include(sample, 1)
    fill(sample, "anna", study, CHARACTERISTICS)
    return fill(sample, "bo", study, BO)


def pile(sample: Sample) -> list[ToDiscuss]:
    with sample.lead.read() as connection:
        return to_discuss(connection)


def on_pile(sample: Sample) -> list[str]:
    return [one.path for found in pile(sample) for one in found.differences]


def stand(sample: Sample, person: str) -> Stand:
    with sample.lead.read() as connection:
        _forms, found = stands(connection, person)
    return found[0].forms["characteristics"][0]


def said(sample: Sample) -> list[tuple[str, str]]:
    return [(one.by, one.text) for found in pile(sample) for one in found.talk.remarks("funding")]


def test_both_see_what_one_puts_on_the_pile_and_answer_with_a_remark(
    sample: Sample, place: Place
) -> None:
    assert discuss(sample.hand("anna"), place, "funding", "Two funders?")
    assert discuss(sample.hand("bo"), place, "funding", "Both: see page 9.")
    assert discuss(sample.hand("bo"), place, "participants_n")
    assert not discuss(sample.hand("anna"), place, "participants_n"), "it is there already"
    assert on_pile(sample) == ["participants_n", "funding"]
    assert said(sample) == [("anna", "Two funders?"), ("bo", "Both: see page 9.")]
    for person in ("anna", "bo", "cem", ""):
        assert stand(sample, person).words == "! 2 to discuss"
    take_off(sample.hand("anna"), place, "participants_n")
    assert on_pile(sample) == ["funding"]
    undo_last(sample.hand("anna"))
    undo_last(sample.hand("bo"))
    assert on_pile(sample) == ["funding"], "put there by bo, who took it back"
    assert stale_projections(sample.lead) == []


def test_nothing_of_it_is_there_while_one_of_the_two_entries_is_open(
    sample: Sample, place: Place
) -> None:
    named = f"s-{place.study}", "characteristics"
    discuss(sample.hand("anna"), place, "funding", "Ministry, or council?")
    working.finish(sample.hand("bo"), *named, done=False)
    assert pile(sample) == []
    assert stand(sample, "anna").words == "+ complete"
    assert stand(sample, "cem").words == "- not begun"
    for act in (discuss, take_off):
        with pytest.raises(Refused, match="not both are there"):
            act(sample.hand("anna"), place, "funding")
    with sample.lead.read() as connection:
        (study,) = all_studies(connection)
    fill(sample, "bo", study, {**BO, "funding": "The Ministry"})
    assert on_pile(sample) == [], "what was to be discussed are other answers"
    assert discuss(sample.hand("bo"), place, "funding")
    assert said(sample) == [("anna", "Ministry, or council?")], "what was said stays"


def test_what_is_agreed_is_on_no_pile_and_tells_what_was_said(sample: Sample, place: Place) -> None:
    discuss(sample.hand("anna"), place, "funding", "I read it so on page 9.")
    with pytest.raises(Refused, match="do not differ"):
        discuss(sample.hand("anna"), place, "design")
    with pytest.raises(Refused, match="not on the pile"):
        take_off(sample.hand("anna"), place, "participants_n")
    choices = {"funding": Choice("first"), "participants_n": Choice("second")}
    two_entries.settle(sample.hand("bo"), place, choices)
    assert pile(sample) == []
    with pytest.raises(Refused, match="agreed"):
        discuss(sample.hand("anna"), place, "funding")
    with sample.lead.read() as connection:
        found = origins(connection, "", place.study)
        told = list(lines(found, forms(connection), talks(connection)))
    assert any("Funding" in line and "I read it so on page 9." in line for line in told)
    undo_last(sample.hand("bo"))
    assert on_pile(sample) == ["funding"]


def test_what_two_copies_put_on_the_pile_apart_is_all_there(sample: Sample, place: Place) -> None:
    """Taking off names what was seen: what the other copy put there meanwhile stays."""
    discuss(sample.hand("anna"), place, "funding")
    with sample.lead.read() as connection:
        (first,) = load_standing(connection, DISCUSS)
    act_apart(sample, "bo", DISCUSS, place.study, {**first.body, "text": "I too wonder."})
    off = {key: first.body[key] for key in ("form", "part", "path")}
    act_apart(sample, "anna", DISCUSS, place.study, {**off, "off": [first.id]})
    assert on_pile(sample) == ["funding"]
    take_off(sample.hand("anna"), place, "funding")
    assert on_pile(sample) == []
