from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.formats.reading import read
from review.formats.writing import FORMATS, write
from review.record import Record
from review.refusal import Refused

_SIGNS = "abzÅøé ,.;:-–&<>{}\\%$#_~@'\"[]()/=|?!0159αβ字"
text = st.text(_SIGNS, max_size=40).map(lambda value: " ".join(value.split()))
filled = text.filter(bool)
several = st.lists(filled, max_size=3).map(tuple)
paragraphs = st.lists(filled, max_size=3).map("\n".join)


@st.composite
def records(draw: st.DrawFn) -> Record:
    names = ("translated_title", "date", "journal", "journal_short", "volume", "issue",
             "start_page", "end_page", "article_number", "accession", "database", "language",
             "publisher", "place")  # fmt: skip
    lists = ("other_abstracts", "authors", "editors", "keywords", "urls", "affiliations", "notes")
    return Record(
        type=draw(st.sampled_from(["", "JOUR", "CHAP", "THES", "RPRT", "CONF", "BOOK", "PAT"])),
        title=draw(filled),
        abstract=draw(paragraphs),
        year=draw(st.none() | st.integers(1900, 2030)),
        doi=draw(st.sampled_from(["", "10.5555/ab(c)1;2-x", "10.5555/a_b%20c"])),
        pmid=draw(st.sampled_from(["", "12345678"])),
        pmcid=draw(st.sampled_from(["", "PMC99"])),
        issn=draw(st.sampled_from([(), ("1234-567X",), ("1234-5678", "87654321")])),
        isbn=draw(st.sampled_from([(), ("978-3-86490-311-3",)])),
        registrations=draw(st.sampled_from([(), ("NCT01234567",)])),
        extra=tuple(draw(st.lists(st.tuples(filled, filled), max_size=2))),
        **{name: draw(text) for name in names},
        **{name: draw(several) for name in lists},
    )


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None)
@given(st.lists(records(), min_size=1, max_size=3))
def test_what_is_exported_comes_back_whole(name: str, given_records: list[Record]) -> None:
    facts = {"record_id": "r-1", "decision": "include; exclude"}
    file = write([(record, facts) for record in given_records], name)
    parsed = read(file.encode(), "export")
    assert parsed.rejected == ()
    assert [replace(r, raw="", line=0) for r in parsed.records] == given_records


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
    (record,) = read(write([(AWKWARD, {})], name).encode()).records
    assert replace(record, raw="", line=0) == AWKWARD


def test_ris_says_what_other_programs_read() -> None:
    lines = write([(AWKWARD, {"decision": "include"})], "ris").splitlines()
    for line in (
        "TY  - JOUR", "AU  - Ødegård, Åse", "T2  - Journal of Invented Trials", "VL  - 12A",
        "IS  - Suppl 1", "DO  - 10.5555/S0140-6736(19)30001-1", "UR  - https://example.org/2",
        "AN  - X-1", "N1  - decision: include",
    ):  # fmt: skip
        assert line in lines


def test_another_format_is_refused_with_the_list() -> None:
    with pytest.raises(Refused) as refusal:
        write([], "pdf")
    assert "ris" in refusal.value.next_step
