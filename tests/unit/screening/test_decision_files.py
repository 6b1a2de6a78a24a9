"""Files of decisions as their tools write them: whose, what, when and why, and what is nobody's."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from review.refusal import Refused
from screening.decisions.reading import given_by
from screening.decisions.row import Given, Row
from screening.decisions.words import utc, verdict_of

LOG_HEAD = "created_at,user_id,user_email,article_id,key,value"


def read(text: str | bytes, name: str = "file.csv", stage: str = TITLE_ABSTRACT) -> Given:
    data = text.encode() if isinstance(text, str) else text
    return given_by(data, name, stage, "anna")  # type: ignore[arg-type]


def told(rows: list[Row]) -> list[tuple[str, str, str, tuple[str, ...], str, str]]:
    return [
        (row.keys.shown, row.reviewer, verdict_of(row.verdict), row.reasons, row.note, row.at)
        for row in rows
    ]


def zipped(files: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_rayyan_log_gives_the_last_verdict_with_reasons_and_labels_of_each_person() -> None:
    lines = [
        "2024-03-01T09:00:00.000Z,11,mia@x.no,501,included,1",
        "2024-03-01T09:05:00.000Z,12,ole@x.no,501,included,0",
        "2024-03-02T10:00:00.000Z,11,mia@x.no,501,included,-1",
        '2024-03-02T10:00:01.000Z,11,mia@x.no,501,"__EXR__wrong population",1',
        "2024-03-02T10:00:02.000Z,11,mia@x.no,501,__EXR__background article,1",
        "2024-03-02T10:00:03.000Z,11,mia@x.no,501,__EXR__background article,0",
        "2024-03-02T10:00:04.000Z,11,mia@x.no,501,Sweden,1",
        "2024-03-02T10:00:05.000Z,0,,501,__SYSTEM__STAGE__77,1",
        "2024-03-02T10:00:06.000Z,12,ole@x.no,502,Norway,1",
    ]
    log = "\n".join([LOG_HEAD, *lines])
    found = read(log)
    assert told(found.rows) == [
        ("rayyan-501", "ole@x.no", "maybe", (), "", "2024-03-01T09:05:00.000Z"),
        (
            "rayyan-501",
            "mia@x.no",
            "exclude",
            ("wrong population",),
            "labels: Sweden",
            "2024-03-02T10:00:00.000Z",
        ),
    ]
    assert [loose.what for loose in found.loose] == ["labels without a verdict"]
    assert "2 people: mia@x.no, ole@x.no" in found.says[0]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 40),
            st.sampled_from("ab"),
            st.sampled_from("12"),
            st.sampled_from([1, 0, -1]),
        ),
        max_size=20,
        unique_by=lambda line: line[0],
    ),
    st.randoms(use_true_random=False),
)
def test_any_arrangement_of_log_lines_gives_the_last_verdict(lines, random) -> None:  # type: ignore[no-untyped-def]
    last = {}
    for minute, who, article, value in sorted(lines):
        last[article, who] = ({1: "include", 0: "maybe", -1: "exclude"}[value], minute)
    shuffled = [
        f"2024-01-01T00:{minute:02}:00.000Z,{who},,{article},included,{value}"
        for minute, who, article, value in lines
    ]
    random.shuffle(shuffled)
    found = read("\n".join([LOG_HEAD, *shuffled]) + "\n")
    assert {
        (row.keys.ids[1], row.reviewer): (row.verdict, int(row.at[14:16])) for row in found.rows
    } == last


def test_rayyan_archive_tells_titles_beside_its_log() -> None:
    articles = "key,title,year,journal,issn,volume,issue,pages,location,notes,doi\n"
    articles += "rayyan-501,Home visits for parents,2019,J,,1,2,3,,,10.5555/visits\n"
    log = f"{LOG_HEAD}\n2024-03-01T09:00:00.000Z,11,,501,included,1\n"
    found = read(zipped({"articles.csv": articles, "customizations_log.csv": log}), "export.zip")
    (row,) = found.rows
    assert row.keys.title == "Home visits for parents"
    assert row.keys.doi == "10.5555/visits"
    assert row.reviewer == "11"


NOTES = """TY  - JOUR
AN  - rayyan-{number}
TI  - Home visits for parents
N1  - {notes}
ER  -

