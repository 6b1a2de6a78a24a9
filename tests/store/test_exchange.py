"""Exchange between copies: what travels, what stays sealed, what is refused, what comes back."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from review.__main__ import projectors, run
from review.acts import HEADER, act_from, canonical, filled_up, hash_body, hash_header
from review.exchange.container import Packer, rows, verify
from review.exchange.keys import KeyRing
from review.exchange.merging import merge, new_copy
from review.exchange.own import open_own
from review.exchange.sending import send
from review.ledger.ledger import Review
from review.ledger.proving import broken_hashes, stale_projections
from review.ledger.undoing import undo_last
from review.protocol import TITLE_ABSTRACT
from review.refusal import Refused
from review.store import tables
from review.store.engine import create, open_store
from screening.conflicts import conflicts
from screening.decisions.exporting import export_csv
from screening.decisions.taking_in import Asked, take_in
from screening.revealing import reveal_after_merge
from tests.sample import Sample
from tests.store.copies import Copy, copies
from tests.store.databases import fresh_database
from tests.store.server import Team

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"


@pytest.fixture
def two(location: str, tmp_path: Path) -> Iterator[list[Copy]]:
    """Two copies with four records, the first of them on either database."""
    first = Sample.begin(location, count=4)
    with copies(tmp_path, first, "anna", "bo") as made:
        yield made
    first.close()


def verdicts_seen(copy: Copy) -> list[list[tuple[str, str]]]:
    with copy.hand.read() as connection:
        return [[(d.reviewer, d.verdict) for d in c.decisions] for c in conflicts(connection)]


def both_decide(anna: Copy, bo: Copy, count: int = 4) -> None:
    for number in range(count):
        anna.sample.decide("anna", number, "include")
        bo.sample.decide("bo", number, "exclude")


def proven(*made: Copy) -> None:
    for copy in made:
        with copy.hand.read() as connection:
            assert broken_hashes(connection) == []
        assert stale_projections(copy.hand) == []


def test_decisions_open_only_when_both_have_committed_to_theirs(two: list[Copy]) -> None:
    anna, bo = two
    both_decide(anna, bo)
    arrived = anna.take_from(bo).arrived
    assert (arrived.acts, arrived.sealed, arrived.opened) == (4, 4, 0)
    assert verdicts_seen(anna) == []
    with anna.hand.read() as connection:
        assert "include" not in export_csv(connection, "cem", None), "hers are named, not revealed"
    bo.take_from(anna)
    expected = [[("anna", "include"), ("bo", "exclude")]] * 4
    assert verdicts_seen(bo) == expected, "both have committed, and hers are open"
    assert verdicts_seen(anna) == []
    assert anna.take_from(bo).arrived.opened == 4
    assert verdicts_seen(anna) == expected
    proven(anna, bo)


def test_before_that_a_file_opens_nothing_to_whoever_merges_it(two: list[Copy]) -> None:
    anna, bo = two
    bo.sample.decide("bo", 0, "exclude", note="private thought")
    file, sent = bo.send()
    assert sent.sealed == 1
    text = gzip.decompress(file.read_bytes()).decode()
    assert "private" not in text
    assert '"verdict' not in text
    anna.merge(file)
    assert all("private" not in str(row) for table in tables.metadata.sorted_tables
               for row in anna.rows(table))  # fmt: skip
    anna.take_from(bo)
    anna.sample.decide("anna", 1, "include")
    bo.take_from(anna)
    _file, sent = bo.send()
    assert sent.sealed == 2, "his own, and hers as it came; she has not decided on record 0"


def test_the_same_file_twice_and_files_in_any_order_change_nothing(two: list[Copy]) -> None:
    anna, bo = two
    early, _ = bo.send()
    both_decide(anna, bo)
    late, _ = bo.send()
    assert anna.merge(late).arrived.acts == 4
    for file in (late, early, late):
        assert not anna.merge(file).arrived.anything
    proven(anna, bo)


def test_what_was_sent_stays_and_may_be_decided_again(two: list[Copy]) -> None:
    anna, bo = two
    bo.sample.decide("bo", 0, "exclude")
    undo_last(bo.hand)
    bo.sample.decide("bo", 0, "exclude")
    file, _ = bo.send()
    with pytest.raises(Refused, match="sent"):
        undo_last(bo.hand)
    bo.sample.decide("bo", 0, "include")
    anna.merge(file)
    for number in range(4):
        anna.sample.decide("anna", number, "exclude")
    for number in range(1, 4):
        bo.sample.decide("bo", number, "exclude")
    for one, other in ((anna, bo), (bo, anna), (anna, bo)):
        one.take_from(other)
    assert verdicts_seen(anna) == verdicts_seen(bo)
    assert ("bo", "include") in verdicts_seen(anna)[0]
    proven(anna, bo)


def test_what_a_header_says_of_a_sealed_body_holds_when_it_is_opened() -> None:
    header = dict.fromkeys(HEADER, "") | {"about": '{"stage":"title-abstract"}'}
    act = act_from(header, "", '{"stage":"full-text","verdict":"include"}', "bo")
    assert act.body == {"stage": "title-abstract", "verdict": "include"}


def test_undo_of_what_was_sent_does_not_tell_a_colleagues_verdict(two: list[Copy]) -> None:
    anna, _bo = two
    data = b"accession,reviewer,verdict\nacc-0,bo,exclude\n"
    take_in(anna.hand, data, "bo.csv", Asked(TITLE_ABSTRACT))
    anna.send()
    with pytest.raises(Refused, match="sent") as refusal:
        undo_last(anna.hand)
    assert "exclude" not in str(refusal.value)


def test_what_was_taken_in_from_a_file_goes_to_the_other_copy_undone_or_not(
    two: list[Copy],
) -> None:
    anna, bo = two
    lines = ["accession,reviewer,verdict"]
    lines += [f"acc-{n},{who},include" for n in range(3) for who in ("anna", "bo")]
    for _ in range(2):
        take_in(anna.hand, "\n".join(lines).encode(), "d.csv", Asked(TITLE_ABSTRACT))
        assert undo_last(anna.hand).startswith("6 acts")
    take_in(anna.hand, "\n".join(lines).encode(), "d.csv", Asked(TITLE_ABSTRACT))
    bo.take_from(anna)
    both_decide(anna, bo)
    anna.take_from(bo)
    bo.take_from(anna)
    proven(anna, bo)


def test_another_reviews_file_and_an_altered_one_are_refused(
    two: list[Copy], tmp_path: Path
) -> None:
    anna, bo = two
    both_decide(anna, bo)
    file, _ = bo.send()
    other = Sample.begin(str(tmp_path / "other" / "review.db"))
    before = anna.rows(tables.act)
    with pytest.raises(Refused, match="another review"):
        merge(other.hand("anna"), file, anna.keys, [])
    other.close()
    for table, column, value in (
        ("act", "reviewer", "cem"),
        ("act", "kind", "withdraw"),
        ("act", "lamport", 7),
        ("act", "lamport", 10**15),
        ("act", "id", "x"),
        ("act", "subject", "\0"),
        ("act_body", "body", '{"roles": ["lead"], "active": true}'),
        ("act_body", "body", "[" * 100_000),
        ("act_body", "act_id", "0" * 32),
        ("sealed_body", "body", "é"),
        ("record", "id", "0" * 32),
        ("record", "year", "1999"),
        ("record", "title", None),
        ("record_text", "record_id", "0" * 32),
        ("meta", "key", "value"),
    ):
        forged = altered(file, tmp_path / f"{table}-{column}.review", table, column, value)
        place = tmp_path / "fresh" / "review.db"
        with pytest.raises(Refused), new_copy(str(place), forged) as store:
            merge(Review(store, projectors(), "bo"), forged, bo.keys, [])
        assert not place.exists()
    with pytest.raises(Refused):
        anna.merge(altered(file, tmp_path / "late.review", "sealed_body", "body", "é"))
    assert anna.rows(tables.act) == before
    proven(anna)


def altered(file: Path, new: Path, table: str, column: str, value: Any) -> Path:
    """Write the file again with one value of one row changed, and a right checksum."""
    columns = {t.name: [c.name for c in t.columns] for t in tables.metadata.sorted_tables}
    todo = True
    new.unlink(missing_ok=True)
    with Packer(new, verify(file)) as packer:
        for name, values in rows(file):
            if name == table and todo:
                values[columns[table].index(column)] = value
                todo = False
            packer.row(name, values)
        if todo:
            packer.row(table, [value])
    return new


def test_ones_own_sealed_decisions_come_back_from_a_partner(
    two: list[Copy], tmp_path: Path
) -> None:
    anna, bo = two
    both_decide(anna, bo)
    anna.take_from(bo)
    file, _ = anna.send()
    for keys, opened in ((KeyRing(tmp_path / "none"), 0), (bo.keys, 4)):
        place = str(tmp_path / f"new-{opened}" / "review.db")
        with new_copy(place, file) as store:
            fresh = Review(store, projectors(), "bo")
            merge(fresh, file, keys, [reveal_after_merge])
        with fresh.read() as connection:
            seen = connection.execute(
                tables.decision.select().where(tables.decision.c.reviewer == "bo")
            ).all()
        assert sum(row.verdict == "exclude" for row in seen) == opened
        if not opened:
            bo.keys.save(store.review_id, "bo", tmp_path / "bo.key")
            assert keys.take(tmp_path / "bo.key", store.review_id) == "bo"
            assert open_own(fresh, "bo", keys) == 4
        assert stale_projections(fresh) == []
        store.close()


def test_a_database_put_back_by_hand_gives_two_histories_and_both_are_kept(tmp_path: Path) -> None:
    first = Sample.begin(str(tmp_path / "anna" / "review.db"), count=4)
    with copies(tmp_path, first, "anna", "bo") as (anna, bo):
        file = Path(bo.sample.lead.store.location)
        bo.sample.lead.store.engine.dispose()
        shutil.copy(file, tmp_path / "old.db")
        bo.sample.decide("bo", 0, "exclude")
        anna.take_from(bo)
        bo.sample.lead.store.engine.dispose()
        for end in ("-wal", "-shm"):
            Path(f"{file}{end}").unlink(missing_ok=True)
        shutil.copy(tmp_path / "old.db", file)
        bo.sample = Sample(Review(open_store(str(file)), projectors(), "bo"))
        bo.sample.decide("bo", 1, "include")
        assert anna.take_from(bo).forks == 1
        made = [row for row in anna.rows(tables.decision) if "bo" in row]
        assert len(made) == 2
        bo.take_from(anna)
        assert len([row for row in bo.rows(tables.decision) if "bo" in row]) == 2
    first.close()


def test_a_laptop_and_a_teams_server_end_the_same(postgres: str, tmp_path: Path) -> None:
    team = Team.found(fresh_database(postgres), count=4)
    server = Copy(team, "anna", tmp_path / "server", KeyRing(tmp_path / "server keys"))
    server.folder.mkdir()
    file, _ = server.send()
    with new_copy(str(tmp_path / "bo" / "review.db"), file) as store:
        laptop = Copy(
            Sample(Review(store, projectors(), "bo")),
            "bo",
            tmp_path / "bo",
            KeyRing(tmp_path / "k"),
        )
        laptop.merge(file)
    for number in range(4):
        team.decide("anna", number, "include")
        laptop.sample.decide("bo", number, "exclude")
    file, _ = laptop.send()
    left = server.merge(file).arrived
    assert (left.acts, left.left) == (0, {"bo"})
    bo_at_server = Copy(team, "bo", laptop.folder, laptop.keys)
    assert bo_at_server.merge(file).arrived.acts == 4
    expected = [[("anna", "include"), ("bo", "exclude")]] * 4
    assert verdicts_seen(bo_at_server) == verdicts_seen(server) == expected
    laptop.take_from(server)
    assert verdicts_seen(laptop) == expected
    proven(server, bo_at_server, laptop)
    laptop.sample.close()
    team.close()


def test_nothing_about_a_file_tells_one_verdict_from_another(tmp_path: Path) -> None:
    """A partner compares each file with the one before: what was added is one decision."""
    first = Sample.begin(str(tmp_path / "anna" / "review.db"), count=4)
    chance = random.Random(7)
    said: list[str] = []
    features: list[tuple[float, ...]] = []
    keys = KeyRing(tmp_path / "keys")
    first.decide("bo", 0, "include")
    send(first.hand("bo"), tmp_path / "first.review", keys)
    known = set(gzip.decompress((tmp_path / "first.review").read_bytes()).decode().splitlines())
    for number in range(1000 if SOAK else 150):
        verdict = chance.choice(("include", "exclude", "maybe"))
        more = {"reason": "population", "note": "wrong age"} if verdict == "exclude" else {}
        first.decide("bo", 0, verdict, **more)
        file = tmp_path / f"{number}.review"
        send(first.hand("bo"), file, keys)
        text = gzip.decompress(file.read_bytes()).decode()
        new = [json.loads(line) for line in text.splitlines() if line not in known]
        known |= set(text.splitlines())
        said.append(verdict)
        features.append(told(new))
        file.unlink()
    first.close()
    for place in range(len(features[0])):
        assert guessed([row[place] for row in features], said) < 0.5, f"feature {place} tells"


def told(new: list[Any]) -> tuple[float, ...]:
    """Return what an attacker may measure of the rows that are new in a file."""
    header = next(row[1] for row in new if isinstance(row, list) and row[0] == "act")
    blob = next(row[1] for row in new if isinstance(row, list) and row[0] == "sealed_body")[2]
    return (
        len(new),
        sum(len(json.dumps(row)) for row in new),
        len(json.dumps(header)),
        len(blob),
        sum(map(ord, blob)) % 97,
        ord(blob[0]),
        ord(blob[-3]),
    )


def guessed(values: list[float], said: list[str]) -> float:
    """Return how often the best rule learnt on one half is right on the other."""
    half = len(values) // 2
    learnt = {
        value: statistics.mode(
            v for x, v in zip(values[:half], said[:half], strict=True) if x == value
        )
        for value in set(values[:half])
    }
    usual = statistics.mode(said[:half])
    right = [
        learnt.get(value, usual) == verdict
        for value, verdict in zip(values[half:], said[half:], strict=True)
    ]
    return sum(right) / len(right)


def test_a_body_is_proven_by_the_header_that_came_first(two: list[Copy], tmp_path: Path) -> None:
    """Whoever has bo's sealed decision cannot put another in its place under the same id."""
    anna, bo = two
    bo.sample.decide("bo", 0, "exclude")
    anna.take_from(bo)
    file, _ = anna.send()
    forged = tmp_path / "forged.review"
    text = filled_up(canonical({"verdict": "include", "at": "2026-01-01", "recorded_at": "x"}))
    with Packer(forged, verify(file)) as packer:
        for name, values in rows(file):
            if name == "sealed_body":
                continue
            packer.row(name, values)
            if name == "act" and "decide" in values:
                header = dict(zip(HEADER, values, strict=True))
                header["body_hash"] = hash_body("0" * 32, text)
                header["hash"] = hash_header(header)
                packer.row("act", [header[column] for column in HEADER])
                packer.row("act_body", [header["id"], "0" * 32, text, "bo"])
    with pytest.raises(Refused, match="changed after"):
        anna.merge(forged)
    proven(anna)


