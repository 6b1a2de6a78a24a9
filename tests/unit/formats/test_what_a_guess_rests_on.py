"""What a reader guessed of a file, told so that the user can confirm or override it."""

from __future__ import annotations

import pytest

from review.formats.reading import read
from review.refusal import Refused

OVID = (
    "1.\nTY  - JOUR\nID  - 2019-1\nT1  - One\nL2  - http://ovidsp.ovid.com/ovidweb.cgi?AN=2019-1\n"
    "ER  - \n\nLink to the Ovid Full Text or citation:\nhttps://ovidsp.ovid.com/x\n"
)


def test_the_signs_of_a_vendor_are_told() -> None:
    parsed = read(OVID.encode())
    assert parsed.dialect == "ovid"
    assert parsed.recognised_by == (
        "2 of 5 signs of ovid: a link to Ovid, a link line of Ovid after a record."
    )


def test_nothing_is_told_of_what_has_no_sign_or_was_named_by_the_user() -> None:
    assert read(b"TY  - JOUR\nTI  - One\nER  - \n").recognised_by == ""
    assert read(OVID.encode(), dialect="generic").recognised_by == ""


def test_the_columns_of_a_table_are_told_with_their_fields() -> None:
    parsed = read(b"PMID,Title,Citation,Journal/Book,Odd\n11,One,Inv J. 2019,Inv J,x\n")
    assert parsed.columns == (
        ("PMID", "pmid"),
        ("Title", "title"),
        ("Citation", ""),
        ("Journal/Book", "journal"),
        ("Odd", ""),
    )


def test_a_column_that_a_user_mapped_is_told_so() -> None:
    parsed = read(b"Title,Remark\nOne,Text\n", columns={"Remark": "abstract"})
    assert parsed.columns == (("Title", "title"), ("Remark", "abstract"))


@pytest.mark.parametrize(
    ("columns", "said"),
    [({"Tittel": "title"}, "no column “Tittel”"), ({"Title": "heading"}, "no field of a record")],
)
def test_a_map_that_does_not_fit_is_refused(columns: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        read(b"Title,Abstract\nOne,Text\n", columns=columns)
    assert "title" in refusal.value.next_step.lower()