"""


def test_rayyan_notes_give_names_verdicts_notes_and_the_one_excluders_reason() -> None:
    notes = (
        'RAYYAN-INCLUSION: {"Mia B. Østby"=>"Included", "Ole"=>"Excluded"} | RAYYAN-LABELS: a,b | '
        "RAYYAN-EXCLUSION-REASONS: wrong population,background article | "
        'USER-NOTES: {"Ole"=>["see table 2", "again"], "Kai"=>["mine"]}'
    )
    found = read(NOTES.format(number=7, notes=notes), "articles.ris")
    assert told(found.rows) == [
        ("rayyan-7", "Mia B. Østby", "include", (), "labels: a, b", ""),
        (
            "rayyan-7",
            "Ole",
            "exclude",
            ("wrong population", "background article"),
            "see table 2; again; labels: a, b",
            "",
        ),
    ]
    assert [(loose.what, "Kai" in loose.text) for loose in found.loose] == [
        ("a note without a verdict", True)
    ]


def test_reasons_of_several_excluders_are_listed_not_assigned() -> None:
    notes = (
        'RAYYAN-INCLUSION: {"Mia"=>"Excluded", "Ole"=>"Excluded"} | '
        "RAYYAN-EXCLUSION-REASONS: wrong population"
    )
    found = read(NOTES.format(number=7, notes=notes), "articles.ris")
    assert [row.reasons for row in found.rows] == [(), ()]
    assert [loose.text for loose in found.loose] == ["rayyan-7: wrong population"]


def test_asreview_columns_tell_user_time_note_and_tags() -> None:
    table = (
        "record_id,title,year,asreview_label,asreview_time,asreview_note,asreview_user_name,"
        "asreview_user_email,asreview_tag_rct\n"
        "0,Home visits,2019,1,2024-04-23 18:24:19.839991,mine,Mia,mia@x.no,1\n"
        "1,School meals,2018,0,1713896659.84,,Mia,mia@x.no,0\n"
        "2,Mentors,2017,,,,,,\n"
    )
    found = read(table)
    assert told(found.rows) == [
        ("Home visits", "Mia", "include", (), "mine; labels: rct", "2024-04-23 18:24:19.839991"),
        ("School meals", "Mia", "exclude", (), "", "1713896659.84"),
    ]
    assert "1 record without one" in found.says[0]


def test_labels_without_a_user_are_nobodys() -> None:
    found = read("title,abstract,label_included\nHome visits,Text,1\nSchool meals,Text,0\n")
    assert [row.reviewer for row in found.rows] == ["", ""]
    ris = "TY  - JOUR\nTI  - {}\nN1  - {}\nER  -\n\n"
    found = read(
        ris.format("Home visits", "Mine. ASReview_relevant. Yours.")
        + ris.format("School meals", "ASReview_irrelevant")
        + ris.format("Mentors", "ASReview_not_seen"),
        "file.ris",
    )
    assert told(found.rows) == [
        ("Home visits", "", "include", (), "Mine. Yours.", ""),
        ("School meals", "", "exclude", (), "", ""),
    ]


def database(*statements: str) -> bytes:
    connection = sqlite3.connect(":memory:")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    data = connection.serialize()
    connection.close()
    return data


TAGS = '[{"export": "design", "values": [{"export": "rct", "checked": true}, {"export": "qed"}]}]'


def test_asreview_projects_of_version_2_and_1_are_read() -> None:
    second = zipped(
        {
            "project.json": "{}",
            "reviews/aa/results.db": database(
                "CREATE TABLE results (record_id INTEGER, label INTEGER, time FLOAT, note TEXT, "
                "tags JSON, user_id INTEGER)",
                f"INSERT INTO results VALUES (4, 1, 1713896659.84, 'mine', '{TAGS}', 3)",
                "INSERT INTO results VALUES (5, NULL, NULL, NULL, '[]', NULL)",
            ),
            "data_store.db": database(
                "CREATE TABLE record (record_id INTEGER, title TEXT, doi TEXT, year INTEGER)",
                "INSERT INTO record VALUES (4, 'Home visits', '10.5555/a', 2019)",
            ),
        }
    )
    first = zipped(
        {
            "project.json": "{}",
            "data/own.csv": "title,abstract,year\nHome visits,Text,2019\nSchool meals,Text,2018\n",
            "reviews/bb/results.sql": database(
                "CREATE TABLE results (record_id INTEGER, label INTEGER, labeling_time TEXT, "
                "notes TEXT)",
                "INSERT INTO results VALUES (1, 0, '2023-01-02 10:00:00', 'no')",
            ),
        }
    )
    assert told(read(second, "a.asreview").rows) == [
        ("10.5555/a", "3", "include", (), "mine; labels: rct", "1713896659.84")
    ]
    assert told(read(first, "b.asreview").rows) == [
        ("School meals", "", "exclude", (), "no", "2023-01-02 10:00:00")
    ]


def test_a_project_that_would_run_for_ever_is_refused() -> None:
    endless = database(
        "CREATE TABLE results (record_id INTEGER, label INTEGER)",
        "INSERT INTO results VALUES (1, 1)",
    )
    with pytest.raises(Refused, match="cannot be read"):
        read(zipped({"project.json": "{}", "reviews/a/results.db": endless[:3000]}), "a.asreview")


COVIDENCE_HEAD = "Title,Authors,Published Year,DOI,Ref,Covidence #,Study,Notes,Tags\n"


def test_covidences_rows_of_reviewers_and_of_the_consensus_keep_their_names() -> None:
    table = (
        "Covidence #,Study ID,Title,Reviewer Name,Decision,Exclusion reason,Date\n"
        "#12,Berg 2019,Home visits,Mia,Exclude,Wrong population,2024-03-01\n"
        "#12,Berg 2019,Home visits,Consensus,Include,,\n"
    )
    found = read(table, stage=FULL_TEXT)
    assert told(found.rows) == [
        ("#12", "Mia", "exclude", ("Wrong population",), "", "2024-03-01"),
        ("#12", "Consensus", "include", (), "", ""),
    ]
    assert found.tool == "Covidence"
    assert found.rows[0].keys.ids == ("#12", "12")


def test_covidences_lists_are_decisions_of_nobody_in_particular() -> None:
    rows = 'Home visits,"Berg, K",2019,10.5555/a,9,#12,Berg 2019,Exclusion reason: Wrong x; ,t\n'
    found = read(COVIDENCE_HEAD + rows, "review_1_excluded_csv_2024.csv", FULL_TEXT)
    assert told(found.rows) == [
        ("#12", "", "exclude", ("Wrong x",), "labels: t", ""),
    ]
    assert found.rows[0].stage == FULL_TEXT
    assert found.rows[0].keys.doi == "10.5555/a"
    plain = 'Home visits,"Berg, K",2019,10.5555/a,9,#12,Berg 2019,,\n'
    found = read(COVIDENCE_HEAD + plain, "review_1_irrelevant_csv_2024.csv")
    assert [(row.verdict, row.stage) for row in found.rows] == [("exclude", TITLE_ABSTRACT)]
    with pytest.raises(Refused, match="not a table of decisions") as refusal:
        read(COVIDENCE_HEAD + plain, "mine.csv")
    assert "--verdict" in refusal.value.next_step
    found = given_by((COVIDENCE_HEAD + plain).encode(), "mine.csv", TITLE_ABSTRACT, "", "include")
    assert [row.verdict for row in found.rows] == ["include"]


EPPI = {
    "CodeSets": [
        {
            "SetName": "Screen on Title & Abstract",
            "Attributes": {
                "AttributesList": [
                    {
                        "AttributeId": 1,
                        "AttributeType": "Exclude",
                        "AttributeName": "EXCLUDE on population",
                    },
                    {
                        "AttributeId": 2,
                        "AttributeType": "Include",
                        "AttributeName": "INCLUDE on title",
                        "Attributes": {
                            "AttributesList": [
                                {
                                    "AttributeId": 3,
                                    "AttributeType": "Selectable (show checkbox)",
                                    "AttributeName": "background",
                                }
                            ]
                        },
                    },
                ]
            },
        },
        {
            "SetName": "Screen on full text",
            "Attributes": {
                "AttributesList": [
                    {"AttributeId": 9, "AttributeType": "Exclude", "AttributeName": "Excluded"}
                ]
            },
        },
    ],
    "References": [
        {
            "ItemId": 70,
            "Title": "Home visits",
            "Year": "2019",
            "DOI": "https://doi.org/10.5555/a",
            "Codes": [{"AttributeId": 1, "AdditionalText": "adults"}],
        },
        {"ItemId": 71, "Title": "Meals", "Codes": [{"AttributeId": 2}, {"AttributeId": 9}]},
        {"ItemId": 72, "Title": "Mentors", "Codes": [{"AttributeId": 3}]},
    ],
}


def test_eppi_codes_of_the_stage_give_verdict_reason_and_text() -> None:
    text = json.dumps(EPPI)
    assert told(read(text, "e.json").rows) == [
        ("70", "", "exclude", ("population",), "adults", ""),
        ("71", "", "include", (), "", ""),
    ]
    assert told(read(text, "e.json", FULL_TEXT).rows) == [("71", "", "exclude", (), "", "")]


def test_colandr_says_what_was_agreed() -> None:
    table = (
        "study_id,citation_screening_status,fulltext_screening_status,citation_title,"
        "fulltext_exclude_reasons\n"
        'a1,included,excluded,Home visits,"wrong population,language"\n'
        "a2,conflict,not_screened,Meals,\n"
    )
    found = read(table, stage=FULL_TEXT)
    assert told(found.rows) == [
        ("Home visits", "", "exclude", ("wrong population", "language"), "", "")
    ]
    assert [row.why for row in read(table).rows] == ["", "“conflict” is not what was agreed"]


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffaccession;reviewer;verdict;note\nacc-1;bo;exclude;a, b\n".encode(),
        "accession\treviewer\tverdict\tnote\nacc-1\tbo\texclude\ta, b\n".encode("utf-16"),
        "sep=;\naccession;reviewer;verdict;note\nacc-1;bo;exclude;a, b\n".encode("cp1252"),
        b'My decisions\n\nID,Reviewer,Verdict,Note\nacc-1,bo,exclude,"a, b"\n',
    ],
)
def test_tables_of_norwegian_excel_and_others_are_one_and_the_same(data: bytes) -> None:
    assert told(read(data).rows) == [("acc-1", "bo", "exclude", (), "a, b", "")]


def test_a_workbook_is_read() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["accession", "reviewer", "verdict"])
    sheet.append([17, "bo", 1])
    data = io.BytesIO()
    book.save(data)
    assert told(read(data.getvalue(), "d.xlsx").rows) == [("17", "bo", "include", (), "", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-02T10:00:00Z", "2026-01-02T10:00:00Z"),
        ("2026-01-02T11:00:00+01:00", "2026-01-02T10:00:00.000Z"),
        ("2026-01-02 10:00:00 UTC", "2026-01-02T10:00:00.000Z"),
        ("2026-01-02", "2026-01-02"),
        ("1767348000", "2026-01-02T10:00:00.000Z"),
        ("1767348000000", "2026-01-02T10:00:00.000Z"),
        ("", ""),
        ("in spring", None),
        ("nan", None),
        ("inf", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_times_are_told_in_utc(text: str, expected: str | None) -> None:
    assert utc(text) == expected


WORDS = st.sampled_from(
    [
        "accession", "verdict", "reviewer", "key", "value", "article_id", "user_id", "created_at",
        "included", "title", "asreview_label", "1", "-1", "__EXR__x", "\n", ",", ";", '"', "\x00",
        "TY  - JOUR", "\nN1  - RAYYAN-INCLUSION: {", '"a"=>"Included"', "}", "\nER  - ", "{",
        '"CodeSets": [', '"References": []}', "Covidence #", "\ufeff", "é", "PK\x03\x04",
    ]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300), st.lists(WORDS, max_size=40).map(lambda w: "".join(w).encode())
    )
)
def test_arbitrary_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = given_by(data, "file", TITLE_ABSTRACT, "anna")
    except Refused:
        return
    assert all("\x00" not in row.note + row.reviewer + row.keys.shown for row in found.rows)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["Codes", "AttributeId", "Attributes", "AttributesList", "AttributeType", "Title"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(JSON, JSON)
def test_any_json_in_eppis_form_is_read_or_refused(sets: object, references: object) -> None:
    text = json.dumps({"CodeSets": sets, "References": references})
    try:
        given_by(text.encode(), "e.json", TITLE_ABSTRACT, "anna")
    except Refused:
        return
