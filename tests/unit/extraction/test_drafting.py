from __future__ import annotations

import pytest

from extraction.drafting import draft
from extraction.form import load
from review.refusal import Refused

DESIGNS = ('"Cohort, nested"', "trial")


def row(n: int) -> str:
    cells = (f"s{n}", DESIGNS[n % 2], ("SE", "Norway")[n % 2], n, f"{n}.5", f"2019-0{n % 9 + 1}")
    more = (("unclear", "Yes")[n % 2], f"{'long ' * 30}{n}", f"x{n}", "NR")
    return ",".join(map(str, (*cells, *more)))


HEADS = "Study ID,Design,Country,N,Mean age,Begun,Blinded?,What was said,Study id,1st"
TEXT = "\n".join((HEADS, *map(row, range(12))))


def test_the_kind_of_each_column_is_guessed_from_its_cells() -> None:
    form = load(draft(TEXT.encode(), "t.csv", "old-trials", ["Study ID"]))
    assert (form.id, form.version, form.name("en")) == ("old-trials", 1, "Old trials")
    assert {one.id: one.kind for one in form.fields} == {
        "design": "choice",
        "country": "country",
        "n": "integer",
        "mean_age": "decimal",
        "begun": "date",
        "blinded": "yes-no-unclear",
        "what_was_said": "long-text",
        "study_id": "text",
        "f_1st": "text",
    }
    design = form.find("design")
    assert design is not None
    assert {option.id for option in design.options} == {"trial", "Cohort, nested"}
    assert design.other_allowed
    assert form.find("blinded") is not None
    assert form.find("blinded").name("en") == "Blinded?"  # type: ignore[union-attr]


def test_columns_of_one_name_get_ids_of_their_own_and_versions_go_on() -> None:
    form = load(draft(b'a,A,a b\n1,2,"x""y\\z"\n', "t.csv", "f", (), 3))
    assert [one.id for one in form.fields] == ["a", "a_2", "a_b"]
    assert form.version == 3


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(Refused, match="no table with a header"):
        draft(b"", "t.csv", "f")
    with pytest.raises(Refused, match="no column Colour"):
        draft(b"a,b\n1,2\n", "t.csv", "f", ["Colour"])
