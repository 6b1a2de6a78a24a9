"""The R package's file, out and in, and the JSON object."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.flow.as_json import as_json
from review.flow.boxes import boxes
from review.flow.checks import check
from review.flow.counts import Flow
from review.flow.numbering import numbers_of
from review.flow.rcsv import as_rcsv
from review.flow.rcsv_reading import read_rcsv
from review.flow.rendering import render
from review.flow.rows import NAMED, R_ROWS
from review.flow.units import Records, Reports
from review.refusal import Refused
from tests.unit.flow.flows import ALL, NEW, NEW_OTHER, UPDATED_OTHER, WHOLE


def rows(flow: Flow, language: str = "en") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_rcsv(flow, language).text)))


def as_r_reads(cell: str) -> list[tuple[str, int]]:
    """Return a list as the package reads it: split at `;`, name to the first comma, then digits."""
    entries = [entry.partition(",") for entry in cell.split(";")]
    return [(name.strip(), int("".join(filter(str.isdigit, n)))) for name, _comma, n in entries]


@pytest.mark.parametrize("name", list(ALL))
def test_all_34_rows_stand_in_their_order(name: str) -> None:
    found = rows(ALL[name])
    assert [row["data"] for row in found] == [row.id for row in R_ROWS]
    assert len(found) == 34
    assert list(found[0]) == [
        "data",
        "node",
        "box",
        "description",
        "boxtext",
        "tooltips",
        "url",
        "n",
    ]
    assert [row["box"] for row in found if row["data"] == "NA"] == [
        "prevstud",
        "newstud",
        "othstud",
    ]
    assert all(row["n"] for row in found)


def test_numbers_and_lists_are_written_as_the_package_reads_them() -> None:
    found = {row["data"]: row["n"] for row in rows(UPDATED_OTHER)}
    assert found["database_results"] == "1240"
    assert found["total_reports"] == "99"
    assert as_r_reads(found["dbr_excluded"]) == [
        ("Wrong population", 30),
        ("Wrong intervention", 20),
        ("Outcome not measured", 15),
        ("Not primary research", 15),
    ]
    assert as_r_reads(found["register_specific_results"]) == [("ICTRP", 50)]


def test_absent_columns_are_not_available() -> None:
    found = {row["data"]: row["n"] for row in rows(NEW)}
    others = ("website_results", "organisation_results", "citations_results", "other_excluded")
    assert {found[row] for row in (*others, "previous_studies", "total_studies_ma")} == {"NA"}
    assert found["excluded_other"] == "0"


def test_texts_are_those_of_the_variant_and_the_language() -> None:
    new = {row["data"]: row["boxtext"] for row in rows(NEW)}
    assert new["new_studies"] == "Studies included in review"
    updated = {row["data"]: row["boxtext"] for row in rows(UPDATED_OTHER)}
    assert updated["new_studies"] == "New studies included in review"
    assert updated["records_excluded"] == "Records excluded"
    assert {row["box"]: row["boxtext"] for row in rows(NEW)}["newstud"] == (
        "Identification of studies via databases and registers"
    )
    assert {row["data"]: row["boxtext"] for row in rows(NEW, "nb")}["duplicates"] == (
        "Dubletter fjernet"
    )


def test_signs_that_would_break_the_file_are_replaced_with_a_warning() -> None:
    names = {"r": {"en": "Wrong design, or none; unclear"}, "f": {"en": "=1+1"}}
    flow = replace(NEW, excluded={"r": Reports(79), "f": Reports(1)}, reason_names=names)
    exported = as_rcsv(flow)
    (cell,) = (row["n"] for row in rows(flow) if row["data"] == "dbr_excluded")
    assert as_r_reads(cell) == [("Wrong design / or none / unclear", 79), ("'=1+1", 1)]
    assert len(exported.warnings) == 2
    assert "“Wrong design, or none; unclear” is written as" in exported.warnings[0]
    assert as_rcsv(NEW).warnings == ()


def test_kinds_and_states_without_a_row_still_add_up_and_are_told() -> None:
    exported = as_rcsv(WHOLE)
    found = {row["data"]: row for row in rows(WHOLE)}
    assert found["organisation_results"]["n"] == "110"
    assert found["organisation_results"]["boxtext"] == (
        "Organisations / Contacts / Hand searching / Other methods"
    )
    listed = as_r_reads(found["dbr_excluded"]["n"])
    assert ("Not excluded: Reports awaiting classification", 3) in listed
    assert sum(number for _name, number in listed) == 100 - 24
    told = " ".join(exported.warnings)
    for row in ("contact_results", "awaiting", "ongoing", "not_used", "other_screened"):
        assert row in told


@pytest.mark.parametrize("name", ["new", "new-other", "updated", "updated-other"])
def test_a_file_of_ours_comes_back_whole(name: str) -> None:
    numbers = numbers_of(ALL[name])
    back = read_rcsv(as_rcsv(ALL[name]).text)
    for row in R_ROWS:
        if row.unit != "label":
            assert back.get(row.id) == numbers.get(row.id), row.id
    assert check(back) == ()
    drawn = [(line.text, line.count) for box in boxes(back) for line in box.lines]
    assert drawn == [(line.text, line.count) for box in boxes(ALL[name]) for line in box.lines]


@pytest.mark.parametrize("language", ["en", "nb"])
def test_settled_states_come_back_as_states(language: str) -> None:
    back = read_rcsv(as_rcsv(WHOLE, language).text)
    assert [back.get(f"dbr_{state}") for state in ("awaiting", "ongoing", "not_used")] == [3, 2, 1]
    assert back.get("dbr_excluded") == 70
    assert back.get("other_awaiting") == 1


def test_a_file_of_others_is_read_as_the_package_reads_it() -> None:
    text = (
        "\ufeffdata,node,box,description,boxtext,tooltips,url,n\n"
        'database_results,node7,box2,d,t,t,u,"1,240"\n'
        "register_results,NA,box2,d,t,t,u,xxx\n"
        "duplicates,node8,box3,d,t,t,u,0\n"
        'dbr_excluded,node14,box9,d,t,t,u,"Reason1, 3; Reason2, xxx; Reason3, 4"\n'
        "other_excluded,node21,box15,d,t,t,u,17\n"
        "previous_studies,node5,box1,d,t,t,u,\n"
    )
    numbers = read_rcsv(text)
    assert numbers.get("database_results") == 1240
    assert numbers.get("register_results") is None
    assert numbers.get("duplicates") == 0
    assert numbers.named["dbr_excluded"] == {"Reason1": 3, "Reason3": 4}
    assert numbers.get("other_excluded") == 17
    assert not numbers.updated


def test_another_file_is_refused() -> None:
    with pytest.raises(Refused, match="no column data and no column n"):
        read_rcsv("title,year\nx,2001\n")
    twice = 'data,n\ndbr_excluded,"a, 1; a, 2"\n'
    with pytest.raises(Refused, match="twice"):
        read_rcsv(twice)


@given(st.dictionaries(st.text(min_size=1, max_size=30), st.integers(0, 99), max_size=5))
def test_no_name_breaks_the_file(listed: dict[str, int]) -> None:
    flow = replace(NEW, excluded={name: Reports(count) for name, count in listed.items()})
    found = rows(flow)
    assert [row["data"] for row in found] == [row.id for row in R_ROWS]
    (cell,) = (row["n"] for row in found if row["data"] == "dbr_excluded")
    if listed:
        assert [number for _name, number in as_r_reads(cell)] == list(listed.values())


def test_json_has_the_row_ids_lists_by_name_and_null_for_an_absent_column() -> None:
    found = json.loads(render(NEW, "json"))
    ids = [row.id for row in R_ROWS if row.unit != "label"]
    assert list(found)[: len(ids)] == ids
    assert found["database_specific_results"] == {"PsycINFO": 740, "SocINDEX": 500}
    assert found["dbr_excluded"]["Wrong population"] == 30
    assert found["other_excluded"] is None
    assert found["previous_studies"] is None
    assert found["website_results"] is None
    assert found["dbr_awaiting"] == 0
    assert (found["interim"], found["notices"], found["problems"]) == (False, [], [])
    assert found["pending"] == {"title_abstract": 0, "retrieval": 0, "full_text": 0}


def test_json_tells_problems_and_pending() -> None:
    found = as_json(replace(NEW_OTHER, screened=Records(1081)))
    rules = {one["rule"]: (one["expected"], one["found"]) for one in found["problems"]}
    assert rules == {"P1": (1080, 1081), "P2": (131, 130)}
    whole = as_json(WHOLE, "nb")
    assert whole["interim"] is True
    assert whole["pending"]["retrieval"] == 18
    assert whole["dbr_excluded"] == {"Feil populasjon": 60, "Ikke primærforskning": 10}


def test_reasons_of_one_name_are_kept_apart() -> None:
    names = {"a": {"en": "Wrong"}, "b": {"en": "Wrong"}}
    flow = replace(NEW, excluded={"a": Reports(50), "b": Reports(30)}, reason_names=names)
    assert as_json(flow)["dbr_excluded"] == {"Wrong (a)": 50, "Wrong (b)": 30}
    assert read_rcsv(as_rcsv(flow).text).get("dbr_excluded") == 80
    assert all(row in as_json(flow) for row in NAMED)
