"""The methods sentences: what happened, in both languages, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from review.__main__ import run
from review.beginning import change_team
from review.ids import shown_record
from review.protocol import FULL_TEXT, RULES, STAGES, TITLE_ABSTRACT, Protocol, Stage
from review.refusal import Refused
from review.store import tables
from review.wording import languages_of, sections_of
from screening.by_rule import settle_by_rule
from screening.decisions.taking_in import Asked, take_in
from screening.giving_up import give_up
from screening.method_facts import (
    Calibration,
    Change,
    Entered,
    LeadReveal,
    Lost,
    MethodFacts,
    Settled,
    StageFacts,
)
from screening.method_queries import method_facts
from screening.methods import sentences
from screening.revealing import reveal
from screening.rounds import draw
from screening.settling import METHODS, Proposal, settle
from tests.sample import Sample
from tests.store.copies import copies

DAY = "2026-03-05"
BARE = StageFacts(
    stage=TITLE_ABSTRACT,
    rule="both",
    reviewers=("anna", "bo"),
    revealed=3221,
    by_one=0,
    calibrations=(),
    entered=(),
    by_round=False,
    by_record=False,
    by_lead=(),
    conflicts=(),
    reasons=(),
    lost=(),
)
FULL = replace(
    BARE,
    calibrations=(Calibration("pilot", 50),),
    by_round=True,
    by_lead=(LeadReveal(DAY, "anna", 1),),
    by_one=1,
    entered=(Entered("bo", "anna", 214),),
    conflicts=(Settled("discussion", "anna, bo", 12), Settled("third-reviewer", "cem", 1)),
    lost=(Lost("bo", "the key is lost", 4, 4),),
)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = Sample.begin(str(tmp_path / "review.db"))
    yield made
    made.close()


def facts(sample: Sample) -> MethodFacts:
    with sample.lead.read() as connection:
        return method_facts(connection)


def stage_of(sample: Sample, stage: Stage = TITLE_ABSTRACT) -> StageFacts:
    (found,) = (one for one in facts(sample).stages if one.stage == stage)
    return found


def told(stage: StageFacts, language: str = "en", *changes: Change) -> list[str]:
    return sentences(MethodFacts((stage,), changes, interim=False), language)


def test_of_what_did_not_happen_there_is_no_sentence() -> None:
    assert told(BARE) == [
        "Two reviewers (anna and bo) screened 3,221 records on title and abstract.",
        "The protocol asked for the decisions of two reviewers on each record.",
        "Until decisions were revealed, the program showed each reviewer only their own.",
    ]
    alone = replace(BARE, reviewers=("anna",), rule="one", revealed=1, by_one=1, by_record=True)
    assert told(replace(alone, stage=FULL_TEXT)) == [
        "One reviewer (anna) assessed 1 report in full text.",
        "The protocol asked for the decision of one reviewer on each report.",
        "1 report was judged by a single reviewer.",
    ]
    assert sentences(MethodFacts((), (), interim=True), "en") == []


def test_everything_in_english() -> None:
    left = Change("bo", "2026-12-31", left=True)
    assert told(FULL, "en", left, Change("dora", "2027-01-02", left=False))[2:] == [
        "A calibration round (“pilot”) was held on 50 records, drawn at random.",
        "Until decisions were revealed, the program showed each reviewer only their own.",
        "They were revealed one round at a time, once every decision that the round asked for had "
        "been made.",
        "On 5 March 2026, anna, who led the review, revealed the decisions on 1 record, complete "
        "by then.",
        "1 record was judged by a single reviewer.",
        "214 decisions of bo had been made outside the program and were entered by anna.",
        "Disagreement or doubt was resolved by discussion (anna and bo; 12 records) and by a third "
        "reviewer (cem; 1 record).",
        "4 decisions of bo stayed sealed and were given up; the reason stated was “the key is "
        "lost”.",
        "After that, 4 records were screened anew.",
        "bo left the review on 31 December 2026.",
        "dora joined as a reviewer on 2 January 2027.",
    ]


def test_everything_in_norwegian() -> None:
    left = Change("bo", "2026-12-31", left=True)
    assert told(FULL, "nb", left) == [
        "To medarbeidere (anna og bo) vurderte 3\u202f221 referanser på tittel og sammendrag.",
        "Protokollen krevde avgjørelser fra to medarbeidere om hver referanse.",
        "En kalibreringsrunde («pilot») ble gjennomført med 50 referanser som ble trukket "
        "tilfeldig.",
        "Fram til avgjørelsene ble gjort synlige for alle, viste programmet hver medarbeider bare "
        "de avgjørelsene medarbeideren selv hadde tatt.",
        "De ble gjort synlige for én runde om gangen, da alle avgjørelsene som runden krevde, var "
        "tatt.",
        "Den 5. mars 2026 gjorde anna, som ledet arbeidet, avgjørelsene om 1 referanse synlige; "
        "alle avgjørelser om dette var da tatt.",
        "1 referanse ble vurdert av bare én medarbeider.",
        "214 avgjørelser fra bo var tatt utenfor programmet og ble lagt inn av anna.",
        "Uenighet eller tvil ble avklart ved diskusjon (anna og bo; 12 referanser) og av en tredje "
        "medarbeider (cem; 1 referanse).",
        "4 avgjørelser fra bo lot seg ikke åpne og ble gitt opp; den oppgitte grunnen var «the key "
        "is lost».",
        "Etter det ble 4 referanser vurdert på nytt.",
        "bo gikk ut av arbeidet den 31. desember 2026.",
    ]


def test_both_languages_have_the_same_words_with_the_same_gaps() -> None:
    def gaps(sections: Mapping[str, Mapping[str, str]]) -> dict[tuple[str, str], set[str]]:
        return {
            (section, key): set(re.findall(r"{(\w+)}", text))
            for section, keys in sections.items()
            for key, text in keys.items()
        }

    assert languages_of("screening") == ("en", "nb")
    english, norwegian = (gaps(sections_of("screening", one)) for one in ("en", "nb"))
    assert english == norwegian
    assert {(f"rule-{stage}", rule) for stage in STAGES for rule in RULES} <= set(english)
    assert {("way", method) for method in METHODS} <= set(english)
    with pytest.raises(Refused, match="no “de”"):
        sentences(MethodFacts((), (), interim=False), "de")


def test_nothing_is_said_before_a_reveal_whatever_was_decided(sample: Sample) -> None:
    draw(sample.lead, "pilot", 2, TITLE_ABSTRACT, 1)
    before = facts(sample)
    assert (before.stages, before.changes, before.interim) == ((), (), True)
    sample.both(0, "include", "exclude")
    sample.decide("anna", 1, "exclude")
    assert facts(sample) == before


def test_what_is_not_revealed_stays_out_of_every_number(sample: Sample) -> None:
    sample.both(0, "include", "exclude")
    sample.both(1, "include", "include")
    reveal(sample.lead, TITLE_ABSTRACT)
    before = facts(sample)
    (lead,) = before.stages[0].by_lead
    assert (lead.by, lead.ballots, before.stages[0].revealed) == ("anna", 2, 2)
    change_team(sample.lead, "dora", None, active=True, new=True)
    sample.decide("dora", 2, "exclude")
    sample.both(3, "exclude", "include")
    assert facts(sample) == before


def test_how_it_was_revealed_follows_from_the_reveals(tmp_path: Path) -> None:
    for way in ("round", "record"):
        made = Sample.begin(str(tmp_path / f"{way}.db"), 2, Protocol(reveal=way))
        made.both(0, "exclude", "exclude")
        made.both(1, "exclude", "exclude")
        stage, interim = stage_of(made), facts(made).interim
        assert (stage.by_round, stage.by_record) == (way == "round", way == "record")
        assert (stage.by_lead, interim) == ((), False)
        made.close()


def test_calibration_is_told_once_it_is_revealed(sample: Sample) -> None:
    draw(sample.lead, "pilot", 2, TITLE_ABSTRACT, 1)
    with sample.lead.read() as connection:
        drawn = connection.scalars(select(tables.round_record.c.record_id)).all()
    draw(sample.lead, "second", 3, TITLE_ABSTRACT, 2)
    for record in drawn:
        assert not facts(sample).stages
        sample.both(shown_record(record), "include", "include")
    stage = stage_of(sample)
    assert stage.calibrations == (Calibration("pilot", 2),)
    assert (stage.revealed, stage.by_round) == (2, True)


def test_settled_conflicts_are_told_apart_from_reasons_by_rule(sample: Sample) -> None:
    for number, (anna, bo) in enumerate(
        [("include", "exclude"), ("exclude", "maybe"), ("include", "maybe"), ("maybe", "maybe")]
    ):
        sample.both(number, anna, bo)
    reveal(sample.lead, TITLE_ABSTRACT)
    discussed = Proposal("include", "discussion", "read again")
    settle(sample.lead, sample.record(0), TITLE_ABSTRACT, discussed)
    assert stage_of(sample).conflicts == (Settled("discussion", "anna, bo", 1),)
    third = Proposal("include", "third-reviewer", "fits")
    settle(sample.hand("cem"), sample.record(1), TITLE_ABSTRACT, third)
    for number, reason in ((0, "language"), (1, "population")):
        sample.decide("anna", number, "exclude", FULL_TEXT)
        sample.decide("bo", number, "exclude", FULL_TEXT, reason=reason)
    reveal(sample.lead, FULL_TEXT)
    settle_by_rule(sample.lead)
    at_title, in_full = facts(sample).stages
    third_reviewer = Settled("third-reviewer", "cem", 1)
    assert at_title.conflicts == (Settled("discussion", "anna, bo", 1), third_reviewer)
    assert (in_full.conflicts, in_full.reasons) == ((), (Settled("rule", "anna", 1),))
    assert at_title.reasons == ()


def test_single_work_entered_work_and_who_left_are_told(tmp_path: Path) -> None:
    rules: dict[str, str] = {TITLE_ABSTRACT: "any-include-forward", FULL_TEXT: "both"}
    sample = Sample.begin(str(tmp_path / "review.db"), 3, Protocol(rules=rules))
    sample.decide("anna", 0, "include")
    rows = b"accession,reviewer,verdict\nacc-1,bo,exclude\n"
    take_in(sample.lead, rows, "log.csv", Asked(TITLE_ABSTRACT))
    sample.decide("anna", 1, "exclude")
    change_team(sample.lead, "bo", None, active=False, new=False)
    change_team(sample.lead, "cem", ["screener"], active=True, new=False)
    change_team(sample.lead, "dora", None, active=True, new=True)
    sample.decide("dora", 2, "include")
    found = facts(sample)
    (stage,) = found.stages
    assert (stage.revealed, stage.by_one, stage.rule) == (3, 2, "any-include-forward")
    assert stage.reviewers == ("anna", "bo", "dora")
    assert stage.entered == (Entered("bo", "anna", 1),)
    assert [(change.name, change.left) for change in found.changes] == [
        ("bo", True),
        ("dora", False),  # cem may screen too since then, but did not
    ]
    sample.close()


def test_what_was_given_up_is_told_with_its_reason(tmp_path: Path) -> None:
    sample = Sample.begin(str(tmp_path / "review.db"), 2)
    with copies(tmp_path, sample, "anna", "bo") as (anna, bo):
        for number in range(2):
            anna.sample.decide("anna", number, "include")
            bo.sample.decide("bo", number, "exclude")
        anna.take_from(bo)
        give_up(anna.hand, "bo", "the key is lost")
        (stage,) = facts(anna.sample).stages
        assert (stage.revealed, stage.lost) == (0, (Lost("bo", "the key is lost", 2, 0),))
        assert told(stage) == [
            "2 decisions of bo stayed sealed and were given up; the reason stated was “the key is "
            "lost”."
        ]
        change_team(sample.lead, "dora", None, active=True, new=True)
        for number in range(2):
            sample.decide("dora", number, "include")
        stage = stage_of(sample)
        assert (stage.reviewers, stage.lost[0].again) == (("anna", "dora"), 2)
    sample.close()


def test_the_command_writes_sentences_or_says_why_there_are_none(
    sample: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["methods", "--review", str(tmp_path), "--lang", "nb"]
    assert run(command) == 0
    out, talk = capsys.readouterr()
    assert (out, "Nothing has been revealed yet" in talk) == ("", True)
    sample.both(0, "include", "exclude")
    reveal(sample.lead, TITLE_ABSTRACT)
    assert run(command) == 0
    out, talk = capsys.readouterr()
    first = "To medarbeidere (anna og bo) vurderte 1 referanse på tittel og sammendrag."
    assert out.splitlines()[0] == first
    assert "Screening goes on" in talk
    assert run([*command, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["language"], data["interim"], data["sentences"][0]) == ("nb", True, first)
    assert data["stages"][0]["reviewers"] == ["anna", "bo"]
    assert run(["methods", "--review", str(tmp_path), "--lang", "xx"]) == 2
