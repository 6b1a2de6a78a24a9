"""Numbers and dates as people write them: read, or refused with what to write instead."""

from __future__ import annotations

import pytest

from extraction.checking import read, read_back
from extraction.field import Field
from extraction.value import Value
from review.refusal import Refused

WHOLE = Field(id="n", kind="integer", names={"en": "N"})
DECIMAL = Field(id="mean", kind="decimal", names={"en": "Mean"})
DATE = Field(id="begun", kind="date", names={"en": "Begun"})

READ = (
    (WHOLE, "1 200", 1200),
    (WHOLE, "1\u202f200", 1200),
    (WHOLE, "1,234,567", 1234567),
    (DECIMAL, "12,5", 12.5),
    (DECIMAL, "\u22123.2", -3.2),
    (DECIMAL, "1.200,5", 1200.5),
    (DECIMAL, "1,200.5", 1200.5),
    (DECIMAL, "1 200,50", 1200.5),
    (DECIMAL, "70·2", 70.2),
    (DATE, "2024-03", "2024-03"),
    (DATE, "15.3.2024", "2024-03-15"),
    (DATE, "03/15/2024", "2024-03-15"),
    (DATE, "5.5.2024", "2024-05-05"),
    (DATE, "03.2024", "2024-03"),
    (DATE, "15. mars 2024", "2024-03-15"),
    (DATE, "okt. 2020", "2020-10"),
    (DATE, "May 1, 2019", "2019-05-01"),
)
# What the refusal has to say: what was read, and how to write what may be meant.
REFUSED = (
    (WHOLE, "1,200", ("may be two", "1200")),
    (WHOLE, "1.200", ("is 1.2, not a whole", "1200")),
    (WHOLE, "12,5", ("is 12.5, not a whole", "such as 12.")),
    (WHOLE, "12O", ("alone", "Write 12 if")),
    (WHOLE, "n = 120", ("alone", "Write 120 if")),
    (WHOLE, "50 %", ("share", "Write 50 if")),
    (WHOLE, "12 5", ("apart", "Write 125 if")),
    (WHOLE, "many", ("is not a number", "such as 12.")),
    (DECIMAL, "1,200", ("may be two", "1200 or 1.200")),
    (DECIMAL, "<0.001", ("a bound", "partly reported")),
    (DECIMAL, "p < .05", ("a bound", "quote")),
    (DECIMAL, "–3.2", ("a dash", "Write -3.2 if")),
    (DECIMAL, "1.2–3.4", ("holds 1.2 and 3.4", "a field of its own")),
    (DECIMAL, "1,2 to 3,4", ("holds 1,2 and 3,4", "a field of its own")),
    (DECIMAL, "70.2 (15.1)", ("holds 70.2 and 15.1", "a field of its own")),
    (DECIMAL, "SE 1.4", ("alone", "Write 1.4 if that is what this field asks for")),
    (DECIMAL, "1.5×10³", ("as it is written", "such as 1500")),
    (DECIMAL, "1.2.3", ("several things", "12.5")),
    (DATE, "3.4.2024", ("may be two dates", "2024-04-03 or 2024-03-04")),
    (DATE, "15.03.24", ("is not a date", "four digits")),
    (DATE, "2014–2016", ("2014 and 2016", "the end")),
    (DATE, "høsten 2024", ("not a date", "Write 2024 and the rest as its note")),
    (DATE, "30.02.2024", ("is not a date", "2024-03-15")),
    (DATE, "3024", ("the year is 3024", "Check")),
)


@pytest.mark.parametrize(("field", "typed", "meant"), READ)
def test_what_can_mean_one_thing_is_read(field: Field, typed: str, meant: object) -> None:
    value = read(field, typed)
    assert value is not None
    assert value.value == meant


@pytest.mark.parametrize(("field", "typed", "told"), REFUSED)
def test_a_refusal_says_what_was_read_and_how_to_write_it(
    field: Field, typed: str, told: tuple[str, ...]
) -> None:
    with pytest.raises(Refused) as refused:
        read(field, typed)
    said = str(refused.value)
    assert f"“{typed}”" in said
    assert all(words in said for words in told), said


def test_what_its_writer_may_have_meant_otherwise_is_read_back() -> None:
    def back(field: Field, typed: str) -> str:
        return read_back(field, typed, read(field, typed))

    assert back(DECIMAL, "1.200") == "Read as 1.2; if 1200 is meant, leave out the point."
    assert back(DECIMAL, "1 200,5") == "Read as 1200.5."
    assert back(DATE, "15.3.2024") == "Read as 2024-03-15."
    assert [back(DECIMAL, "12,5"), back(DECIMAL, "0.50"), back(DATE, "2024-03")] == [""] * 3
    assert read_back(DECIMAL, None, Value(None, "not-reported")) == ""
