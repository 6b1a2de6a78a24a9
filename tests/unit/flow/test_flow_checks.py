"""Arithmetic of published flow diagrams, and of every rule broken once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.flow.checks import check
from review.flow.counts import Flow, OtherArm, Pending
from review.flow.numbering import numbers_of
from review.flow.numbers import from_numbers
from review.flow.rules import RULES
from review.flow.units import Records, Reports, Studies
from tests.unit.flow.flows import ALL, NEW, NEW_OTHER, UPDATED, WHOLE

# Malmberg-Heimonen et al. 2024, doi 10.1007/s42448-024-00196-x: what the report states.
MALMBERG = {
    "records_screened": 3221,
    "records_excluded": 2970,
    "dbr_assessed": 251,
    "dbr_excluded": 195,
    "new_studies": 56,
}
# Emerald AEDS-09-2025-0494, figure 1.
AEDS = {
    "database_results": 162,
    "register_results": 0,
    "duplicates": 23,
    "records_screened": 139,
    "records_excluded": 25,
    "dbr_sought_reports": 114,
    "dbr_notretrieved_reports": 4,
    "dbr_assessed": 110,
    "dbr_excluded": {"abstract content": 88},
    "new_studies": 22,
}
# Emerald HE-08-2025-0134, figure 2: 22 records of other sources are among those identified.
HE = {
    "database_results": 700,
    "database_specific_results": {"databases": 678, "other sources": 22},
    "duplicates": 167,
    "records_screened": 533,
    "records_excluded": 398,
    "dbr_sought_reports": 135,
    "dbr_notretrieved_reports": 0,
    "dbr_assessed": 135,
    "dbr_excluded": {"outside scope": 93},
    "new_reports": 42,
}
# npj Digital Medicine s41746-025-02105-z, figure 1.
NPJ = {
    "database_results": 2077,
    "register_results": 30,
    "duplicates": 1148,
    "records_screened": 959,
    "records_excluded": 831,
    "dbr_sought_reports": 128,
    "dbr_notretrieved_reports": 0,
    "dbr_assessed": 128,
    "dbr_excluded": 115,
    "new_studies": 13,
    "new_reports": 13,
}
# AHRQ, NCBI Bookshelf NBK116712, figure 2: 75 records by hand; 78 + 48 - 5 = 121 studies.
AHRQ = {
    "database_results": 21860,
    "register_results": 75,
    "duplicates": 6504,
    "records_screened": 15431,
    "dbr_assessed": 833,
    "dbr_excluded": 718,
    "new_reports": 115,
    "new_studies": 121,
    "key_questions": {"KQ1": 78, "KQ2": 48},
    "key_question_overlap": 5,
}
# Emerald JTF-01-2022-0023: 6 reports were added in revision.
JTF = {
    "database_results": 384,
    "duplicates": 68,
    "records_screened": 316,
    "records_excluded": 211,
    "dbr_sought_reports": 105,
    "dbr_notretrieved_reports": 0,
    "dbr_assessed": 105,
    "dbr_excluded": 64,
    "other_results": 6,
    "other_sought_reports": 6,
    "other_notretrieved_reports": 0,
    "other_assessed": 6,
    "other_excluded": {},
    "new_reports": 47,
}
# Emerald SASBE-07-2025-0431, figure 1: two search strings in two databases.
SASBE = {
    "database_results": 389,
    "database_specific_results": {"Web of Science": 118, "Scopus": 271},
    "duplicates": 92,
    "records_screened": 297,
    "records_excluded": 108,
    "dbr_sought_reports": 189,
    "dbr_notretrieved_reports": 0,
    "dbr_assessed": 189,
    "dbr_excluded": 107,
    "new_reports": 82,
}
# Haddaway, example of SRflowdiagram 0.0.1, Zenodo 4134795: 1202 left, but 1053 reported.
ROSES = {
    "database_results": 31341,
    "register_results": 417,
    "duplicates": 11884,
    "records_screened": 19874,
    "records_excluded": 11363 + 5094,
    "dbr_sought_reports": 3417,
    "dbr_notretrieved_reports": 276 + 847,
    "dbr_assessed": 2294,
    "dbr_excluded": 1092,
    "new_reports": 1053,
    "new_studies": 1072,
}
# A template filled in by a student, scribd 535717125.
STUDENT = {
    "database_results": 2,
    "register_results": 3888,
    "duplicates": 400,
    "excluded_automatic": 50,
    "excluded_other": 673,
    "records_screened": 2765,
    "records_excluded": 1840,
    "dbr_sought_reports": 925,
    "dbr_notretrieved_reports": 885,
    "dbr_assessed": 40,
    "dbr_excluded": {"Wrong outcomes": 25, "Wrong intervention": 5, "Wrong study design": 5},
    "new_studies": 5,
    "new_reports": 5,
}
# Made up: an update with other methods.
UPDATE: dict[str, Any] = {
    "previous_studies": 35,
    "previous_reports": 39,
    "database_results": 1240,
    "register_results": 50,
    "website_results": 12,
    "organisation_results": 3,
    "citations_results": 20,
    "duplicates": 210,
    "excluded_automatic": 0,
    "excluded_other": 0,
    "records_screened": 1080,
    "records_excluded": 950,
    "dbr_sought_reports": 130,
    "dbr_notretrieved_reports": 10,
    "dbr_assessed": 120,
    "dbr_excluded": {
        "Wrong population": 30,
        "Wrong intervention": 20,
        "Wrong outcome": 15,
        "Not primary research": 15,
    },
    "other_sought_reports": 35,
    "other_notretrieved_reports": 2,
    "other_assessed": 33,
    "other_excluded": {"Wrong population": 3, "Wrong outcome": 10},
    "new_studies": 45,
    "new_reports": 60,
    "total_studies": 80,
    "total_reports": 99,
}

CONSISTENT = {
    "A": MALMBERG,
    "B": AEDS,
    "C": HE,
    "D": NPJ,
    "F": JTF,
    "G": SASBE,
    "J": UPDATE,
}


def broken(numbers: dict[str, Any], **more: Any) -> list[tuple[str, int | None, int | None]]:
    found = check(from_numbers(numbers | more))
    return [(one.rule, one.expected, one.found) for one in found]


@pytest.mark.parametrize("case", list(CONSISTENT))
def test_consistent_published_flows_pass(case: str) -> None:
    assert broken(CONSISTENT[case]) == []


def test_more_studies_than_reports_is_a_warning_alone() -> None:
    (only,) = check(from_numbers(AHRQ))
    assert (only.rule, only.level, only.found) == ("P8", "warning", 121)


def test_the_unexplained_gap_of_149_is_reported() -> None:
    assert broken(ROSES) == [("P7", 1202, 1053), ("P8", None, 1072)]


def test_the_wrong_number_of_screened_records_is_reported_alone() -> None:
    assert broken(STUDENT) == [("P1", 2767, 2765)]
    (only,) = check(from_numbers(STUDENT))
    assert only.message.endswith("Expected 2767, found 2765.")
    assert only.rows == ("records_screened",)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"duplicates": -1, "records_screened": 1291, "records_excluded": 1161}, [("P0", 0, -1)]),
        ({"records_screened": 1081, "records_excluded": 951}, [("P1", 1080, 1081)]),
        ({"dbr_sought_reports": 131, "dbr_notretrieved_reports": 11}, [("P2", 130, 131)]),
        ({"dbr_notretrieved_reports": 9}, [("P3", 121, 120)]),
        ({"dbr_excluded": {"a": 121}}, [("P4", 120, 121), ("P7", 19, 60)]),
        ({"website_results": 11}, [("P5", 34, 35)]),
        ({"other_notretrieved_reports": 3}, [("P6", 32, 33)]),
        ({"other_excluded": {"a": 34}}, [("P6b", 33, 34), ("P7", 39, 60)]),
        ({"new_reports": 61, "total_reports": 100}, [("P7", 60, 61)]),
        ({"dbr_included": 41}, [("I6", 40, 41)]),
        ({"dbr_awaiting": 1}, [("P7", 59, 60)]),
        ({"new_studies": 61, "total_studies": 96}, [("P8", None, 61)]),
        ({"total_studies": 79}, [("P9", 80, 79)]),
        ({"total_reports": 98}, [("P9", 99, 98)]),
        ({"total_studies_ma": 81}, [("P10", 80, 81)]),
        ({"total_reports_ma": 100}, [("P10", 99, 100)]),
        ({"synthesis_studies": 81}, [("P10", 80, 81)]),
        ({"synthesis_reports": 100}, [("P10", 99, 100)]),
        (
            {"other_duplicates": 1, "other_screened": 35, "other_records_excluded": 0},
            [("P5a", 34, 35)],
        ),
        (
            {"other_duplicates": 0, "other_screened": 35, "other_records_excluded": 1},
            [("P5b", 34, 35)],
        ),
        ({"other_included": 21}, [("I6", 20, 21)]),
        ({"key_questions": {"1": 40, "2": 6}}, [("P10b", 46, 45)]),
        ({"database_specific_results": {"Scopus": 1241}}, [("P11", 1241, 1240)]),
        ({"register_specific_results": {"ICTRP": 49}}, [("P11", 49, 50)]),
        ({"excluded_by_human": 900, "excluded_by_tool": 49}, [("P12", 949, 950)]),
        ({"excluded_by_human": 900, "excluded_by_tool": 50}, []),
        ({"dbr_excluded": None}, [("P13", None, None)]),
    ],
)
def test_each_rule_reports_what_it_expected(changed: dict[str, Any], expected: Any) -> None:
    assert broken(UPDATE, **changed) == expected


def test_a_study_without_a_report_is_an_error() -> None:
    assert ("I7", 1, 0) in broken({"new_studies": 3, "new_reports": 0})


def test_of_each_duplicate_set_one_record_stays() -> None:
    assert broken({"database_results": 10, "duplicates": 10}) == [("I11", 9, 10)]


def test_a_template_that_does_not_fit_is_named() -> None:
    numbers = from_numbers(UPDATE)
    assert [one.rule for one in check(numbers, variant="new-v1")] == ["P14", "P14"]
    assert [one.rule for one in check(numbers, variant="new-v2")] == ["P14"]
    assert check(numbers, variant="updated-v2") == ()


def test_equal_studies_and_reports_without_links_are_noticed() -> None:
    same = replace(NEW, new_studies=Studies(40), linked=False)
    assert [(one.rule, one.level) for one in check(same)] == [("P8b", "notice")]
    assert check(replace(same, linked=True)) == ()


@pytest.mark.parametrize("name", list(ALL))
def test_the_flows_of_the_tests_add_up(name: str) -> None:
    assert check(ALL[name]) == ()


def test_what_is_pending_is_added_to_the_sums() -> None:
    found = check(replace(WHOLE, pending=Pending()))
    assert [(one.rule, one.expected, one.found) for one in found] == [
        ("P2", 150, 135),
        ("P3", 130, 100),
        ("P5b", 40, 35),
    ]


def test_pending_of_both_columns_is_shared_between_them() -> None:
    arm = replace(
        NEW_OTHER.other or WHOLE.other,
        assessed=Reports(30),
        excluded={"population": Reports(10)},
    )
    flow = replace(
        NEW_OTHER,
        assessed=Reports(115),
        excluded={"population": Reports(75)},
        other=arm,
        pending=Pending(full_text=Reports(8)),
    )
    assert check(flow) == ()
    assert [one.rule for one in check(replace(flow, pending=Pending(full_text=Reports(7))))] == [
        "P3"
    ]


def test_every_problem_has_a_sentence_of_its_own() -> None:
    sentences = [sentence for _level, sentence in RULES.values()]
    assert len(set(sentences)) == len(sentences)
    assert all(sentence.endswith((".", "?")) for sentence in sentences)


def test_totals_follow_from_the_editions() -> None:
    flow = replace(
        UPDATED,
        withdrawn_studies=Studies(1),
        withdrawn_reports=Reports(2),
        reports_of_previous=Reports(5),
        new_reports=Reports(35),
    )
    assert (flow.total_studies, flow.total_reports) == (64, 77)
    assert check(flow) == ()
    assert numbers_of(NEW).get("total_studies") is None


small = st.integers(min_value=0, max_value=40)


@given(
    st.lists(small, min_size=1, max_size=4),
    st.lists(small, max_size=3),
    st.lists(small, max_size=6),
    st.lists(small, max_size=6),
    st.tuples(*[small] * 14),
)
def test_a_flow_counted_from_its_ends_always_adds_up(
    databases: list[int], others: list[int], reasons: list[int], other_reasons: list[int], n: Any
) -> None:
    """Built from what became of each record, forwards sums must agree with the rules."""
    waiting, asked, open_, lost, awaiting, ongoing, unused, included = n[:8]
    assessed = sum(reasons) + awaiting + ongoing + unused + included
    sought = assessed + lost + asked + open_
    screened = sought + n[8] + waiting
    other_sought = sum(other_reasons) + n[9] + n[10]
    found = {f"s{place}": Records(number) for place, number in enumerate(databases)}
    found["last"] = Records(screened + n[11])
    arm = OtherArm(
        results={"website": Records(other_sought)},
        sought=Reports(other_sought),
        not_retrieved=Reports(n[9]),
        assessed=Reports(other_sought - n[9]),
        excluded={f"r{place}": Reports(number) for place, number in enumerate(other_reasons)},
        included=Reports(n[10]),
    )
    reports = included + (n[10] if others else 0)
    flow = Flow(
        databases=found,
        registers={},
        duplicates=Records(sum(databases)),
        excluded_automatic=Records(n[11]),
        excluded_other=Records(0),
        screened=Records(screened),
        records_excluded=Records(n[8]),
        sought=Reports(sought),
        not_retrieved=Reports(lost),
        assessed=Reports(assessed),
        excluded={f"r{place}": Reports(number) for place, number in enumerate(reasons)},
        awaiting=Reports(awaiting),
        ongoing=Reports(ongoing),
        not_used=Reports(unused),
        included=Reports(included),
        other=arm if others else None,
        new_studies=Studies(min(reports, 5)),
        new_reports=Reports(reports),
        pending=Pending(Records(waiting), Reports(asked), Reports(open_)),
    )
    assert [one for one in check(flow) if one.rule != "I11"] == []
