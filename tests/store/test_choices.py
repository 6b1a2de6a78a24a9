"""Choices of the synthesis: kept with reasons, undone, post hoc where they are."""

from __future__ import annotations

import pytest

from extraction import two_entries
from extraction.choices import CHOICE, Choice, choices
from extraction.choosing import choose
from extraction.namings import NAMING, give_names, thing_of
from extraction.projector import CONSENSUS_ACT
from extraction.swim import sentences_for
from extraction.tables.own import setting_of
from review.__main__ import _CLASHES as SOURCES
from review.clashes.clashing import all_clashes, settle
from review.ledger.undoing import undo_last
from review.refusal import Refused
from tests.clashing import act_apart
from tests.desk.driving import CHARACTERISTICS, fill, include
from tests.sample import Sample

WHY = "few results per study"


def held(sample: Sample) -> dict[str, Choice]:
    with sample.lead.read() as connection:
        return {one.name: one for one in choices(connection)}


def test_a_choice_holds_until_another_takes_its_place_or_it_is_undone(sample: Sample) -> None:
    anna = sample.hand("anna")
    said = choose(anna, "share", ["0,8"], WHY)
    assert said == f"synthesis, share: 0.8 ({WHY})"
    choose(sample.hand("bo"), "share", ["0.9"], "more cautious")
    assert [(one.values, one.why, one.by) for one in held(sample).values()] == [
        (("0.9",), "more cautious", "bo")
    ]
    undo_last(sample.hand("bo"))
    assert held(sample)["share"].values == ("0.8",)
    with sample.lead.read() as connection:
        assert setting_of(connection, "en").share == 0.8
        (reason,) = setting_of(connection, "nb").reasons
    assert reason.startswith(
        f"Andel av resultatene som gir en studie retning: 0,8. Begrunnelse: {WHY} (anna, "
    )
    undo_last(anna)
    assert held(sample) == {}


def test_a_grouping_chosen_after_the_first_agreed_entry_is_post_hoc(sample: Sample) -> None:
    anna = sample.hand("anna")
    choose(anna, "domain:Parenting", ["Parenting stress", "Warmth"], "as in the protocol")
    (study,) = include(sample, 1)
    fill(sample, "anna", study, CHARACTERISTICS)
    place = fill(sample, "bo", study, CHARACTERISTICS)
    two_entries.settle(anna, place, {})
    choose(anna, "rows", ["outcome", "intervention", "control"], "reads better")
    choose(anna, "order", ["year"], "shows the development")
    found = held(sample)
    assert {name: (one.item, one.post_hoc) for name, one in found.items()} == {
        "domain:Parenting": ("1a", False),
        "rows": ("1a", True),
        "order": ("7", False),
    }
    with sample.lead.read() as connection:
        reasons = setting_of(connection, "en").reasons
    assert [reason for reason in reasons if "post hoc" in reason] == [
        "Grouping: outcome, intervention type, control condition. Reason: reads better "
        f"(anna, {found['rows'].at[:10]}; chosen after the first agreed entry: post hoc)."
    ]
    with sample.lead.read() as connection:
        told = {item: " ".join(sentences_for(item)(connection, "en")) for item in ("1a", "1b", "7")}
    assert "Parenting stress, Warmth. Reason: as in the protocol (anna, " in told["1a"]
    assert told["1b"].startswith("1 grouping was chosen after the first agreed entry")
    assert "Reason: reads better (anna, " in told["1b"]
    assert "Reason: reads better" not in told["1a"]
    assert "in the order of their years. Order of studies: by year. Reason: shows" in told["7"]
    assert CONSENSUS_ACT != CHOICE


