"""Every kind of field in one form: what it takes, how it is compared, and how it is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extraction.calculated import calculated
from extraction.compare import compare
from extraction.entry import Entry, completed, missing, to_data
from extraction.entry_file import parse
from extraction.field_agreement import agreement
from extraction.form import load
from extraction.form_changes import changes, check_next, looked_at_again
from extraction.value import Value
from review.refusal import Refused

TEXT = """
id = "kinds"
version = 1
names = { en = "Every kind" }
[[fields]]
id = "blinded"
kind = "yes-no-unclear"
names = { en = "Blinded" }
[[fields]]
id = "begun"
kind = "date"
required = true
names = { en = "Begun" }
[[fields]]
id = "design"
kind = "choice"
options = ["cohort", "trial"]
other_allowed = true
names = { en = "Design" }
[[fields]]
id = "doses"
kind = "table"
rows = [{ id = "first_year", en = "First year", nb = "Første år" }, { id = "later", en = "Later" }]
names = { en = "Doses", nb = "Doser" }
[[fields.fields]]
id = "hours"
kind = "decimal"
required = true
least = 0
names = { en = "Hours" }
[[fields.fields]]
id = "weeks"
kind = "integer"
names = { en = "Weeks" }
[[fields.fields]]
id = "each"
kind = "calculated"
formula = "hours / weeks"
names = { en = "Hours a week" }
"""
FORM = load(TEXT, "kinds.toml")


def entry(who: str = "anna", **values: Any) -> Entry:
    return parse(FORM, json.dumps({"values": values}), study="s", extractor=who)


def test_a_table_has_the_rows_that_its_form_names() -> None:
    filled = entry(
        doses={"later": {"hours": 12, "weeks": 4}, "first_year": {"hours": "not-reported"}}
    )
    assert filled.values == {
        "doses[1].hours": Value(12),
        "doses[1].weeks": Value(4),
        "doses[0].hours": Value(None, "not-reported"),
    }
    assert calculated(FORM, filled.values) == {"doses[1].each": Value(3.0, "calculated")}
    assert FORM.label("doses[0].hours", "nb") == "Doser, Første år: Hours"
    assert FORM.at("doses[2].hours") is None
    assert to_data(FORM, filled)["values"]["doses"] == {
        "first_year": {"hours": {"status": "not-reported"}},
        "later": {
            "hours": {"value": 12, "status": "reported"},
            "weeks": {"value": 4, "status": "reported"},
        },
    }


@pytest.mark.parametrize(
    ("doses", "says"),
    [
        ({"never": {"hours": 1}}, "its rows: first_year, later"),
        ([{"hours": 1}], "its rows: first_year, later"),
        ({"later": {"days": 1}}, "there is no field “days”"),
        ({"later": {"hours": -1}}, "out of range"),
        ({"later": {"each": 3}}, "calculated from other fields"),
        ({"later": {}}, "the row is empty"),
    ],
)
def test_what_a_table_does_not_have_is_refused(doses: object, says: str) -> None:
    with pytest.raises(Refused, match=says):
        entry(doses=doses)


def test_required_cells_are_asked_for_in_every_row_of_a_table() -> None:
    filled = entry(begun="2019-05", doses={"later": {"hours": 2}})
    assert missing(FORM, filled.values) == ("doses[0].hours",)
    with pytest.raises(Refused, match="Doses, First year: Hours"):
        completed(FORM, filled)


def test_tables_are_compared_cell_by_cell_without_being_put_in_another_order() -> None:
    first = entry(doses={"later": {"hours": 12.0}, "first_year": {"hours": 3}})
    second = entry("bo", doses={"later": {"hours": 13}})
    found = compare(FORM, first, second)
    assert [(one.path, one.kind) for one in found] == [
        ("doses[0].hours", "missing"),
        ("doses[1].hours", "value"),
    ]
    by_field = {one.field: one for one in agreement(FORM, [(first, second)])}
    assert (by_field["doses.later.hours"].n, by_field["doses.later.hours"].agree) == (1, 0)
    assert by_field["doses.first_year.weeks"].n == 0


@pytest.mark.parametrize(
    ("answers", "value"),
    [
        ({"blinded": True}, Value("yes")),
        ({"blinded": "Uklart"}, Value("unclear")),
        ({"blinded": "not-reported"}, Value(None, "not-reported")),
        ({"begun": "2019-05"}, Value("2019-05")),
        ({"design": "a case report"}, Value("a case report")),
    ],
)
def test_answers_of_the_kinds(answers: dict[str, Any], value: Value) -> None:
    (found,) = entry(**answers).values.values()
    assert found == value


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kind = "table"', 'kind = "tabel"', "field 4 (doses): “tabel” is not a kind"),
        ("rows = [", "row = [", "field 4 (doses): row is not known"),
        ("rows = [{", "rows = [] #", "field 4 (doses): rows is not a list"),
        (
            'id = "later", en = "Later"',
            'id = "first_year", en = "x"',
            "doses): rows: “first_year” is",
        ),
        ('kind = "date"', 'kind = "date"\nrows = ["a"]', "(begun): only a table has rows"),
        ('kind = "date"', 'kind = "date"\nleast = 3', "(begun): only a number has least"),
        ("least = 0", "least = 5\nmost = 2", "(hours): least is 5 and most is 2"),
        ('kind = "integer"', 'kind = "group"', "(weeks): a group stands within a group"),
        ('formula = "hours / weeks"', "", "each has no formula"),
        ('"hours / weeks"', '"hours ** weeks"', "each: formula: “hours ** weeks” is not a sum"),
    ],
)
def test_errors_in_a_form_name_the_field_the_key_and_what_is_allowed(
    old: str, new: str, says: str
) -> None:
    assert old in TEXT
    with pytest.raises(Refused) as refused:
        load(TEXT.replace(old, new, 1), "kinds.toml")
    assert says in str(refused.value)
    assert "kinds.toml" in str(refused.value)
    assert refused.value.next_step


def next_version(*replaced: tuple[str, str]) -> str:
    text = TEXT.replace("version = 1", "version = 2")
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_the_next_version_says_what_it_asks_differently() -> None:
    new = load(
        next_version(
            ('id = "blinded"', 'id = "masked"\nrequired = true'),
            ('["cohort", "trial"]', '["trial", "series"]'),
            ("least = 0", "least = 1"),
            ('en = "Later" }]', 'en = "Later" }, "last"]'),
            ('kind = "integer"', 'kind = "decimal"'),
            ('en = "Begun"', 'en = "Started"'),
        )
    )
    assert changes(FORM, new) == (
        "blinded is gone",
        "masked is new and required",
        "design: option cohort is gone",
        "design: option series is new",
        "doses: row last is new",
        "doses.hours: least is now 1",
        "doses.weeks: decimal, no longer integer",
    )


def test_an_entry_stays_whole_and_says_what_the_next_version_does_not_take() -> None:
    filled = entry(blinded="yes", begun="2019", doses={"later": {"hours": 0}})
    new = load(
        next_version(
            ('id = "blinded"', 'id = "masked"\nrequired = true'), ("least = 0", "least = 1")
        )
    )
    found = looked_at_again(new, filled)
    assert found is not None
    assert found.entry.values == filled.values
    assert set(found.misfits) == {"blinded", "doses[1].hours"}
    assert found.misfits["doses[1].hours"] == "0 is out of range."
    assert found.unanswered == ("masked", "doses[0].hours")
    assert looked_at_again(FORM, filled) is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("version = 2", 'version = 2\nscope = "arm"', "describes each study so far"),
        (
            '{ id = "first_year", en = "First year", nb = "Første år" }, ',
            "",
            "rows that the table has",
        ),
    ],
)
def test_a_version_that_moves_values_is_refused(old: str, new: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        check_next(FORM, load(next_version((old, new))))
