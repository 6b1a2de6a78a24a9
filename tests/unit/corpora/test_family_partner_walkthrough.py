from __future__ import annotations

import csv
import io
import json
import shlex
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import corpora
from corpora.family_partner import generated
from review.protocol import FULL_TEXT, TITLE_ABSTRACT, Protocol, parse

FOLDER = Path(corpora.__file__).parent / "family-partner"


def made() -> Mapping[str, bytes]:
    return generated()


@cache
def truth() -> dict[str, dict[str, str]]:
    rows = csv.DictReader(io.StringIO(made()["truth.csv"].decode()))
    return {row["accession"]: row for row in rows}


@cache
def protocol() -> Protocol:
    return parse((FOLDER / "protocol.toml").read_text(encoding="utf-8"), "protocol.toml")


@cache
def lines() -> list[list[str]]:
    text = made()["walkthrough.txt"].decode()
    split = [shlex.split(line, comments=True) for line in text.splitlines()]
    return [words for words in split if words]


def option(words: list[str], name: str) -> str:
    return words[words.index(name) + 1] if name in words else ""


def decisions() -> dict[tuple[str, str], dict[str, tuple[str, str]]]:
    """Return (stage, reviewer) -> set -> (verdict, reason), from the tables and the typed lines."""
    said: dict[tuple[str, str], dict[str, tuple[str, str]]] = defaultdict(dict)
    for name, content in made().items():
        if not name.startswith("decisions/"):
            continue
        reviewer, _, stage = name.removeprefix("decisions/").removesuffix(".csv").partition("-")
        for row in csv.DictReader(io.StringIO(content.decode())):
            assert row["reviewer"] == reviewer
            number = truth()[row["accession"]]["set"]
            assert number not in said[stage, reviewer]
            said[stage, reviewer][number] = (row["verdict"], row["reason"])
    typed: list[tuple[str, str, str, str, str]] = []
    for words in lines():
        if words[1] == "undo":
            typed.pop()
        if words[1] == "decide":
            reason = option(words, "--reason")
            if fails := option(words, "--fails"):
                reason = protocol().find_criterion(fails).reason
            number = truth()[words[2]]["set"]
            typed.append(
                (option(words, "--stage"), option(words, "--as"), number, words[3], reason)
            )
    for stage, reviewer, number, verdict, reason in typed:
        assert number not in said[stage, reviewer]
        said[stage, reviewer][number] = (verdict, reason)
    return said


def settlements(stage: str) -> dict[str, list[str]]:
    settled = [w for w in lines() if w[1] == "settle" and option(w, "--stage") == stage]
    return {truth()[words[2]]["set"]: words for words in settled}


def test_every_line_is_a_command_and_every_file_is_there() -> None:
    commands = {words[1] for words in lines()}
    assert all(words[0] == "review" for words in lines())
    assert commands == {
        "new", "protocol", "import", "dedupe", "duplicates", "decisions", "decide", "undo",
        "round", "settle", "retrieval", "study", "extract", "agree", "judge", "agreement", "table",
        "synthesis", "prisma",
    }  # fmt: skip
    imported: list[str] = []
    for words in lines():
        for name in ("--from", "--query-file"):
            if file := option(words, name):
                assert (FOLDER / file).is_file(), file
        if words[1] == "import":
            imported += words[2 : words.index("--source")]
    assert sorted(imported) == sorted(
        name
        for name in made()
        if "/" not in name and name.startswith(("psyc", "soc", "web", "assia"))
    )


def test_each_source_reports_as_many_hits_as_its_files_hold() -> None:
    held = Counter(row["source"] for row in truth().values())
    imports = [words for words in lines() if words[1] == "import"]
    assert {option(w, "--source"): int(option(w, "--hits")) for w in imports} == held