def test_a_first_merge_that_the_power_cut_off_can_be_done_again(
    two: list[Copy], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, _bo = two
    file, _ = anna.send()
    folder = tmp_path / "cut off"
    folder.mkdir()
    with anna.hand.read() as connection:
        facts = {
            row.key: row.value
            for row in connection.execute(tables.meta.select())
            if row.key in {"review_id", "title"}
        }
    create(str(folder / "review.db"), facts["title"], copied=facts).close()  # as far as it got
    monkeypatch.setenv("REVIEW_AS", "bo")
    assert run(["merge", str(file)], folder) == 0
    assert run(["status"], folder) == 0


@pytest.mark.parametrize("value", ["with\0nul", 10**11 - 1])
def test_what_no_database_or_order_can_hold_is_refused(
    two: list[Copy], tmp_path: Path, value: object
) -> None:
    """A lamport time far ahead would leave no room for all later acts of everyone."""
    anna, bo = two
    bo.sample.decide("bo", 0, "exclude")
    file, _ = bo.send()
    forged = tmp_path / "forged.review"
    with Packer(forged, verify(file)) as packer:
        for name, values in rows(file):
            if name == "act" and "decide" in values:
                header = dict(zip(HEADER, values, strict=True))
                header["account" if isinstance(value, str) else "lamport"] = value
                header["hash"] = hash_header(header)
                values[:] = [header[column] for column in HEADER]
            packer.row(name, values)
    before = anna.rows(tables.act)
    with pytest.raises(Refused):
        anna.merge(forged)
    assert anna.rows(tables.act) == before
