from __future__ import annotations

import json
import re
import time
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from review.formats.parsed import Parsed
from review.formats.reading import FORMATS, read
from review.refusal import Refused

_TAGS = ("TY", "ER", "TI", "T1", "AU", "AB", "N2", "KW", "UR", "DO", "AN", "ID", "N1", "PY", "Y1",
         "SP", "EP", "SN", "M1", "M3", "U1", "ZZ", "PMID", "DB", "ED", "C6", "T2")  # fmt: skip
_VALUES = st.sampled_from(
    ["", "JOUR", "x", "Hart, Jo", "2019", "10.5555/a", "a;b", "- ER", "1.", "12345678 [PMID]",
     'review:{"title":1,"extra":[[1]]}', "&#x;", "<p", "1063-3995 (Print)", "no", "\u00e2\u20ac"]
) | st.text(max_size=20)  # fmt: skip
_LINES = st.one_of(
    st.tuples(st.sampled_from(_TAGS), st.sampled_from(["  - ", " - ", "  -"]), _VALUES).map(
        "".join
    ),
    st.sampled_from(["", "2.", "<3>", "Link to the Ovid", "      more", "Provider: X"]),
    st.text(max_size=20),
)
ris_texts = st.lists(_LINES, max_size=40).map("\n".join)
SEEDS = {
    "ovid-tagged": "<1. >\nVN  - Ovid Technologies\nAU  - Hart, J\nTI  - One\nAB  - a\nb\n\n<2. >\n"
    "TI  - Two\n",
    "cochrane-text": "Record #1 of 2\nID: CN-1\nTI: One\nAB: a\nb\n\n\nRecord #2 of 2\nTI: Two\n",
    "ris": "TY  - JOUR\nTI  - One\nAU  - Hart, Jo\nKW  - a\n b\nER  - \nNL  - J\n",
    "medline": "PMID- 1\nTI  - One\n      more\nAID - 10.5555/a [doi]\n\nPMID- 2\nTI  - Two\n",
    "wos": "FN x\nVR 1.0\nPT J\nAU Hart, J\n   Fox, B\nTI One\nDE a; b\nER\n\nEF",
    "enw": "%0 Journal Article\n%A Hart, Jo\n%T One\n%D 2019\n\n%0 Book\n%T Two\n",
    "refworks": "RT Journal Article\nT1 One\nA1 Hart, Jo\n\nRT Book\nT1 Two\n",
    "bibtex": '@article{a, title = {One {T}wo}, author = "Hart, Jo and {W H O}",}\n@comment{x}\n',
    "csv": 'title,authors,year\n"One, two","Hart, Jo; Fox, B",2019\n',
    "pubmed-xml": "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>"
    "<ArticleTitle>One</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
    "endnote-xml": "<xml><records><record><titles><title>One</title></titles></record></records>"
    "</xml>",
    "ictrp-xml": "<Trials_downloaded_from_ICTRP><Trial><TrialID>NCT01234567</TrialID></Trial>"
    "</Trials_downloaded_from_ICTRP>",
    "json": json.dumps(
        [{"title": "One", "author": [{"family": "Hart"}], "issued": {"raw": "2019"}}]
    ),
    "ovid-text": "<1>\nTitle\n  One.[Article]\nAuthor\n  Hart, Jo MD 1\n\n<2>\nTitle\n  Two\n",
}


def checked(data: bytes, **said: str) -> Parsed | None:
    try:
        parsed = read(data, "x", **said)
    except Refused:
        return None
    assert parsed.records or parsed.rejected
    assert all(record.raw for record in parsed.records)
    return parsed


@settings(deadline=None)
@given(st.binary(max_size=400))
@example(b"\x1f\x8b")
@example(b"PK\x03\x04")
@example(b"\xff\xfeT\x00Y")
@example(b"TY  - JOUR\x00\nTI  - a\x00b\nER  - ")
def test_arbitrary_bytes_end_in_records_or_a_refusal(data: bytes) -> None:
    checked(data)


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from(FORMATS))
def test_arbitrary_bytes_as_a_named_format(data: bytes, name: str) -> None:
    checked(data, format=name)


@settings(deadline=None)
@given(st.sampled_from(sorted(SEEDS)), st.data())
def test_cut_and_damaged_files(name: str, data: st.DataObject) -> None:
    text = SEEDS[name].encode() * 2
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    junk = data.draw(st.binary(max_size=6))
    checked(text[:start] + junk + text[end:])
    checked(text[start:end] + junk, format=name)


