"""Entries as files: what is written comes back as it was, and what is no answer is told."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from extraction.checking import read
from extraction.entry import Entry
from extraction.form import Form, load
from extraction.offline.columns import places
from extraction.offline.reading import read_file
from extraction.offline.table import SHAPES, Named, Shape
from extraction.offline.writing import FORMATS, Format, written
from extraction.status import QUOTE_SUFFICES, STATUSES, WITHOUT_VALUE
from extraction.value import Content, Value
from review.ids import shown_study
from review.refusal import Refused
from tests.unit.extraction.test_field_kinds import TEXT

MORE = """
[[fields]]
id = "countries"
kind = "country"
many = true
names = { en = "Countries", nb = "Land" }
[[fields]]
id = "types"
kind = "choices"
options = ["a", "b"]
other_allowed = true
names = { en = "Types" }
[[fields]]
id = "notes"
kind = "long-text"
number = "9"
names = { en = "Notes" }
[[fields]]
id = "results"
kind = "group"
names = { en = "Results" }
[[fields.fields]]
id = "outcome"
kind = "text"
names = { en = "Outcome" }
[[fields.fields]]
id = "effect"
kind = "decimal"
names = { en = "Effect" }
"""
FORM = load(TEXT + MORE, "kinds.toml")
STUDIES = ("1" * 32, "2" * 32)

# Signs that a spreadsheet runs, that part cells and lines, and that no workbook holds as they are.
SIGNS = "ab;,=+-@'\"\n\t|[]_x0007\x07\x1b:éø\u00a0 "
texts = st.text(SIGNS, min_size=1, max_size=12).map(str.strip).filter(bool)
numbers = st.one_of(
    st.integers(0, 10**9), st.floats(0, 10**12, allow_nan=False), st.floats(0, 1e-6)
)


OF_KIND: Mapping[str, st.SearchStrategy[Content]] = {
    "integer": st.integers(-(10**9), 10**9),
    "decimal": numbers,
    "date": st.sampled_from(["2019", "2019-05", "2019-05-31"]),
    "country": st.sampled_from([("NO",), ("NO", "SE")]),
    "yes-no-unclear": st.sampled_from(["yes", "no", "unclear"]),
    "choices": st.lists(
        st.one_of(st.sampled_from(["a", "b", "not-reported"]), texts), min_size=1, unique=True
    ).map(tuple),
}
ANY_TEXT = st.one_of(texts, st.sampled_from(["not-reported", "12", "1,200", "TRUE"]))


def contents(path: str) -> st.SearchStrategy[Content]:
    field = FORM.at(path)
    assert field is not None
    return OF_KIND.get(field.kind, ANY_TEXT)


@st.composite
def values(draw: st.DrawFn, path: str) -> Value:
    evidence = {key: draw(st.one_of(st.just(""), texts)) for key in ("page", "quote", "unit")}
    status = draw(st.sampled_from(STATUSES))
    if status in WITHOUT_VALUE:
        return Value(None, status, **evidence)
    if status in QUOTE_SUFFICES and evidence["quote"] and draw(st.booleans()):
        return Value(None, status, **evidence)
    return Value(draw(contents(path)), status, **evidence)


@st.composite
def entries(draw: st.DrawFn) -> list[Named]:
    there = list(places(FORM, {"results": 2}))
    found = []
    for study in STUDIES[: draw(st.integers(1, 2))]:
        paths = draw(st.lists(st.sampled_from(there), min_size=1, max_size=6, unique=True))
        given = {path: draw(values(path)) for path in paths}
        entry = Entry(study=study, form="kinds", version=1, extractor="anna", values=given)
        found.append(Named(entry, f"Study {study[-1]}"))
    return found


def came_back(form: Form, data: bytes) -> Mapping[str, Mapping[str, Value | None]]:
    found: dict[str, dict[str, Value | None]] = {}
    for one in read_file(form, data, "file", {}).given:
        assert one.extractor == "anna"
        for answer in one.answers:
            field = form.at(answer.path)
            assert field is not None
            found.setdefault(one.study, {})[answer.path] = read(field, answer.raw)
    return found


@pytest.mark.parametrize(
    ("wanted", "shape"),
    [*((form, shape) for form in FORMATS[:2] for shape in SHAPES), ("json", "wide")],
)
@settings(max_examples=8)
@given(named=entries())
def test_what_is_written_comes_back(wanted: Format, shape: Shape, named: list[Named]) -> None:
    data = written(FORM, named, wanted, shape)
    if wanted == "json":  # the rows of a group are counted anew
        return_to = {one.entry.study for one in named}
        assert {shown_study(study) for study in return_to} == set(came_back(FORM, data))
        for one in named:
            told = came_back(FORM, data)[shown_study(one.entry.study)]
            outside = {p: v for p, v in one.entry.values.items() if "results" not in p}
            assert {p: v for p, v in told.items() if "results" not in p} == outside
            assert len(told) == len(one.entry.values)
        return
    expected = {shown_study(one.entry.study): dict(one.entry.values) for one in named}
    assert came_back(FORM, data) == expected


def test_a_workbook_offers_the_choices_and_says_what_is_asked() -> None:
    blank = Entry(study=STUDIES[0], form="kinds", version=1, extractor="anna")
    data = written(FORM, [Named(blank, "=cmd|' /C calc'!A0")], "xlsx", evidence=True)
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["entries"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:5] == ["study_id", "study", "part", "extractor", "code"]
    assert sheet["B2"].value == "'=cmd|' /C calc'!A0"
    assert sheet["B2"].data_type == "s"
    assert {"blinded", "blinded:page", "doses.first_year.hours", "results[2].effect"} <= set(heads)
    assert "doses.later.each" not in heads, "what is calculated is not asked for"
    lists = {
        str(one.sqref).partition("2:")[0]: one
        for one in sheet.data_validations.dataValidation
        if one.type == "list"
    }
    letter = get_column_letter(heads.index("blinded") + 1)
    where = lists[letter].formula1.rpartition("!")[2].replace("$", "")
    offered = [row[0].value for row in book["lists"][where]]
    assert offered == ["yes", "no", "unclear", "not-reported", "not-applicable"]
    guide = [[cell.value for cell in row] for row in book["guide"].iter_rows()]
    assert [
        "doses.later.hours",
        "Doses, Later: Hours",
        "decimal, at least 0, required.",
        None,
    ] in guide
    assert written(FORM, [Named(blank, "=cmd|' /C calc'!A0")], "xlsx", evidence=True) == data
    too_long = Entry(
        study=STUDIES[0],
        form="kinds",
        version=1,
        extractor="a",
        values={"notes": Value("x" * 40_000)},
    )
    with pytest.raises(Refused, match="too long for a cell"):
        written(FORM, [Named(too_long, "S")], "xlsx")


def answers(
    text: str, said: Mapping[str, str] | None = None, words: Mapping[str, str] | None = None
) -> object:
    found = read_file(FORM, text.encode(), "mine.csv", said or {}, words)
    return [(one.study, {a.path: a.raw for a in one.answers}) for one in found.given]


def test_headers_are_known_by_path_number_and_name_in_both_languages() -> None:
    text = (
        "Title of the sheet\nstudy;9;Countries;Doser, Første år: Hours;design:page\nS;x;NO; 3;7\n"
    )
    assert answers(text) == [
        (
            "S",
            {
                "notes": "x",
                "countries": ["NO"],
                "doses[0].hours": "3",
                "design": {"page": "7"},
            },
        )
    ]


def test_columns_are_named_by_who_takes_them_in_and_words_for_nothing_are_no_answers() -> None:
    text = "id,Blinded?,Design\n7,NA,trial\n8,Yes,\n"
    said = {"id": "study", "Blinded?": "blinded"}
    rest = ("8", {"blinded": "Yes"})
    assert answers(text, said, {"na": ""}) == [("7", {"design": "trial"}), rest]
    assert answers(text, {**said, "Design": "-"}, {"na": ""}) == [("7", {}), rest]
    told = {"blinded": {"status": "not-applicable"}, "design": "trial"}
    assert answers(text, said, {"NA": "not-applicable"}) == [("7", told), rest]
    found = read_file(FORM, b"id,design,colour\n7,trial,red\n", "f", {"id": "study"})
    assert found.says == ["Columns that are no field of kinds: colour"]


@pytest.mark.parametrize(
    ("text", "said", "says"),
    [
        ("design\ntrial\n", {}, "does not say which study"),
        ("study,colour\n1,red\n", {}, "no column of the form kinds"),
        ("study,design\n1,trial\n", {"Design": "design"}, "no column Design"),
        ("study,design,x\n1,trial,y\n", {"x": "colour"}, "has no such field"),
        ("study,design,x\n1,trial,y\n", {"x": "design"}, "are both design"),
        ("", {}, "does not say which study"),
        ('{"entries": 3}', {}, "holds no list of entries"),
        ('{"form": "other", "entries": []}', {}, "is for the form “other”"),
        ('{"entries": [{"study": "S"}]}', {}, "entry 1 has no values"),
    ],
)
def test_a_file_that_is_no_table_of_entries_is_refused(
    text: str, said: dict[str, str], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        read_file(FORM, text.encode(), "mine.csv", said)


def test_json_of_another_shape_keeps_its_place_to_be_refused() -> None:
    data = {
        "entries": [{"study": "S", "values": {"results": 3, "colour": "red", "doses": {"x": {}}}}]
    }
    (found,) = read_file(FORM, json.dumps(data).encode(), "f", {}).given
    assert [answer.path for answer in found.answers] == ["results", "colour"]
