from __future__ import annotations

import csv
import io
import os
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.files.spreadsheet import WAYS
from review.formats.manager_keys import Key
from review.formats.outgoing import Outgoing
from review.formats.reading import read
from review.formats.writing import FORMATS, write
from review.record import Record
from review.refusal import Refused

EXAMPLES = 500 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 25

# What a field may hold that a format could take for something of its own.
_NASTY = (
    *("ER  - ", "TY  - JOUR", "\nER  - \n", "PMID- 1", "\n\nTI  - two", "review:{}"),
    *("C5  - review:{}", "\n2. ", "{World Health Organization}", "Ministry of Health and Care"),
    *("a and b", "\\emph{x}", "\\'e", "}", "{", "@article{k,", "\n@article{k,", "$x_1$ 95% ~#2&\\"),
    *("\x00", "\x0b", "\x1b[31m", "\x85", "\u2028", "\ufeff", "\u200f\u05d0", "\u202e", "e\u0301"),
    *("\ufffe", "<![CDATA[", "]]>", "&amp;lt;", "<i>x</i>", "&#13;", '"', "'", "'=x", "=1+1", "@x"),
    *("+47", "-5", "; ", ";", " ; ", "|", ",", "\t", "\r", "\r\n", " ", "  ", "NA", "null", "#N/A"),
    *("['a', 'b']", "Suppl 1", "12A", "p. 3-4", "10.5555/a;b(c)", "PMC99", "NCT01234567"),
    *("https://example.org/a;b?c=1&d=%20", "1234-567X", "_x0041_", "字", "Åse", "\U0001f600"),
)
nasty = st.lists(st.sampled_from(_NASTY) | st.text(max_size=6), max_size=5).map("".join)
several = st.lists(nasty, max_size=3).map(tuple)
_SPECIAL: dict[str, st.SearchStrategy[object]] = {
    "title": nasty.map(lambda text: f"{text}."),  # a record without a word is no record
    "type": st.sampled_from(["", "JOUR", "CHAP", "THES", "RPRT", "CONF", "BOOK", "PAT", "ICOMM"]),
    "year": st.none() | st.integers(-1, 20_300),
    "doi": st.sampled_from(["", "10.5555/ab(c)1;2-x", "10.5555/A_b%20c"]) | nasty,
    "extra": st.lists(st.tuples(nasty, nasty), max_size=2).map(tuple),
    "raw": st.just(""),
    "line": st.just(0),
}
whole_records = st.builds(
    Record,
    **{
        field.name: _SPECIAL.get(
            field.name, several if isinstance(getattr(Record(), field.name), tuple) else nasty
        )
        for field in fields(Record)
    },
)
keys = st.builds(Key, st.sampled_from(["", "bibtex", "endnote", "zotero", "csl"]), nasty, nasty)
outgoing = st.builds(
    Outgoing,
    whole_records,
    several,
    st.fixed_dictionaries({"record_id": nasty, "decisions": nasty, "source": nasty}),
    keys,
)


def exported(items: list[Outgoing], name: str, excel: str = "") -> bytes:
    data = write(items, name, WAYS[excel]) if excel else write(items, name)
    return data if isinstance(data, bytes) else data.encode()


def imported(data: bytes) -> list[Record]:
    parsed = read(data, "export")
    assert parsed.rejected == ()
    return [replace(record, raw="", line=0) for record in parsed.records]


@pytest.mark.parametrize(
    ("name", "excel"), [*((name, "") for name in FORMATS), ("csv", "en"), ("csv", "nb")]
)
@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(outgoing, min_size=1, max_size=2))
def test_every_field_comes_back_as_it_was(name: str, excel: str, items: list[Outgoing]) -> None:
    assert imported(exported(items, name, excel)) == [item.record for item in items]


AWKWARD = Record(
    type="JOUR",
    title="CO2 & <0.05: Smith's “trial” of {x} at 95% = good",
    abstract="Background: a.\n\nER  - is a term.\nTY  - too",
    authors=("World Health Organization and Partners", "van der Berg, J.-P.", "Ødegård, Åse"),
    year=2019,
    journal="Journal of Invented Trials",
    volume="12A",
    issue="Suppl 1",
    start_page="e12",
    doi="10.5555/S0140-6736(19)30001-1",
    urls=("https://example.org/a;b?c=1&d=2", "https://example.org/2"),
    accession="X-1",
    notes=("one\nTI  - two", "three"),
)