@settings(deadline=None)
@given(ris_texts)
def test_no_tag_value_of_an_ris_file_is_lost(text: str) -> None:
    parsed = checked(("TY  - JOUR\nTI  - First\n" + text).encode("utf-8", "replace"), format="ris")
    assert parsed is not None
    kept = "\n".join([*(r.raw for r in parsed.records), *(r.text for r in parsed.rejected)])
    kept = re.sub(r"\s+", " ", kept)
    for line in re.split(r"\r\n?|\n", text):
        found = re.match(r"^(?:[A-Z][A-Z0-9]|PMID) {1,2}-(?: (.*)|)$", line)
        if found and found[1]:
            inside = re.sub(r"\s+", " ", found[1]).strip() in kept
            assert inside or (line.startswith("ER") and parsed.notices)


LINED = ("ris", "medline", "wos", "enw", "refworks", "ovid-tagged", "cochrane-text", "ovid-text")
_OF_THE_FILE = re.compile(r"(?:FN|VR|EF|ER)(?:\s.*)?|ER\s{1,2}-\s*")


@settings(deadline=None)
@given(st.sampled_from(LINED), st.data())
def test_every_line_is_in_a_record_or_told_as_outside(name: str, data: st.DataObject) -> None:
    odd = ["", "2.", "Provider: X", "   set in", "Link to the full text"]
    lines = [*SEEDS[name].split("\n"), *odd]
    drawn = data.draw(
        st.lists(st.sampled_from(lines) | st.text("ab -:%<\t", max_size=9), max_size=30)
    )
    text = "\n".join(drawn)
    parsed = checked(text.encode(), format=name)
    if parsed is None:
        return
    kept = [*(r.raw for r in parsed.records), *(r.text for r in parsed.rejected)]
    whole = "\n".join([*kept, *(outside for _, outside in parsed.outside)])
    for line in text.split("\n"):
        assert line.strip() in whole or _OF_THE_FILE.fullmatch(line.strip())


@settings(deadline=None)
@given(st.sampled_from(sorted(SEEDS)), st.randoms(use_true_random=False))
def test_shuffled_lines_are_read_or_refused(name: str, chance: Random) -> None:
    lines = (SEEDS[name] * 2).split("\n")
    chance.shuffle(lines)
    checked("\n".join(lines).encode(), format=name)


@settings(deadline=None)
@given(ris_texts)
def test_the_lines_told_are_where_records_begin(text: str) -> None:
    data = text.replace("\r", " ")
    parsed = checked(data.encode("utf-8", "replace"), format="ris")
    lines = data.encode("utf-8", "replace").decode().removeprefix("\ufeff").split("\n")
    for record in parsed.records if parsed else ():
        assert lines[record.line - 1].startswith(record.raw.split("\n")[0])


_HARD = {
    "newlines": b"TY  - JOUR\nTI  - x\n" + b"\n" * 2_000_000,
    "blanks in a name": b"TY  - JOUR\nTI  - x\nAU  - a" + b" " * 500_000 + b"b; c",
    "brackets in a DOI": b"TY  - JOUR\nTI  - x\nDO  - 10.5555/" + b")" * 300_000,
    "brackets in an ISSN": b"TY  - JOUR\nTI  - x\nSN  - " + b"(" * 500_000,
    "blanks in a cell": b'title,authors,url\nx,"a'
    + b" " * 300_000
    + b'b","c'
    + b" " * 300_000
    + b'd"',
    "unclosed XML": b"<xml><records>" + b"<record>" * 20_000,
    "nested XML": b"<xml><records><record>" + b"<a>" * 20_000 + b"</a>" * 20_000 + b"</record>",
    "comments": b"<!---->" * 20_000,
    "marks after a name": b"<1>\nTitle\n  a\nAuthor\n  " + b"1 " * 100_000 + b"x",
    "every byte": bytes(range(256)) * 10_000,
    "nested JSON": b"[" * 100_000,
}


@pytest.mark.parametrize("name", _HARD)
def test_what_is_made_to_be_slow_is_read_in_linear_time(name: str) -> None:
    started = time.process_time()
    checked(_HARD[name])
    assert time.process_time() - started < 10  # quadratic time would be minutes


def test_a_huge_line_is_read() -> None:
    data = b"TY  - JOUR\nTI  - T\nAB  - " + b"word " * 4_000_000 + b"\nER  - "
    assert len(read(data).records[0].abstract) == 20_000_000 - 1
