"""The duplicates workspace, driven by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from review.desk.screens.behind import BehindScreen
from review.desk.screens.duplicate_set import DuplicateSetScreen
from review.desk.screens.duplicates import DuplicatesScreen
from review.desk.widgets.running import Running
from review.duplicates import queries
from review.duplicates.judging import judge
from review.refusal import Refused
from review.standing import was_searched
from tests.desk.driving import begin, desk, drive, press, queue, seen, settled
from tests.sample import Sample, record


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = begin(tmp_path, 0)
    first = [record(number, start_page="10", end_page="19") for number in range(6)]
    second = [
        replace(one, accession=f"W-{number}", title=f"{one.title} [b] again", start_page="20")
        for number, one in enumerate(first)
    ]
    made.add("PsycINFO", first)
    made.add("Web of Science", second)
    yield made
    made.close()


def queued(sample: Sample) -> None:
    queue(
        sample,
        [
            ("acc-0", "W-0", "merged"),
            *((f"acc-{number}", f"W-{number}", "queued") for number in (1, 2, 3, 4)),
        ],
    )


def bonds(sample: Sample) -> dict[str, str]:
    """Return the set of each record by accession."""
    with sample.lead.read() as connection:
        return {row[1]: row[3] for row in queries.listing(connection)}


def linked(sample: Sample) -> int:
    with sample.lead.read() as connection:
        return len(queries.queue_rows(connection))


def test_one_key_answers_a_pair_and_the_next_stands_there(sample: Sample) -> None:
    queued(sample)

    async def script(pilot: Pilot[None]) -> None:
        assert "0 of 4 answered" in seen(pilot)
        assert "acc-1" in seen(pilot)
        assert "again" in seen(pilot)
        await press(pilot, "s")
        assert "1 of 4 answered" in seen(pilot)
        assert "acc-2" in seen(pilot)
        await press(pilot, "d", "l")
        assert "3 of 4 answered" in seen(pilot)

    drive(desk(sample, "anna", "duplicates"), script)
    sets = bonds(sample)
    assert sets["acc-1"] == sets["W-1"]
    assert sets["acc-2"] != sets["W-2"]
    assert sets["acc-3"] != sets["W-3"]
    assert linked(sample) == 1


def test_later_puts_a_pair_behind_the_others_and_undo_brings_an_answered_one_back(
    sample: Sample,
) -> None:
    queued(sample)

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "n")
        assert "acc-2" in seen(pilot)
        await press(pilot, "s", "s", "s")
        assert "acc-1" in seen(pilot), "the pair that was put off comes last"
        from review.ledger.undoing import undo_last

        undo_last(sample.hand("anna"))
        assert isinstance(pilot.app.screen, DuplicatesScreen)
        pilot.app.screen.reload()
        await settled(pilot)
        assert "acc-4" in seen(pilot), "the pair whose answer was undone is in view"
        assert "2 of 4 answered" in seen(pilot)

    drive(desk(sample, "anna", "duplicates"), script)


def test_a_second_key_before_the_next_pair_is_drawn_answers_nothing(sample: Sample) -> None:
    queued(sample)

    async def script(pilot: Pilot[None]) -> None:
        screen = pilot.app.screen
        assert isinstance(screen, DuplicatesScreen)
        screen.action_same()
        screen.action_same()
        screen.action_different()
        await settled(pilot)
        assert "1 of 4 answered" in seen(pilot)

    drive(desk(sample, "anna", "duplicates"), script)
    assert linked(sample) == 3


def test_detection_runs_from_an_empty_state_that_says_what_to_do(sample: Sample) -> None:
    async def script(pilot: Pilot[None]) -> None:
        assert "press r" in seen(pilot)
        await press(pilot, "r", "enter")
        assert "press r" not in seen(pilot)

    drive(desk(sample, "anna", "duplicates"), script)
    with sample.lead.read() as connection:
        assert was_searched(connection)


def test_a_merged_set_is_listed_opened_and_split(sample: Sample) -> None:
    queued(sample)

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "v")
        assert "Merged sets 1" in seen(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DuplicateSetScreen)
        assert "One report in 2 records" in seen(pilot)
        text = "Tied to PsycINFO acc-0, pages: Same title and authors; the pages differ."
        assert text in " ".join(seen(pilot).split())
        await press(pilot, "p", "n")
        assert bonds(sample)["acc-0"] == bonds(sample)["W-0"]
        await press(pilot, "p", "y")
        assert isinstance(pilot.app.screen, DuplicatesScreen)

    drive(desk(sample, "anna", "duplicates"), script)
    assert bonds(sample)["acc-0"] != bonds(sample)["W-0"]


def test_the_counts_add_up(sample: Sample) -> None:
    queued(sample)
    judge(sample.hand("anna"), "merge", ("acc-1", "W-1"))
    with sample.lead.read() as connection:
        by_rule = dict(queries.removed_by_rule(connection))
        removed = queries.record_count(connection) - queries.set_count(connection)
    assert by_rule == {"pages": 1, "by-hand": 1}
    assert removed == sum(by_rule.values())

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "v", "v", "v")
        text = seen(pilot)
        assert "by hand" in text
        assert "of these between sources" in text
        await press(pilot, "down", "down", "down", "enter")
        assert isinstance(pilot.app.screen, BehindScreen)
        assert "W-" in seen(pilot) or "again" in seen(pilot)
        await press(pilot, "escape", "v")
        assert "1 PsycINFO" in seen(pilot)
        await press(pilot, "enter", "4")
        assert "PsycINFO: reports that Web of Science gave too: 2" in seen(pilot)

    drive(desk(sample, "anna", "duplicates"), script)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_click_answers_nothing_by_itself_and_opens_what_is_listed(
    sample: Sample, size: tuple[int, int]
) -> None:
    queued(sample)

    async def script(pilot: Pilot[None]) -> None:
        await pilot.click("Views", offset=(32, 0))
        await settled(pilot)
        assert "Merged sets 1" in seen(pilot)
        await pilot.click("#sets", offset=(12, 1))
        await settled(pilot)
        assert isinstance(pilot.app.screen, DuplicateSetScreen)

    drive(desk(sample, "anna", "duplicates"), script, size)
    assert linked(sample) == 4


def test_work_that_is_stopped_refuses_its_next_step(sample: Sample) -> None:
    async def script(pilot: Pilot[None]) -> None:
        running = pilot.app.screen.query_one(Running)
        tell = running.begin()
        tell(1, 2)
        await settled(pilot)
        assert "50 %" in seen(pilot)
        await press(pilot, "x")
        with pytest.raises(Refused, match="nothing of it is kept"):
            tell(2, 2)

    drive(desk(sample, "anna", "duplicates"), script)


def test_what_is_the_same_is_brief_until_asked_for_whole(sample: Sample) -> None:
    long = "Word " * 90 + "end"
    made = [
        record(20, accession="L-1", abstract=long, year=2001),
        record(20, accession="L-2", abstract=long, year=2002),
    ]
    sample.add("Scopus", made)
    queue(sample, [("L-1", "L-2", "queued")])

    async def script(pilot: Pilot[None]) -> None:
        assert "end" not in seen(pilot)
        await press(pilot, "w")
        assert "end" in seen(pilot)

    drive(desk(sample, "anna", "duplicates"), script, (120, 40))


def test_a_chain_of_bonds_removes_one_record_less_than_it_has(sample: Sample) -> None:
    queue(
        sample,
        [("acc-0", "W-0", "merged"), ("acc-0", "acc-1", "merged"), ("W-0", "acc-1", "merged")],
    )
    with sample.lead.read() as connection:
        assert queries.removed_by_rule(connection) == [("pages", 2)]
        (one,) = queries.merged_sets(connection)
        assert one.size == 3