def test_answers_about_duplicates_follow_the_truth() -> None:
    answers = [words for words in lines() if words[1] == "duplicates" and len(words) > 3]
    assert len(answers) > 100
    for words in answers:
        first, second = truth()[words[3]], truth()[words[4]]
        assert (first["set"] == second["set"]) == (words[2] == "merge"), words


def test_each_reviewer_decides_once_on_every_report_of_a_stage() -> None:
    said = decisions()
    everything = {row["set"] for row in truth().values()}
    assessed = {
        row["set"]
        for row in truth().values()
        if row["standing"] in {"included", "excluded-full-text"}
    }
    for reviewer in ("anna", "bo"):
        assert set(said[TITLE_ABSTRACT, reviewer]) == everything
        assert set(said[FULL_TEXT, reviewer]) == assessed
    for words in lines():
        if words[1] == "decide":
            assert words[2] in truth()


def test_decisions_and_settlements_lead_to_the_truth_by_the_program_s_own_rules() -> None:
    from screening.ballot import NEEDS_SETTLING, Decision, settled_state, shared_reason, state_of

    said = decisions()
    by_set = {row["set"]: row for row in truth().values()}
    for stage in (TITLE_ABSTRACT, FULL_TEXT):
        settled = settlements(stage)
        for number, anna in said[stage, "anna"].items():
            bo = said[stage, "bo"][number]
            state = state_of([anna[0], bo[0]], stage, protocol())
            assert (state in NEEDS_SETTLING) == (number in settled), number
            reason = ""
            if number in settled:
                state = settled_state(settled[number][3], stage)
                reason = option(settled[number], "--reason")
            elif state == "excluded" and stage == FULL_TEXT:
                made_by_both = [
                    Decision(str(n), str(n), "", stage, "", "exclude", (one[1],))
                    for n, one in enumerate((anna, bo))
                ]
                reason, _ = shared_reason(made_by_both, protocol())
            standing = by_set[number]["standing"]
            if stage == TITLE_ABSTRACT:
                assert (state == "excluded") == (standing == "excluded-title-abstract"), number
            else:
                assert (state == "included") == (standing == "included"), number
                assert reason == by_set[number]["reason"], number


def test_people_disagree_now_and_then() -> None:
    assert len(settlements(TITLE_ABSTRACT)) == 60
    assert len(settlements(FULL_TEXT)) == 12
    methods = {
        (option(words, "--method"), option(words, "--as") == "cem")
        for stage in (TITLE_ABSTRACT, FULL_TEXT)
        for words in settlements(stage).values()
    }
    assert methods == {("third-reviewer", True), ("discussion", False)}


def test_what_is_not_retrieved_is_what_the_truth_says() -> None:
    gone = {
        truth()[w[2]]["set"] for w in lines() if w[1] == "retrieval" and w[3] == "not-retrieved"
    }
    assert gone == {r["set"] for r in truth().values() if r["standing"] == "not-retrieved"}
    assert len(gone) == 17


def test_the_expected_numbers_follow_from_the_truth() -> None:
    expected: dict[str, Any] = json.loads(made()["expected.json"])
    flow = expected["flow"]
    assert flow["database_results"] == len(truth())
    assert flow["database_results"] - flow["duplicates"] == flow["records_screened"] == 3221
    assert flow["records_screened"] - flow["records_excluded"] == flow["dbr_sought_reports"] == 268
    assert flow["dbr_sought_reports"] - flow["dbr_notretrieved_reports"] == flow["dbr_assessed"]
    assert flow["dbr_assessed"] == 251
    assert sum(flow["dbr_excluded"].values()) == 195
    assert flow["new_reports"] == flow["new_studies"] == 56
    assert list(flow["dbr_excluded"]) == [reason.en for reason in protocol().reasons]
    reasons = Counter(
        {row["set"]: row["reason"] for row in truth().values() if row["reason"]}.values()
    )
    named = {reason.en: reasons[reason.id] for reason in protocol().reasons}
    assert flow["dbr_excluded"] == named
