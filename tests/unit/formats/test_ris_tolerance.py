from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from review.formats.reading import members, read
from review.refusal import Refused

TWO = "TY  - JOUR\nTI  - One\nAU  - Hart, Jo\nER  - \n\nTY  - JOUR\nTI  - Two\nER  - \n"


def titles(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    parsed = read(data, "x.ris")
    assert not parsed.rejected
    return [record.title for record in parsed.records]


@pytest.mark.parametrize(
    "text",
    [
        TWO,
        "\ufeff" + TWO,
        TWO.replace("\n", "\r\n"),
        TWO.replace("\n", "\r"),
        TWO.replace("ER  - ", "ER  -"),
        TWO.replace("ER  - \n", ""),
        TWO.replace("  - ", " - "),
        TWO.rstrip(),
        TWO.replace("TY  - JOUR\nTI  - One", "TI  - One"),
        TWO.replace("TY  - JOUR\n", ""),
        "1.\n" + TWO.replace("\n\nTY", "\n\n2.\nTY"),
        "<1>\n" + TWO.replace("\n\nTY", "\n\n<2>\nTY"),
        "1.\n" + TWO.replace("ER  - \n", "").replace("\n\nTY", "\n\n2.\nTY"),
        "\n\n\n" + TWO + "\n\n",
    ],
)
def test_every_way_of_writing_two_records_gives_two(text: str) -> None:
    assert titles(text) == ["One", "Two"]
    assert read(text.encode(), "").records[0].authors == ("Hart, Jo",)


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "windows-1252"),
    ],
)
def test_encodings_are_told_and_read(encoding: str, shown: str) -> None:
    text = "TY  - JOUR\nTI  - Å være “sårbar” – en studie\nER  - \n"
    parsed = read(text.encode(encoding), "x.ris")
    assert parsed.encoding == shown
    assert parsed.records[0].title == "Å være “sårbar” – en studie"


def test_mixed_encodings_are_read_line_by_line() -> None:
    data = "TY  - JOUR\nTI  - Sårbar\n".encode() + "AU  - Ødegård, Åse\nER  - \n".encode("cp1252")
    parsed = read(data, "x.ris")
    assert parsed.encoding == "utf-8 and windows-1252, mixed"
    assert (parsed.records[0].title, parsed.records[0].authors) == ("Sårbar", ("Ødegård, Åse",))


def test_mojibake_is_told_and_left_alone() -> None:
    parsed = read("TY  - JOUR\nTI  - SÃ¥rbar\nER  - \n".encode(), "x.ris")
    assert parsed.records[0].title == "SÃ¥rbar"
    assert any("UTF-8" in notice for notice in parsed.notices)


def test_text_outside_records_is_a_notice_with_its_line() -> None:
    text = "Provider: Somebody\nDatabase: Something\n\n" + TWO + "\nEnd of export\n"
    parsed = read(text.encode(), "x.ris")
    assert len(parsed.records) == 2
    assert [record.line for record in parsed.records] == [4, 9]
    (notice,) = parsed.notices
    assert "line 1: “Provider: Somebody" in notice
    assert "line 13: “End of export" in notice


def test_a_record_that_tells_nothing_is_rejected_with_line_and_text() -> None:
    parsed = read(("TY  - GEN\nN1  - Reference Type: Generic\nER  - \n\n" + TWO).encode(), "x.ris")
    (bad,) = parsed.rejected
    assert bad.line == 1
    assert "no title" in bad.why
    assert bad.text.splitlines() == ["TY  - GEN", "N1  - Reference Type: Generic", "ER  - "]
    assert len(parsed.records) == 2


@pytest.mark.parametrize(
    "line", ["DO  - 10.5555/x", "AB  - Only this", "AN  - 77", "AU  - Hart, J"]
)
def test_a_record_without_a_title_is_still_a_record(line: str) -> None:
    assert len(read(f"TY  - JOUR\n{line}\nER  - \n".encode()).records) == 1


RICH = """TY  - JOUR
TI  - A title that goes
      on here
AU  - World Health Organization
AU  - Hart,Jo
AB  - First paragraph.
ER of the clinic is no tag.
AB  - Zusammenfassung.
KW  - one
two
KW  - three, four
VL  - 12A
IS  - Suppl 1
SP  - S1-S9
UR  - https://example.org/a;b=1;c=2
UR  - https://example.org/2
SN  - 1063-3995 (Print), 1099-0879 (Electronic)
SN  - 978-3-86490-311-3
DO  - https://doi.org/10.5555/ABC(1)2.
ZZ  - unheard of
PMID - 12345678
ER  -
"""