def test_methods_of_the_synthesis_follow_the_choices(sample: Sample) -> None:
    anna = sample.hand("anna")
    (study,) = include(sample, 1)
    fill(sample, "anna", study, CHARACTERISTICS)
    two_entries.settle(anna, fill(sample, "bo", study, CHARACTERISTICS), {})

    def told(item: str) -> str:
        with sample.lead.read() as connection:
            return " ".join(sentences_for(item)(connection, "en"))

    assert told("1b") == "No grouping was chosen or changed after the first agreed entry."
    assert "Effects are counted by their direction." in told("3")
    assert "No sign test is made." in told("3")
    choose(anna, "basis", ["significance"], "as in the older review")
    choose(anna, "share", ["0.8"], WHY)
    assert "so that no sign test is made" in told("3")
    assert "at least 80 % of them" in told("3")
    assert WHY in told("3")
    assert "report as significant" in told("2")
    assert "as in the older review" in told("2")


def test_two_copies_that_chose_differently_have_chosen_nothing_until_it_is_settled(
    sample: Sample,
) -> None:
    for person, share in (("anna", "0.8"), ("bo", "0.6")):
        body = {"key": "share", "thing": "", "values": [share], "why": person}
        act_apart(sample, person, CHOICE, "synthesis", body)
    assert held(sample) == {}
    with sample.lead.read() as connection:
        (clash,) = all_clashes(connection, SOURCES)
        assert setting_of(connection, "en").share == 0.7
    assert (clash.kind, clash.about) == ("choice", "share")
    settle(sample.hand("anna"), SOURCES, clash.id, 2, "we agreed")
    assert held(sample)["share"].values == ("0.6",)
    with sample.lead.read() as connection:
        assert all_clashes(connection, SOURCES) == []


@pytest.mark.parametrize(
    ("what", "values", "why", "refusal"),
    [
        ("share", ["0.5"], WHY, "single out"),
        ("share", ["much"], WHY, "one number"),
        ("share", ["0.8"], " ", "says why"),
        ("basis", ["size"], WHY, "direction, significance, claim"),
        ("rows", ["outcome"], WHY, "each of the three once"),
        ("domain", ["Sleep"], WHY, "of what"),
        ("share:x", ["0.8"], WHY, "of what"),
        ("colour", ["red"], WHY, "cannot be chosen"),
    ],
)
def test_what_cannot_be_chosen_is_refused(
    sample: Sample, what: str, values: list[str], why: str, refusal: str
) -> None:
    with pytest.raises(Refused, match=refusal):
        choose(sample.hand("anna"), what, values, why)
    with pytest.raises(Refused, match="Say who you are"):
        choose(sample.hand(""), "share", ["0.8"], WHY)
    assert held(sample) == {}


def test_names_are_given_by_language_taken_back_and_settled_where_they_clash(
    sample: Sample,
) -> None:
    anna = sample.hand("anna")

    def called(language: str) -> str:
        with sample.lead.read() as connection:
            return setting_of(connection, language).outcome("Sleep  quality")

    give_names(anna, [{"of": "sleep quality", "nb": "søvn"}])
    assert (called("nb"), called("en")) == ("søvn", "Sleep quality")
    give_names(anna, [{"of": "Sleep quality", "en": "quality of sleep"}])
    assert (called("nb"), called("en")) == ("søvn", "quality of sleep")
    undo_last(anna)
    assert called("en") == "Sleep quality"
    for wrong in ({"of": "A"}, {"of": "", "nb": "b"}, {"of": "A", "sv": "b"}, {"of": "A", "nb": 1}):
        with pytest.raises(Refused, match=r"no place|says of nothing"):
            give_names(anna, [wrong])
    content = {"of": "sleep quality", "en": "", "nb": "søvnkvalitet"}
    act_apart(sample, "bo", NAMING, thing_of("sleep quality"), {"content": content})
    assert called("nb") == "Sleep quality", "neither holds until one is taken"
    with sample.lead.read() as connection:
        (clash,) = all_clashes(connection, SOURCES)
    assert (clash.kind, clash.about) == ("naming", "what “sleep quality” is called")
    settle(anna, SOURCES, clash.id, 2, "as in the protocol")
    assert called("nb") == "søvnkvalitet"