@pytest.mark.parametrize("name", FORMATS)
def test_awkward_values_survive(name: str) -> None:
    assert imported(exported([Outgoing(AWKWARD)], name)) == [AWKWARD]


def test_ris_says_what_other_programs_read() -> None:
    data = exported([Outgoing(AWKWARD, ("decision: title-abstract, anna: include",))], "ris")
    lines = data.decode().splitlines()
    for line in (
        "TY  - JOUR", "AU  - Ødegård, Åse", "T2  - Journal of Invented Trials", "VL  - 12A",
        "IS  - Suppl 1", "DO  - 10.5555/S0140-6736(19)30001-1", "UR  - https://example.org/2",
        "AN  - X-1", "N1  - decision: title-abstract, anna: include",
    ):  # fmt: skip
        assert line in lines


def test_another_format_is_refused_with_the_list() -> None:
    with pytest.raises(Refused) as refusal:
        write([], "pdf")
    assert "ris" in refusal.value.next_step


HARMFUL = Record(
    title="=HYPERLINK(“x”)",
    authors=("@Hart, Jo",),
    journal="+cmd",
    volume="-2+3",
    year=2019,
    accession="007",
    notes=("\t=1",),
)


@pytest.mark.parametrize("excel", ["", *WAYS])
def test_no_cell_of_a_csv_begins_as_a_formula(excel: str) -> None:
    text = exported([Outgoing(HARMFUL)], "csv", excel).decode("utf-8-sig")
    separator = ";" if excel == "nb" else ","
    head, row = csv.reader(io.StringIO(text), delimiter=separator)
    cells = dict(zip(head, row, strict=True))
    assert cells["title"] == "'=HYPERLINK(“x”)"
    assert cells["authors"] == "'@Hart, Jo"
    assert (cells["journal"], cells["volume"], cells["accession"]) == ("'+cmd", "'-2+3", "007")
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)
    assert imported(exported([Outgoing(HARMFUL)], "csv", excel)) == [HARMFUL]


def test_excel_of_norway_gets_its_mark_semicolons_and_line_ends() -> None:
    data = exported([Outgoing(HARMFUL)], "csv", "nb")
    assert data.startswith(b"\xef\xbb\xbfrecord_id;accession;source;")
    assert data.count(b"\r\n") == 2


def test_a_workbook_has_text_for_ids_and_no_formula() -> None:
    from openpyxl import load_workbook

    record = replace(HARMFUL, doi="10.5555/1", issue="1-2", pmid="00123")
    book = load_workbook(io.BytesIO(exported([Outgoing(record)], "xlsx")))
    (sheet,) = book.worksheets
    head = [cell.value for cell in sheet[1]]
    row = {name: sheet.cell(2, place) for place, name in enumerate(head, start=1)}
    assert (row["title"].value, row["title"].data_type) == ("'=HYPERLINK(“x”)", "s")
    assert [row[name].value for name in ("accession", "pmid", "issue")] == ["007", "00123", "1-2"]
    assert (row["year"].value, row["year"].data_type) == (2019, "n")
    assert all(cell.data_type in "ns" for line in sheet.iter_rows() for cell in line)
    assert sheet.freeze_panes == "B2"
    assert sheet.column_dimensions["E"].width > sheet.column_dimensions["G"].width


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_more_than_a_cell_of_excel_holds_comes_back_whole(name: str) -> None:
    long = Record(title="A title", abstract="  word =" * 20_000, notes=("x" * 40_000, "'=y"))
    data = exported([Outgoing(long), Outgoing(AWKWARD)], name)
    assert imported(data) == [long, AWKWARD]
    if name == "xlsx":
        from openpyxl import load_workbook

        cells = load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
        assert max(len(cell) for row in cells for cell in row if isinstance(cell, str)) <= 32_767


def test_a_table_saved_by_norwegian_excel_is_read() -> None:
    text = "\ufeffTitle;Authors;Year;Cited\r\nHome visits;Hart, Jo;2019;3,5\r\n"
    (record,) = imported(text.encode())
    assert (record.title, record.authors, record.year) == ("Home visits", ("Hart, Jo",), 2019)
    assert record.extra == (("Cited", "3,5"),)