def test_fields_are_read_whole() -> None:
    (record,) = read(RICH.encode(), "x.ris").records
    assert record.title == "A title that goes on here"
    assert record.authors == ("World Health Organization", "Hart, Jo")
    assert record.abstract == "First paragraph.\nER of the clinic is no tag."
    assert record.other_abstracts == ("Zusammenfassung.",)
    assert record.keywords == ("one", "two", "three, four")
    assert (record.volume, record.issue) == ("12A", "Suppl 1")
    assert (record.start_page, record.end_page) == ("S1", "S9")
    assert record.urls == ("https://example.org/a;b=1;c=2", "https://example.org/2")
    assert record.issn == ("1063-3995", "1099-0879")
    assert record.isbn == ("978-3-86490-311-3",)
    assert record.doi == "10.5555/ABC(1)2"
    assert record.pmid == "12345678"
    assert ("ZZ", "unheard of") in record.extra
    assert record.raw == RICH.rstrip("\n")


@pytest.mark.parametrize(
    ("lines", "doi"),
    [
        ("UR  - https://doi.org/10.5555/a.b", "10.5555/a.b"),
        ("L3  - 10.5555/l3", "10.5555/l3"),
        ("M3  - doi: 10.5555/m3", "10.5555/m3"),
        (
            "UR  - https://www.scopus.com/r.uri?eid=2&doi=10.5555%2fsc.1&partnerID=40",
            "10.5555/sc.1",
        ),
        ("DO  - not given", ""),
    ],
)
def test_dois_are_found_where_vendors_put_them(lines: str, doi: str) -> None:
    (record,) = read(f"TY  - JOUR\nTI  - T\n{lines}\nER  - \n".encode()).records
    assert record.doi == doi


@pytest.mark.parametrize(
    ("lines", "year", "date"),
    [
        ("PY  - 2019", 2019, ""),
        ("Y1  - 2008/08//", 2008, "2008/08//"),
        ("PY  - 2019\nDA  - NOV 3", 2019, "NOV 3"),
        ("Y1  - 2020/11//Nov/Dec2020\nPY  - 2020/11//Nov/Dec2020", 2020, "2020/11//Nov/Dec2020"),
        ("PY  - 10 15", None, "10 15"),
        ("PY  - Start date: 20170812", 2017, "Start date: 20170812"),
    ],
)
def test_years_and_dates(lines: str, year: int | None, date: str) -> None:
    (record,) = read(f"TY  - JOUR\nTI  - T\n{lines}\nER  - \n".encode()).records
    assert (record.year, record.date) == (year, date)


def test_doubles_in_a_file_are_kept_and_told() -> None:
    parsed = read((TWO + "\n" + TWO).encode(), "x.ris")
    assert len(parsed.records) == 4
    assert any("already: 2 records" in notice for notice in parsed.notices)


def test_html_in_titles_is_read_as_text_and_comparisons_stay() -> None:
    text = "TY  - JOUR\nTI  - CO<sub>2</sub> &amp; health, p <0.05 and q> 2\nER  - \n"
    (record,) = read(text.encode()).records
    assert record.title == "CO2 & health, p <0.05 and q> 2"
    assert "CO<sub>2</sub>" in record.raw


def test_archives_are_opened() -> None:
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w") as archive:
        archive.writestr("a.ris", TWO)
        archive.writestr("__MACOSX/._a.ris", b"\0\0")
        archive.writestr("sub/b.ris.gz", gzip.compress(TWO.encode()))
    found = list(members(store.getvalue(), "all.zip"))
    assert [name for name, _ in found] == ["all.zip/a.ris", "all.zip/sub/b.ris"]
    assert [len(read(content, name).records) for name, content in found] == [2, 2]


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"\x1f\x8b broken", b"\0" * 50, b"word"])
def test_broken_files_are_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        read(data, "x")
    assert refusal.value.next_step


def test_progress_ends_at_the_end() -> None:
    seen: list[tuple[int, int]] = []
    read((TWO * 30000).encode(), "x.ris", progress=lambda done, total: seen.append((done, total)))
    assert len(seen) > 1
    assert seen[-1][0] == seen[-1][1]
    assert seen == sorted(seen)


def test_lines_are_counted_across_blocks() -> None:
    parsed = read((TWO * 30000).encode(), "x.ris")
    assert [record.line for record in parsed.records[-2:]] == [8 * 29999 + 1, 8 * 29999 + 6]


def test_the_dois_of_the_cited_are_never_taken_for_the_records_own() -> None:
    cited = (
        "A, B (2015), https://doi.org/10.5555/cited.1; C (2016), https://doi.org/10.5555/cited.2"
    )
    for note in (f"References: {cited}", cited, "References: https://doi.org/10.5555/cited.1"):
        (record,) = read(f"TY  - JOUR\nTI  - T\nN1  - {note}\nER  - \n".encode()).records
        assert record.doi == ""
    (record,) = read(b"TY  - JOUR\nTI  - T\nN1  - doi: 10.5555/own\nER  - \n").records
    assert record.doi == "10.5555/own"
