"""Each value says where it stands, who gave it and when; an agreed one from whom and why."""

from __future__ import annotations

from extraction import two_entries, working
from extraction.consensus import Choice
from extraction.entry import CONSENSUS
from extraction.form import shipped
from extraction.origin import origins
from extraction.origin_text import as_data, lines
from extraction.queries import Place
from extraction.value import Value
from review.ledger.undoing import undo_last
from review.studies import Study
from tests.desk.driving import CHARACTERISTICS, fill, include
from tests.sample import Sample

QUOTED = {"value": 120, "page": "4", "quote": "120 parents took part", "report": "r-1", "note": "n"}


Seen = dict[str, dict[str, list[tuple[object, ...]]]]


def found(sample: Sample, viewer: str, study: Study) -> Seen:
    with sample.lead.read() as connection:
        there = origins(connection, viewer, study.id)
    of_place = there.get(Place(study.id, "characteristics", ""), {})
    return {
        name: {
            path: [(one.value.value if one.value else None, one.of, one.why) for one in given]
            for path, given in by_path.items()
        }
        for name, by_path in of_place.items()
    }


def test_values_say_who_when_and_why(sample: Sample) -> None:
    (study,) = include(sample, 1)
    fill(sample, "anna", study, {"participants_n": 12}, done=False)
    fill(sample, "anna", study, {**CHARACTERISTICS, "participants_n": QUOTED})
    place = fill(sample, "bo", study, {**CHARACTERISTICS, "participants_n": 119}, done=False)
    own = found(sample, "anna", study)
    assert set(own) == {"anna"}
    assert [value for value, *_ in own["anna"]["participants_n"]] == [12, 120]
    assert set(found(sample, "bo", study)) == {"bo"}, "sealed until both are done"
    assert found(sample, "cem", study) == {}

    working.finish(sample.hand("bo"), f"s-{study.id}", "characteristics")
    two_entries.settle(sample.hand("bo"), place, {"participants_n": Choice("first", "see page 4")})
    seen = found(sample, "cem", study)
    assert set(seen) == {"anna", "bo", CONSENSUS}
    assert seen[CONSENSUS]["participants_n"] == [(120, ("anna",), "see page 4")]
    assert seen[CONSENSUS]["funding"] == [("Research council", ("anna", "bo"), "")]

    with sample.lead.read() as connection:
        all_of_it = origins(connection, "cem", study.id)
    agreed = next(one for one in as_data(all_of_it) if one["extractor"] == CONSENSUS)
    number = next(one for one in agreed["values"] if one["path"] == "participants_n")
    assert number["at"] > "2020"
    assert (number["by"], number["from"], number["why"]) == ("bo", ["anna"], "see page 4")
    assert {key: number[key] for key in QUOTED} == QUOTED
    text = "\n".join(lines(all_of_it, shipped(), before=True))
    assert "Number of participants: 12\n" in text
    assert "page 4; quote 120 parents took part; note n" in text
    assert "as anna had it, because: see page 4" in text

    undo_last(sample.hand("bo"))
    assert set(found(sample, "cem", study)) == {"anna", "bo"}


def test_another_value_is_told_with_its_reason(sample: Sample) -> None:
    (study,) = include(sample, 1)
    fill(sample, "anna", study, CHARACTERISTICS)
    place = fill(sample, "bo", study, {**CHARACTERISTICS, "participants_n": 119})
    value = Value(118, page="7")
    choice = Choice("another", "both misread table 2", {"participants_n": value})
    two_entries.settle(sample.hand("anna"), place, {"participants_n": choice})
    assert found(sample, "bo", study)[CONSENSUS]["participants_n"] == [
        (118, (), "both misread table 2")
    ]


def test_a_row_that_moved_up_keeps_its_own_reason(sample: Sample) -> None:
    """The consensus counts its rows anew, and the choices name them as they were compared."""
    (study,) = include(sample, 1)
    arms = CHARACTERISTICS["arms"]
    third = {"name": "Waiting list", "role": "comparator"}
    fill(sample, "anna", study, {**CHARACTERISTICS, "arms": [third, *arms]})
    other = [{**arms[0], "role": "comparator"}, arms[1]]
    place = fill(sample, "bo", study, {**CHARACTERISTICS, "arms": other})
    choices = {"arms[0]": Choice("second", "no arm"), "arms[1].role": Choice("second", "table 2")}
    two_entries.settle(sample.hand("bo"), place, choices)
    agreed = found(sample, "cem", study)[CONSENSUS]
    assert agreed["arms[0].name"] == [("Home visits", ("anna", "bo"), "")]
    assert agreed["arms[0].role"] == [("comparator", ("bo",), "table 2")]
    assert agreed["arms[1].role"] == [("comparator", ("anna", "bo"), "")]
    assert "arms[2].name" not in agreed
