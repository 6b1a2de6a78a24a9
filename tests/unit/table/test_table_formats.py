"""A table in every format: golden files written by hand, and what each format promises."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.clean import safe_cell
from review.files.spreadsheet import WAYS
from review.refusal import Refused
from review.table.rendering import FORMATS, render
from review.table.table import Column, Table
from review.typography import cells_of

GOLDEN = Path(__file__).parents[2] / "golden" / "table"
SMALL = Table(
    name="small",
    title="Small | table",
    columns=(
        Column("study", "Study", width=2.0),
        Column("n", "Participants", align="right"),
        Column("what", "What was done", width=3.0),
    ),
    rows=(
        ("Berg 2014", 1240, "Visits | weekly\nand calls"),
        ("=1+1", None, "-5"),
        ("Lie & Moe 2016", 0.58, '<b>"bold"</b>'),
    ),
    notes=("One note.",),
)


def made(format_name: str, table: Table = SMALL, **more: Any) -> str:
    text = render(table, format_name, **more)
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize(
    ("format_name", "language", "file"),
    [
        ("text", "en", "small.txt"),
        ("text", "nb", "small_nb.txt"),
        ("csv", "nb", "small.csv"),
        ("md", "nb", "small.md"),
        ("json", "nb", "small.json"),
    ],
)
def test_a_small_table_is_as_written_by_hand(format_name: str, language: str, file: str) -> None:
    expected = (GOLDEN / file).read_bytes().decode("utf-8")
    assert made(format_name, language=language, width=60) == expected


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_same_table_gives_the_same_bytes(format_name: str) -> None:
    assert render(SMALL, format_name) == render(SMALL, format_name)
    assert isinstance(render(SMALL, format_name), bytes) is (format_name in {"docx", "xlsx"})


@pytest.mark.parametrize("format_name", ["docx", "xlsx"])
def test_packages_hold_no_time_of_writing(format_name: str) -> None:
    package = zipfile.ZipFile(io.BytesIO(bytes(render(SMALL, format_name))))
    assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = package.read("docProps/core.xml").decode()
    assert properties.count("1980-01-01T00:00:00Z") == 2
    assert package.testzip() is None


def test_html_has_scope_caption_language_and_no_markup_from_outside() -> None:
    page = made("html", language="nb")
    assert '<html lang="nb">' in page
    assert "<caption>Small | table</caption>" in page
    assert '<th scope="col">Study</th>' in page
    assert '<th scope="col" class="number">Participants</th>' in page
    assert '<td class="number">1\u202f240</td>' in page
    assert "<td>Visits | weekly<br>and calls</td>" in page
    assert "&lt;b&gt;&quot;bold&quot;&lt;/b&gt;" in page
    assert "<p>One note.</p>" in page


def test_markdown_keeps_a_row_on_a_line() -> None:
    lines = made("md").splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert len(rows) == 2 + len(SMALL.rows)
    assert {line.replace("\\|", "").count("|") for line in rows} == {4}


def test_docx_has_caption_repeated_head_whole_rows_and_alternative_text() -> None:
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm

    data = bytes(render(replace(SMALL, landscape=True), "docx", language="nb"))
    document = Document(io.BytesIO(data))
    (table,) = document.tables
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert texts[0] == ["Study", "Participants", "What was done"]
    assert texts[1] == ["Berg 2014", "1\u202f240", "Visits | weekly\nand calls"]
    assert texts[3][1] == "0,58"
    assert document.paragraphs[0].style.name == "Caption"
    assert document.paragraphs[0].text == "Small | table"
    assert document.paragraphs[-1].text == "One note."
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    marks = [[child.tag for child in row._tr.trPr] for row in table.rows]
    assert all(qn("w:cantSplit") in row for row in marks)
    assert [qn("w:tblHeader") in row for row in marks] == [True, False, False, False]
    described = table._tbl.tblPr.find(qn("w:tblDescription"))
    assert described.get(qn("w:val")) == "Small | table"
    widths = [cell.width for cell in table.rows[1].cells]
    assert sum(widths) == pytest.approx(Cm(29.7 - 2 * 2), rel=0.001)
    assert widths == [column.width for column in table.columns]
    assert document.core_properties.author == ""


def test_docx_is_upright_unless_asked() -> None:
    from docx import Document

    section = Document(io.BytesIO(bytes(render(SMALL, "docx")))).sections[0]
    assert section.page_width < section.page_height


def test_xlsx_has_numbers_as_numbers_and_no_formula() -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(bytes(render(SMALL, "xlsx"))))
    sheet, notes = book.worksheets
    assert sheet.title == "small"
    assert [cell.value for cell in sheet[1]] == ["Study", "Participants", "What was done"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == (1240, "n")
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("'=1+1", "s")
    assert sheet["B3"].value is None
    assert sheet["B4"].value == 0.58
    assert sheet.freeze_panes == "A2"
    assert [row[0].value for row in notes.iter_rows()] == ["Small | table", "One note."]


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+47 22", "'+47 22"),
        ("-rm", "'-rm"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("\uff1d1", "'\uff1d1"),
        ("-5", "-5"),
        ("+1.5", "+1.5"),
        ("-0,25", "-0,25"),
        ("-1e-5", "-1e-5"),
        ("-5\n=1", "'-5\n=1"),
        ("a=1", "a=1"),
        ("", ""),
        (-5, -5),
        (None, None),
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell: Any, safe: Any) -> None:
    assert safe_cell(cell) == safe


cells = st.one_of(
    st.none(),
    st.integers(min_value=-(10**12), max_value=10**12),
    st.floats(allow_nan=True),
    st.text(max_size=60),
)


def test_csv_for_norwegian_excel_has_semicolons_and_decimal_commas() -> None:
    text = str(render(SMALL, "csv", way=WAYS["nb"]))
    assert text.startswith("\ufeffStudy;Participants;What was done\r\n")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert (rows[1][1], rows[2][0], rows[3][1]) == ("1240", "'=1+1", "0,58")


@given(st.lists(st.tuples(cells, cells, cells), max_size=4), st.integers(16, 120))
@settings(max_examples=60, deadline=None)
def test_text_never_leaves_its_width_and_loses_nothing(rows: Any, width: int) -> None:
    table = replace(SMALL, rows=tuple(rows))
    text = made("text", table, width=width)
    assert max(cells_of(line) for line in text.split("\n")) <= width
    assert text.encode("utf-8")
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and cell.isascii() and cell.isalnum():
                assert set(cell) <= set(text)


@given(st.lists(st.tuples(cells, cells, cells), max_size=3), st.text(max_size=20))
@settings(max_examples=25, deadline=None)
def test_any_cell_can_be_written_in_every_format(rows: Any, title: str) -> None:
    table = replace(SMALL, rows=tuple(rows), title=title, notes=(title,))
    for format_name in FORMATS:
        data = render(table, format_name)
        assert data if isinstance(data, bytes) else data.encode("utf-8")
    read = list(csv.reader(io.StringIO(made("csv", table))))
    assert len(read) == 1 + len(rows)
    assert all(len(row) == 3 for row in read)
    for row in read[1:]:
        for cell in row:
            numeric = cell.lstrip("+-").replace(".", "").replace(",", "")
            harmless = numeric.replace("e", "").replace("-", "").replace("+", "").isdigit()
            assert not cell.startswith(("=", "@", "+", "-")) or harmless
    assert len(json.loads(made("json", table))["rows"]) == len(rows)


def test_many_columns_in_a_narrow_terminal_become_lists() -> None:
    columns = tuple(Column(f"c{n}", f"Column {n}") for n in range(20))
    rows = (tuple(f"value{n}" for n in range(20)),) * 2
    text = made("text", Table("wide", "Wide", columns, rows), width=80)
    assert "Column 19: value19" in text
    assert text.count("Column 3: value3") == 2


def test_docx_keeps_the_words_of_narrow_columns_whole() -> None:
    from docx import Document
    from docx.shared import Pt

    counts = tuple(Column(f"c{n}", "Favours intervention", "right", 0.1) for n in range(6))
    columns = (Column("study", "Study", width=5.0), *counts)
    wide = Table("w", "W", columns, (("word " * 100, *range(6)),), landscape=True)
    (table,) = Document(io.BytesIO(bytes(render(wide, "docx")))).tables
    # Nine-point bold "intervention" is 12 letters of 5.4 points on average, in margins of 11.
    assert all(cell.width >= Pt(12 * 5.4 + 11) for cell in table.rows[0].cells)


def test_text_breaks_no_usual_word_and_makes_lists_instead() -> None:
    columns = tuple(Column(f"c{n}", "intervention") for n in range(6))
    table = Table("w", "W", columns, (tuple("extraordinary" for _ in range(6)),))
    assert "extraordinary  extraordinary" in made("text", table, width=90)
    assert "intervention: extraordinary" in made("text", table, width=70)


def test_an_empty_table_has_its_heads() -> None:
    empty = replace(SMALL, rows=())
    assert "Participants" in made("text", empty)
    assert made("csv", empty) == "Study,Participants,What was done\n"
    assert render(empty, "docx")
    assert render(empty, "xlsx")


def test_a_row_of_the_wrong_length_is_no_table() -> None:
    with pytest.raises(ValueError, match="Row 1 of table small has 1 cells for 3 columns"):
        replace(SMALL, rows=(("only",),))


def test_a_column_is_found_by_its_key() -> None:
    assert SMALL.column("n") == [1240, None, 0.58]


def test_another_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused, match="xlsx"):
        render(SMALL, "pdf")


def test_more_columns_than_a_page_holds_are_shown_some_at_a_time_under_the_first() -> None:
    import docx.shared

    columns = (Column("study", "Study"), *(Column(f"c{n}", f"Outcome {n}") for n in range(41)))
    rows = (("Berg 2019", *(f"value {n}" for n in range(41))),)
    wide = Table("wide", "Wide", columns, rows, notes=("A note.",), landscape=True)
    page = docx.Document(io.BytesIO(bytes(render(wide, "docx"))))
    assert len(page.tables) > 2
    assert {table.cell(1, 0).text for table in page.tables} == {"Berg 2019"}
    shown = [cell.text for table in page.tables for cell in table.rows[1].cells[1:]]
    assert shown == [f"value {n}" for n in range(41)]
    texts = [one.text for one in page.paragraphs]
    assert texts[0] == f"Wide (1/{len(page.tables)})"
    assert texts.count("A note.") == 1
    section = page.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for table in page.tables:
        assert sum(cell.width for cell in table.rows[0].cells) <= room + docx.shared.Pt(0.5)
