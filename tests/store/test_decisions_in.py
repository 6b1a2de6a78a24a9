"""Decisions taken in on both databases: matched, attributed, kept or listed, undone as one."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.ledger.proving import broken_hashes, stale_projections
from review.ledger.undoing import redo_last, undo_last
from review.protocol import FULL_TEXT, TITLE_ABSTRACT, Protocol, Reason, Stage
from review.refusal import Refused
from screening.decisions.exporting import export_csv
from screening.decisions.taking_in import Asked, TakenIn, look_at, take_in
from screening.queue import progress
from screening.revealing import reveal
from tests.sample import Sample, record

HEAD = "accession,reviewer,verdict,reason,note,at\n"


def taken(sample: Sample, text: str, stage: Stage = TITLE_ABSTRACT, **more: object) -> TakenIn:
    done = take_in(sample.hand("anna"), text.encode(), "d.csv", Asked(stage, **more))  # type: ignore[arg-type]
    assert done.found == done.imported + len(done.rejected)
    return done


def exported(sample: Sample, person: str) -> list[dict[str, str]]:
    with sample.lead.read() as connection:
        return list(csv.DictReader(io.StringIO(export_csv(connection, person, None))))


def decided(sample: Sample, person: str) -> int:
    with sample.lead.read() as connection:
        return progress(connection, person, TITLE_ABSTRACT).mine


def whole(sample: Sample) -> None:
    assert stale_projections(sample.lead) == []
    with sample.lead.read() as connection:
        assert broken_hashes(connection) == []


def test_what_is_exported_is_imported_unchanged(sample: Sample) -> None:
    sample.decide("anna", 0, "include", at="2026-01-02T10:00:00Z", note="=1+1, “quoted”\nnext line")
    sample.decide("anna", 1, "maybe", note=" '=kept as it is ", at="2026-01-03")
    sample.decide(
        "anna", 2, "exclude", reason="population", fails=["language", "setting"], note="x"
    )
    sample.decide("anna", 3, "exclude", fails=["outcome", "population"])
    sample.decide("anna", 4, "exclude")
    before = exported(sample, "anna")
    with sample.lead.read() as connection:
        text = export_csv(connection, "anna", None)
    for _ in range(5):
        undo_last(sample.hand("anna"))
    assert exported(sample, "anna") == []
    assert taken(sample, text).imported == 5
    assert exported(sample, "anna") == before
    whole(sample)


def test_decisions_of_another_stage_are_listed(sample: Sample) -> None:
    text = "accession,reviewer,verdict,stage\nacc-0,bo,include,full-text\nacc-1,bo,include,\n"
    done = taken(sample, text)
    assert done.imported == 1
    assert [(line, "--stage full-text" in why) for line, why, _text in done.rejected] == [(2, True)]


def test_rows_without_an_id_are_matched_by_what_only_one_report_has(sample: Sample) -> None:
    sample.add(
        "Scopus",
        [
            record(20, accession="s-1", doi="10.5555/AbC", title="Visits at home by nurses"),
            record(21, accession="s-2", pmid="123", title="Editorial", year=2010),
            record(22, accession="s-3", title="Editorial", year=2011),
            record(23, accession="s-4", title="A title that occurs twice", year=2012),
            record(24, accession="s-5", title="A title that occurs twice", year=2012),
        ],
    )
    done = taken(
        sample,
        "doi,pmid,title,year,reviewer,verdict\n"
        "https://doi.org/10.5555/abc,,,,bo,include\n"
        ",PMID: 123,,,bo,include\n"
        ",,EDITORIAL.,2011,bo,include\n"
        ",,Group training in parenting skills,,bo,include\n"
        ",,A title that occurs twice,2012,bo,include\n"
        ",,Editorial,,bo,include\n"
        ",,Nothing like that,2000,bo,include\n"
        ",,,,bo,include\n",
    )
    assert dict(done.matched) == {"DOI": 1, "PMID": 1, "title and year": 1, "title": 1}
    assert [why.split(" ")[:2] for _line, why, _text in done.rejected] == [
        ["2", "reports"],
        ["There", "is"],
        ["There", "is"],
        ["It", "names"],
    ]


def test_a_number_of_another_tool_is_believed_only_where_the_title_agrees(sample: Sample) -> None:
    sample.add("Ovid", [record(30, accession="12", title="Something else altogether")])
    head = "Covidence #,Title,Reviewer Name,Decision\n"
    done = taken(sample, f"{head}#12,School meals and attendance,bo,include\n")
    assert dict(done.matched) == {"title": 1}
    done = taken(sample, f"{head}#12,Unknown here at all,bo,include\n")
    assert "another report here" in done.rejected[0][1]


def test_a_source_narrows_what_an_accession_means(sample: Sample) -> None:
    sample.add("Ovid", [record(41, accession="acc-1", title="Something else altogether")])
    text = f"{HEAD}acc-1,bo,include,,,\n"
    assert taken(sample, text).imported == 0
    assert taken(sample, text, source="Ovid").imported == 1


def test_reasons_are_the_protocols_or_noted_or_refused(sample: Sample) -> None:
    text = (
        f"{HEAD}acc-0,anna,exclude,WRONG  Population,,\nacc-1,anna,exclude,Feil språk,,\n"
        "acc-2,anna,exclude,too old,seen,\nacc-3,anna,include,wrong population,,\n"
        "acc-4,anna,exclude,outcome; wrong population,,sometime\n"
    )
    assert taken(sample, text).imported == 5
    rows = {row["accession"]: row for row in exported(sample, "anna")}
    told = {key: (row["reason"], row["fails"], row["note"]) for key, row in rows.items()}
    assert told == {
        "acc-0": ("population", "", ""),
        "acc-1": ("language", "", ""),
        "acc-2": ("", "", "seen; reason given: too old"),
        "acc-3": ("", "", "reason given: wrong population"),
        "acc-4": ("population", "outcome population", "time given: sometime"),
    }


def test_an_unknown_reason_at_full_text_is_refused_until_it_is_said_which(sample: Sample) -> None:
    sample.both(0, "include", "include")
    reveal(sample.hand("anna"), TITLE_ABSTRACT)
    text = f"{HEAD}acc-0,bo,exclude,too old,,\n"
    done = taken(sample, f"{HEAD}acc-0,bo,exclude,,,\n", FULL_TEXT)
    assert "--reason =ID" in done.rejected[0][1]
    done = taken(sample, text, FULL_TEXT)
    assert '--reason "too old"=ID' in done.rejected[0][1]
    assert done.unknown_reasons == ["too old"]
    with pytest.raises(Refused, match="not a reason"):
        taken(sample, text, FULL_TEXT, reasons={"too old": "nonsense"})
    assert taken(sample, text, FULL_TEXT, reasons={"Too Old": "population"}).imported == 1


def test_a_row_without_a_name_is_nobodys_until_it_is_said_whose(sample: Sample) -> None:
    text = "title,abstract,label_included\nSchool meals and attendance,Text,1\n"
    done = taken(sample, text)
    assert "--reviewer =NAME" in done.rejected[0][1]
    assert done.unknown_codes == [""]
    assert taken(sample, text, codes={"": "bo"}).imported == 1


def test_only_the_lead_takes_in_the_decisions_of_others(sample: Sample) -> None:
    data = f"{HEAD}acc-0,anna,include,,,\nacc-0,bo,include,,,\n".encode()
    done = take_in(sample.hand("bo"), data, "d.csv", Asked(TITLE_ABSTRACT))
    assert [why for _line, why, _text in done.rejected] == [
        "only the lead takes in the decisions of anna"
    ]
    with pytest.raises(Refused):
        take_in(sample.hand("cem"), data, "d.csv", Asked(TITLE_ABSTRACT))


def test_what_a_colleague_decided_here_is_never_overwritten(sample: Sample) -> None:
    sample.decide("bo", 0, "include", note="my own")
    sample.decide("bo", 1, "include", note="my own")
    taken(sample, f"{HEAD}acc-0,bo,exclude,,from the file,\nacc-1,bo,include,,from the file,\n")
    notes = {(row["accession"], row["note"]) for row in exported(sample, "bo")}
    assert notes == {(f"acc-{n}", note) for n in (0, 1) for note in ("my own", "from the file")}
    # He said two things of the first: he is asked again, blind. The second he said twice.
    sample.decide("anna", 0, "exclude")
    sample.decide("anna", 1, "include")
    with sample.lead.read() as connection:
        seen = progress(connection, "bo", TITLE_ABSTRACT)
    assert (seen.mine, seen.left) == (1, 9)
    # A second import replaces the first, and nothing else.
    taken(sample, f"{HEAD}acc-0,bo,include,,mended,\n")
    notes = {row["note"] for row in exported(sample, "bo") if row["accession"] == "acc-0"}
    assert notes == {"my own", "mended"}
    assert decided(sample, "bo") == 2
    whole(sample)


def test_an_import_is_undone_and_redone_as_one(sample: Sample) -> None:
    sample.decide("anna", 9, "include")
    rows = "".join(f"acc-{n},{who},include,,,\n" for n in range(4) for who in ("anna", "bo"))
    # A second word of bo on one record replaces his first, also within one import.
    assert taken(sample, f"{HEAD}{rows}acc-0,bo,maybe,,,\n").imported == 9
    assert (decided(sample, "anna"), decided(sample, "bo")) == (5, 4)
    for _ in range(2):
        assert undo_last(sample.hand("anna")).startswith("9 acts")
        assert (decided(sample, "anna"), decided(sample, "bo")) == (1, 0)
        whole(sample)
        assert redo_last(sample.hand("anna")).startswith("9 acts")
        assert (decided(sample, "anna"), decided(sample, "bo")) == (5, 4)
        whole(sample)
    undo_last(sample.hand("anna"))
    assert "include on" in undo_last(sample.hand("anna"))


def test_once_something_of_it_is_revealed_an_import_stays_whole(sample: Sample) -> None:
    taken(sample, f"{HEAD}acc-0,anna,include,,,\nacc-0,bo,include,,,\nacc-1,bo,include,,,\n")
    reveal(sample.hand("anna"), TITLE_ABSTRACT)
    with sample.lead.read() as connection:
        before = progress(connection, "bo", TITLE_ABSTRACT)
    with pytest.raises(Refused):
        undo_last(sample.hand("anna"))
    with sample.lead.read() as connection:
        assert progress(connection, "bo", TITLE_ABSTRACT) == before


def test_what_is_cancelled_leaves_nothing(sample: Sample) -> None:
    def cancel(_done: int, _in_all: int) -> None:
        raise KeyboardInterrupt

    data = f"{HEAD}acc-0,bo,include,,,\n".encode()
    with pytest.raises(KeyboardInterrupt):
        take_in(sample.hand("anna"), data, "d.csv", Asked(TITLE_ABSTRACT), cancel)
    assert decided(sample, "bo") == 0
    whole(sample)


def test_a_look_keeps_nothing_and_tells_ones_own_verdicts_only(sample: Sample) -> None:
    data = f"{HEAD}acc-0,anna,include,,,\nacc-0,bo,include,,,\nacc-1,zoe,include,,,\n".encode()
    done = look_at(sample.hand("anna"), data, "d.csv", Asked(TITLE_ABSTRACT))
    assert (done.found, done.imported, done.unknown_codes) == (3, 2, ["zoe"])
    assert dict(done.codes) == {"anna": 1, "bo": 1, "zoe": 1}
    assert {code: dict(said) for code, said in done.verdicts.items()} == {"anna": {"include": 1}}
    assert decided(sample, "anna") == decided(sample, "bo") == 0


CELLS = st.one_of(
    st.sampled_from(["acc-0", "acc-1", "bo", "anna", "include", "exclude", "-1", "population", ""]),
    st.text(max_size=6),
)


def test_any_row_is_kept_or_listed(sample: Sample) -> None:
    @settings(
        max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.lists(st.tuples(*[CELLS] * 6), min_size=1, max_size=8))
    def rows_are_kept_or_listed(rows: list[tuple[str, ...]]) -> None:
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        data = (HEAD + text.getvalue()).encode("utf-8", "replace")
        done = take_in(sample.hand("anna"), data, "d.csv", Asked(TITLE_ABSTRACT))
        assert done.found == done.imported + len(done.rejected)

    rows_are_kept_or_listed()
    whole(sample)


def test_no_reason_is_invented_and_one_may_be_said_for_all(location: str) -> None:
    protocol = Protocol(reasons=(Reason("population", "Wrong population"),))
    sample = Sample.begin(location, 3, protocol)
    text = f"{HEAD}acc-0,anna,exclude,,,\nacc-1,anna,exclude,wrong,,\n"
    taken(sample, text)
    told = {(row["accession"], row["reason"], row["note"]) for row in exported(sample, "anna")}
    assert told == {("acc-0", "", ""), ("acc-1", "", "reason given: wrong")}
    taken(sample, text, reasons={"": "population"})
    told = {(row["accession"], row["reason"]) for row in exported(sample, "anna")}
    assert told == {("acc-0", "population"), ("acc-1", "")}
    sample.close()
