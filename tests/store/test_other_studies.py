"""What other studies tell about an entry: read where it is needed, and as far as one may see it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event

from extraction.names import names_in, names_in_use
from extraction.plausible.reading import concerns_at
from extraction.queries import entries, forms
from extraction.screens.sheet import read_sheet
from tests.desk.driving import fill, include
from tests.sample import Sample

RESULT = {"outcome": "Parenting stress", "measure": "PSI", "n_intervention": 100}
DEVIATION = {"results": [{**RESULT, "sd_intervention": 20}]}
ERROR = {"results": [{**RESULT, "sd_intervention": 2}]}


def test_an_error_is_held_against_the_deviation_of_another_study_that_one_may_see(
    sample: Sample,
) -> None:
    one, two = include(sample, 2)
    fill(sample, "anna", one, DEVIATION, done=False)
    at = {who: fill(sample, who, two, ERROR, done=False) for who in ("anna", "bo")}
    with sample.lead.read() as connection:
        found = entries(connection)
        told = {
            who: concerns_at(connection, who, place, found[place][who].values)
            for who, place in at.items()
        }
        sheet = read_sheet(connection, at["anna"], "anna")
        assert sheet.concerns == told["anna"]
        assert read_sheet(connection, at["anna"], "anna", sheet.elsewhere) == sheet
    assert [one.path for one in told["anna"]] == ["results[0].sd_intervention"]
    assert one.name in told["anna"][0].line
    assert told["bo"] == (), "what anna has not opened is held against nothing of bo's"


def test_names_are_the_same_as_in_the_whole_of_every_entry(sample: Sample) -> None:
    one, two = include(sample, 2)
    arms, told = [{"name": "Home visits"}], {"outcome": "Sleep", "time_point": "6 months"}
    fill(sample, "anna", one, {**DEVIATION, "arms": arms}, done=False)
    fill(sample, "bo", two, {"results": [told]}, done=False)
    fill(sample, "anna", two, {}, done=False)
    with sample.lead.read() as connection:
        for person in ("anna", "bo"):
            whole = names_in(entries(connection), forms(connection), person)
            assert names_in_use(connection, person) == whole
        assert names_in_use(connection, "anna").all_outcomes == ("Parenting stress",)


def test_without_a_deviation_no_other_study_is_read(sample: Sample) -> None:
    one, two = include(sample, 2)
    fill(sample, "anna", one, DEVIATION, done=False)
    place = fill(sample, "anna", two, {"participants": "Parents"}, done=False)
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    with sample.lead.read() as connection:
        values = entries(connection, two.id)[place]["anna"].values
        event.listen(connection, "before_cursor_execute", note)
        assert concerns_at(connection, "anna", place, values) == ()
    of_entries = [one for one in asked if "FROM entry_value" in one]
    assert of_entries
    assert all("study_id IN" in one for one in of_entries)
