"""The status of each person: last heard of, done and waited for, as whoever asks may know it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extraction.projector import ENTRY, STATE
from review.__main__ import run, slices
from review.beginning import change_team
from review.clashes.clash import Clash, ClashKind
from review.clashes.clashing import Source
from review.overview import Overview, overview
from review.overview_text import overview_text
from review.people.status import PersonStatus
from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from screening.giving_up import give_up
from screening.revealing import reveal
from screening.settling import Proposal, settle
from tests.sample import Sample
from tests.store.copies import Copy, copies

RECORDS = 4


def asked_by(sample: Sample, person: str) -> Overview:
    with sample.lead.read() as connection:
        return overview(connection, sample.hand(person), slices())


def status(sample: Sample, viewer: str, name: str) -> PersonStatus:
    (found,) = (one for one in asked_by(sample, viewer).people if one.name == name)
    return found


def text(sample: Sample, viewer: str) -> str:
    return overview_text(asked_by(sample, viewer))


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[list[Copy]]:
    sample = Sample.begin(str(tmp_path / "review.db"), RECORDS)
    with copies(tmp_path, sample, "anna", "bo") as made:
        yield made
    sample.close()


def test_of_others_there_is_a_bare_number_and_of_oneself_what_is_left(sample: Sample) -> None:
    for number in range(3):
        sample.decide("anna", number, "exclude" if number else "include")
    own, other = status(sample, "anna", "anna"), status(sample, "bo", "anna")
    assert own.decided == other.decided == {TITLE_ABSTRACT: 3, FULL_TEXT: 0}
    assert (own.left, other.left) == ({TITLE_ABSTRACT: 7, FULL_TEXT: 0}, None)
    assert status(sample, "anna", "bo").decided == {TITLE_ABSTRACT: 0, FULL_TEXT: 0}
    assert status(sample, "cem", "cem").left == {TITLE_ABSTRACT: 0, FULL_TEXT: 0}
    seen = text(sample, "anna")
    assert "title-abstract: 3 decided, 7 left" in seen
    assert seen.count("title-abstract: 0 decided") == 1, "of bo; cem does not screen"


def test_where_nothing_is_exchanged_no_file_is_spoken_of(sample: Sample) -> None:
    sample.both(0, "include", "exclude")
    reveal(sample.lead, TITLE_ABSTRACT)
    for viewer in ("anna", "bo", "cem", ""):
        seen = text(sample, viewer)
        assert "file" not in seen
        assert "send" not in seen
    assert "not seen yet" in text(sample, "anna"), "cem did nothing so far"


def test_the_last_day_is_told_in_words(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review.ledger.ledger.now", lambda: "2026-03-05T23:59:59.000Z")
    sample.decide("bo", 0, "include")
    for today, words in (
        ("2026-03-05", "last seen today"),
        ("2026-03-06", "last seen yesterday"),
        ("2026-03-08", "last seen 3 days ago (2026-03-05)"),
        ("2026-03-04", "last seen on 2026-03-05"),
    ):
        monkeypatch.setattr("review.acts.now", lambda day=today: f"{day}T00:00:01.000Z")
        assert words in text(sample, "bo").partition("  bo ")[2]
    assert status(sample, "anna", "bo").last_seen == "2026-03-05"


def test_who_may_settle_is_waited_for(sample: Sample) -> None:
    change_team(sample.lead, "dora", None, active=True, new=True)
    sample.both(0, "include", "exclude")
    sample.both(1, "include", "exclude")
    before = [status(sample, "anna", name).waits for name in ("anna", "bo", "cem", "dora")]
    assert before == [(), (), (), ()], "nothing is revealed"
    reveal(sample.lead, TITLE_ABSTRACT)
    for name in ("anna", "bo", "cem"):
        assert status(sample, "dora", name).waits == ("2 conflicts to settle",)
    assert status(sample, "dora", "dora").waits == (), "dora screened none of them"
    proposal = Proposal("include", "third-reviewer", "fits")
    settle(sample.hand("cem"), sample.record(0), TITLE_ABSTRACT, proposal)
    assert status(sample, "anna", "cem").waits == ("1 conflict to settle",)


def test_the_queue_and_clashes_wait_for_those_whose_they_are(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = [("a", "b", 0.5, "", ""), ("a", "c", 0.5, "", "")]
    monkeypatch.setattr("review.overview.queued_pairs", lambda _connection: pairs)
    kinds: tuple[ClashKind, ...] = ("protocol", "consensus")
    found = [Clash(f"c-{kind}", kind, "", "", ()) for kind in kinds]
    source = Source(("import", "team"), lambda _connection: found, lambda *_others: "")
    with sample.lead.read() as connection:
        asked = replace(slices(), clashes={"all": source})
        seen = overview(connection, sample.lead, asked)
    assert {person.name: person.waits for person in seen.people} == {
        "anna": ("2 pairs in the duplicates queue", "2 clashes to settle"),
        "bo": ("2 pairs in the duplicates queue", "1 clash to settle"),
        "cem": ("1 clash to settle",),
    }


def test_of_entries_only_their_number_is_known(sample: Sample) -> None:
    assert "complete" not in text(sample, "anna")
    study = sample.record(0).set_id
    with sample.hand("bo").write() as writing:
        place = {"form": "characteristics", "arm": ""}
        writing.append(
            ENTRY, study, {**place, "version": 1, "values": {"design": {"value": "rct"}}}
        )
        writing.append(STATE, study, {**place, "complete": True})
    assert [status(sample, "anna", name).entries for name in ("anna", "bo")] == [0, 1]
    seen = text(sample, "anna")
    assert "1 entry complete" in seen
    assert "0 entries complete" in seen
    assert "rct" not in seen


def test_copies_say_what_came_and_who_is_waited_for(pair: list[Copy]) -> None:
    anna, bo = pair
    mine, theirs = anna.sample, bo.sample
    assert "nothing from bo has come here yet: ask for a file (`review send`)" in text(mine, "anna")
    for number in range(RECORDS):
        mine.decide("anna", number, "include")
        theirs.decide("bo", number, "exclude")
    assert status(mine, "anna", "anna").waits == ("4 acts since your last send",)
    assert status(mine, "bo", "anna").waits == (), "that is anna's own business"
    assert status(theirs, "bo", "bo").waits == ("4 acts of yours never sent: `review send`",)
    assert status(mine, "anna", "bo").decided[TITLE_ABSTRACT] == 0, "none of them is here"
    anna.take_from(bo)
    seen = status(mine, "anna", "bo")
    assert seen.decided[TITLE_ABSTRACT] == RECORDS
    assert seen.last_merged == seen.last_seen is not None
    assert seen.waits == ("4 decisions named by a reveal wait for bo's next file",)
    assert status(mine, "anna", "anna").waits == (
        "your 4 decisions are asked for: send a file (`review send`)",
        "5 acts since your last send",
    )
    bo.take_from(anna)
    asked = "your 4 decisions are asked for: send a file (`review send`)"
    assert asked in status(theirs, "bo", "bo").waits
    anna.take_from(bo)
    for copy in pair:
        for name in ("anna", "bo", "cem"):
            waits = status(copy.sample, copy.person, name).waits
            assert waits == ("4 conflicts to settle",), "all that was asked for has come"


def test_what_was_given_up_is_waited_for_no_longer(pair: list[Copy]) -> None:
    anna, bo = pair
    for number in range(RECORDS):
        anna.sample.decide("anna", number, "include")
        bo.sample.decide("bo", number, "exclude")
    anna.take_from(bo)
    anna.send()
    give_up(anna.hand, "bo", "the key is lost")
    assert status(anna.sample, "anna", "bo").waits == ()
    assert status(anna.sample, "anna", "anna").waits == ("1 act since your last send",)


def test_the_command_gives_people_and_place(
    sample: Sample,
    location: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sample.decide("bo", 0, "include")
    monkeypatch.setattr("review.store.places.place_lines", lambda _location: ["Warning: slow."])
    assert run(["status", "--review", location, "--as", "anna", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["place"] == ["Warning: slow."]
    assert said["team"][0][0] == "anna"
    (bo,) = (person for person in said["people"] if person["name"] == "bo")
    assert bo.pop("last_seen") is not None
    assert bo == {
        "name": "bo",
        "roles": ["screener", "extractor", "librarian"],
        "active": True,
        "last_merged": None,
        "last_sent": None,
        "decided": {TITLE_ABSTRACT: 1, FULL_TEXT: 0},
        "left": None,
        "entries": 0,
        "waits": [],
    }
    assert run(["status", "--review", location, "--as", "anna"]) == 0
    assert capsys.readouterr().out.endswith("\nPlace\n  Warning: slow.\n")
