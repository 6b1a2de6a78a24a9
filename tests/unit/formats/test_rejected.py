"""What is rejected: told with its line, reason and text, and read once it is mended."""

from __future__ import annotations

import pytest

from review.formats.reading import read

# The bad record, what a person writes over it, and a good record after it.
CASES = {
    "ris": (
        "TY  - JOUR\nN1  - x\nER  - ", ("N1  - x", "TI  - One"), "TY  - JOUR\nTI  - Two\nER  - "
    ),
    "medline": ("OWN - NLM\nSTAT- x", ("STAT- x", "TI  - One"), "PMID- 2\nTI  - Two"),
    "wos": ("PT J\nDT Article\nER", ("DT Article", "TI One"), "PT J\nTI Two\nER"),
    "enw": ("%0 Book\n%I x", ("%I x", "%T One"), "%0 Book\n%T Two"),
    "refworks": ("RT Book\nPB x", ("PB x", "T1 One"), "RT Book\nT1 Two"),
    "ovid-tagged": (
        "<1. >\nVN  - Ovid Technologies\nPT  - x",
        ("PT  - x", "TI  - One"),
        "<2. >\nVN  - Ovid Technologies\nTI  - Two",
    ),
    "cochrane-text": (
        "Record #1 of 2\nPT: x\nXR: y", ("PT: x", "TI: One"), "Record #2 of 2\nID: CN-2\nTI: Two"
    ),
    "ovid-text": (
        "<1>\nPublication Type\n  Book", ("Publication Type\n  Book", "Title\n  One"),
        "<2>\nTitle\n  Two\nAbstract\n  x",
    ),
    "bibtex": ("@article{a, title = {One", ("{One", "{One}}"), ""),
    "pubmed-xml": (
        "<PubmedArticle><MedlineCitation></MedlineCitation></PubmedArticle>",
        ("</Med", "<Article><ArticleTitle>One</ArticleTitle></Article></Med"),
        "<PubmedArticle><MedlineCitation><PMID>2</PMID></MedlineCitation></PubmedArticle>",
    ),
    "endnote-xml": (
        "<record></record>",
        ("></", "><titles><title>One</title></titles></"),
        "<record><titles><title>Two</title></titles></record>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_rejected_record_is_told_and_read_once_it_is_mended(name: str) -> None:
    bad, (wrong, right), good = CASES[name]
    parsed = read(f"{bad}\n\n{good}\n".encode(), format=name)
    (rejected,) = parsed.rejected
    assert len(parsed.records) == bool(good)
    assert (rejected.line, rejected.text.strip()) == (1, bad.strip())
    assert rejected.why
    again = read(rejected.text.replace(wrong, right).encode())
    assert again.format == name
    assert ([record.title for record in again.records], again.rejected) == (["One"], ())
