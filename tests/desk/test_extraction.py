"""The extract workspace, driven by keys: filling, completing, comparing, agreeing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from extraction import working
from extraction.entry import CONSENSUS, Entry
from extraction.queries import entries
from extraction.screens.comparing import CompareScreen
from extraction.screens.editor import EditValue
from extraction.screens.filling import FormScreen
from extraction.screens.studies import ExtractScreen
from review.studies import Study
from tests.desk.driving import (
    CHARACTERISTICS,
    begin,
    desk,
    drive,
    fill,
    include,
    press,
    seen,
    settled,
    type_in,
)
from tests.sample import Sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = begin(tmp_path)
    yield made
    made.close()


@pytest.fixture
def studies(sample: Sample) -> list[Study]:
    return include(sample, 2)


def entry_of(sample: Sample, study: Study, person: str, form: str = "characteristics") -> Entry:
    with sample.lead.read() as connection:
        found = entries(connection, study.id)
    return next(by[person] for place, by in found.items() if place.form == form and person in by)


def test_without_a_study_it_says_where_studies_come_from(sample: Sample) -> None:
    async def script(pilot: Pilot[None]) -> None:
        assert "No study is included yet" in seen(pilot)

    drive(desk(sample, "anna", "extract"), script)


def test_fields_are_filled_one_by_one_and_kept_at_once(
    sample: Sample, studies: list[Study]
) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "1")
        assert isinstance(pilot.app.screen, FormScreen)
        assert "7 required answers left: Design; Country and 5 more" in seen(pilot)
        await press(pilot, "enter", "2")  # the second design
        assert entry_of(sample, studies[0], "anna").values["design"].value == "cluster-randomised"
        await press(pilot, "down", "enter")
        await type_in(pilot, "Norge; Sweden")
        await press(pilot, "enter", "down", "n")
        await press(pilot, "m", "m", "enter")
        await type_in(pilot, "1,200")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, EditValue)
        assert "may be two numbers" in seen(pilot), "what is wrong is said, and nothing is lost"
        await press(pilot, "escape", "y")

    drive(desk(sample, "anna", "extract"), script)
    values = entry_of(sample, studies[0], "anna").values
    assert values["countries"].value == ("NO", "SE")
    assert values["setting"].status == "not-reported"
    assert set(values) == {"design", "countries", "setting"}


def test_a_cursor_that_nobody_moved_chooses_nothing(sample: Sample, studies: list[Study]) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "1", "enter", "ctrl+o")
        assert isinstance(pilot.app.screen, FormScreen)

    drive(desk(sample, "anna", "extract"), script)
    with sample.lead.read() as connection:
        assert all(not e.values for by in entries(connection).values() for e in by.values())


def test_one_key_never_overwrites_an_answer(sample: Sample, studies: list[Study]) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "1", "enter", "1", "n")
        assert entry_of(sample, studies[0], "anna").values["design"].status == "reported"
        await press(pilot, "x", "n")

    drive(desk(sample, "anna", "extract"), script)
    assert entry_of(sample, studies[0], "anna").values["design"].status == "not-reported"


def test_rows_of_a_group_are_added_filled_and_deleted(sample: Sample, studies: list[Study]) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "1", "end", "a")  # the last line is the group of results
        await press(pilot, "enter")
        await type_in(pilot, "Sleep")
        await press(pilot, "enter")
        assert "Results 1" in seen(pilot)
        assert entry_of(sample, studies[0], "anna").values["results[0].outcome"].value == "Sleep"
        await press(pilot, "d", "y")
        assert "Results 1" not in seen(pilot)

    drive(desk(sample, "anna", "extract"), script)
    with sample.lead.read() as connection:
        assert all(not e.values for by in entries(connection).values() for e in by.values())


def test_an_arm_of_its_own_is_named_and_filled(sample: Sample, studies: list[Study]) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "2")
        await type_in(pilot, "Home visits")
        await press(pilot, "enter")
        assert "TIDieR, arm Home visits" in seen(pilot)
        for key in ("enter", *"Visits"):  # typed on, faster than the editor opens
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        await press(pilot, "enter", "escape")
        assert isinstance(pilot.app.screen, ExtractScreen)
        assert "~ 1 of 12" in seen(pilot), "begun, and how many required answers are there"

    drive(desk(sample, "anna", "extract"), script)
    entry = entry_of(sample, studies[0], "anna", "tidier")
    assert entry.part == "Home visits"
    assert entry.values["brief_name"].value == "Visits"


def test_complete_is_refused_with_what_is_left_and_seals_what_is_whole(
    sample: Sample, studies: list[Study]
) -> None:
    fill(sample, "anna", studies[0], CHARACTERISTICS, done=False)
    fill(sample, "anna", studies[1], {"design": "cohort"}, done=False)

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "1", "c")
        assert "complete and sealed" in seen(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FormScreen), "a sealed entry is not edited"
        await press(pilot, "escape", "down", "enter", "1", "c")

    drive(desk(sample, "anna", "extract"), script)
    assert entry_of(sample, studies[0], "anna").complete
    assert not entry_of(sample, studies[1], "anna").complete


def test_what_is_unlikely_is_said_while_typing_and_before_completing(
    sample: Sample, studies: list[Study]
) -> None:
    told = {**CHARACTERISTICS, "data_from": "2019", "participants_unit": "families"}
    fill(sample, "anna", studies[0], told, done=False)

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "1", *["down"] * 4, "enter")
        await type_in(pilot, "2018")
        assert "Data collected from: 2019 comes after" in seen(pilot)
        await press(pilot, "backspace")
        await type_in(pilot, "9")
        assert "comes after" not in seen(pilot)
        await press(pilot, "backspace")
        await type_in(pilot, "7")
        await press(pilot, "enter")
        assert entry_of(sample, studies[0], "anna").values["data_to"].value == "2017", "it is kept"
        assert "! Data collected from: 2019 comes after" in seen(pilot), "beside the field"
        await press(pilot, "c")
        assert "1 thing to look at again" in seen(pilot)
        await press(pilot, "n")
        assert not entry_of(sample, studies[0], "anna").complete
        await press(pilot, "c", "y")

    drive(desk(sample, "anna", "extract"), script)
    assert entry_of(sample, studies[0], "anna").complete


def test_nothing_of_the_partner_shows_before_both_are_complete(
    sample: Sample, studies: list[Study]
) -> None:
    def looks(person: str) -> str:
        found: list[str] = []

        async def script(pilot: Pilot[None]) -> None:
            found.append(seen(pilot))
            await press(pilot, "enter")
            found.append(seen(pilot))
            await press(pilot, "1")
            found.append(seen(pilot))

        drive(desk(sample, person, "extract"), script)
        return "\n".join(found)

    before = looks("anna")
    fill(sample, "bo", studies[0], CHARACTERISTICS, done=False)
    begun = looks("anna")
    fill(sample, "bo", studies[0], CHARACTERISTICS)
    assert before == begun == looks("anna")


def test_differences_are_settled_by_a_key_each_and_the_consensus_kept(
    sample: Sample, studies: list[Study]
) -> None:
    fill(sample, "anna", studies[0], CHARACTERISTICS)
    other = {**CHARACTERISTICS, "countries": ["NO", "SE"], "participants_n": 118, "results": []}
    fill(sample, "bo", studies[0], {**other, "funding": "Ministry"})

    async def script(pilot: Pilot[None]) -> None:
        assert "! to compare" in seen(pilot)
        await press(pilot, "enter", "1")
        assert isinstance(pilot.app.screen, CompareScreen)
        assert "0 of 4 differences settled" in seen(pilot)
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, CompareScreen), "refused while differences are left"
        await press(pilot, "s")  # the countries of bo
        await press(pilot, "a")  # another number
        await type_in(pilot, "119")
        await press(pilot, "enter")
        assert "write why" in seen(pilot)
        pilot.app.screen.query_one("#why").focus()
        await type_in(pilot, "Table 1")
        await press(pilot, "enter", "f", "s")  # funding of anna; no row of results
        assert "All 4 differences are settled" in seen(pilot)
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, ExtractScreen)
        assert "= agreed" in seen(pilot)

    drive(desk(sample, "anna", "extract"), script)
    values = entry_of(sample, studies[0], CONSENSUS).values
    assert values["countries"].value == ("NO", "SE")
    assert values["participants_n"].value == 119
    assert values["funding"].value == "Research council"
    assert not any(path.startswith("results") for path in values)
    assert entry_of(sample, studies[0], "bo").values["funding"].value == "Ministry"


def test_choices_are_kept_and_what_is_to_discuss_is_seen_by_both_until_an_answer_changes(
    sample: Sample, studies: list[Study]
) -> None:
    fill(sample, "anna", studies[0], CHARACTERISTICS)
    other = {**CHARACTERISTICS, "countries": ["SE"], "participants_n": 118}
    fill(sample, "bo", studies[0], {**other, "funding": "Ministry"})

    async def anna(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "1", "s", "d")
        assert "1 of 3 differences settled, 1 to discuss" in seen(pilot)
        await press(pilot, "r")  # of the third, as the second is on the pile
        await type_in(pilot, "two funders?")
        await press(pilot, "enter")
        assert "1 of 3 differences settled, 2 to discuss" in seen(pilot)
        await press(pilot, "escape")
        assert "! 2 to discuss" in seen(pilot)
        await press(pilot, "enter", "1")
        assert isinstance(pilot.app.screen, CompareScreen)
        assert "1 of 3 differences settled, 2 to discuss" in seen(pilot), "kept"
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, CompareScreen), "what is to be discussed is not settled"

    async def bo(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "1")
        assert "0 of 3 differences settled, 2 to discuss" in seen(pilot), "choices are anna's own"
        await press(pilot, "end")
        assert "~ discuss (1)" in seen(pilot)
        assert "two funders?" in seen(pilot)
        await press(pilot, "f")
        assert "1 of 3 differences settled, 1 to discuss" in seen(pilot)
        await press(pilot, "end", "x")
        assert "0 of 3 differences settled, 2 to discuss" in seen(pilot), "the choice is back"
        await press(pilot, "x")
        assert "0 of 3 differences settled, 1 to discuss" in seen(pilot), "it is off the pile"

    drive(desk(sample, "anna", "extract"), anna)
    drive(desk(sample, "bo", "extract"), bo)
    text = json.dumps({"values": {"countries": ["DK"]}})
    changed = (f"s-{studies[0].id}", "characteristics", text)
    working.fill_from_file(sample.hand("bo"), *changed, part="", name="t", done=True, reopen=True)

    async def later(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "1")
        assert "0 of 3 differences settled, 1 to discuss" in seen(pilot), "one answer is another"

    drive(desk(sample, "anna", "extract"), later)


def test_a_comparison_closes_when_the_other_opens_their_entry_again(
    sample: Sample, studies: list[Study]
) -> None:
    for person, number in (("anna", 120), ("bo", 118)):
        fill(sample, person, studies[0], {**CHARACTERISTICS, "participants_n": number})

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "1")
        assert "118" in seen(pilot)
        working.finish(sample.hand("bo"), f"s-{studies[0].id}", "characteristics", done=False)
        pilot.app.screen.reload()  # type: ignore[attr-defined]
        await settled(pilot)
        assert isinstance(pilot.app.screen, ExtractScreen)
        assert "118" not in seen(pilot)

    drive(desk(sample, "anna", "extract"), script)


def test_text_that_looks_like_markup_is_drawn_as_it_is(
    sample: Sample, studies: list[Study]
) -> None:
    odd = "[/b] [red p[0.05] \x1b[31m"
    fill(sample, "anna", studies[0], {**CHARACTERISTICS, "participants": odd}, done=False)

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "1", *["down"] * 5)
        assert "[/b] [red p[0.05]" in seen(pilot)
        assert "\x1b[31m" not in seen(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, EditValue)
        await settled(pilot)

    drive(desk(sample, "anna", "extract"), script)


def test_places_know_the_arms_that_the_viewer_may_know(
    sample: Sample, studies: list[Study]
) -> None:
    from extraction.stands import stands

    fill(sample, "bo", studies[0], CHARACTERISTICS, done=False)
    with sample.lead.read() as connection:
        arms = {
            person: [stand.place.part for stand in stands(connection, person)[1][0].forms["tidier"]]
            for person in ("anna", "bo")
        }
    assert arms == {"anna": [], "bo": ["Home visits", "Care as usual"]}
