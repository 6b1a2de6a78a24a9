from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction import form_building as building
from extraction.field import Field, Option
from extraction.field_lines import field_from, lines_of, options_in, options_text, slug
from extraction.form import Form, load, shipped
from extraction.form_changes import changes
from extraction.form_file import to_toml
from review.refusal import Refused


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_shipped_form_is_written_as_it_is_read(name: str) -> None:
    form = shipped()[name]
    assert load(to_toml(form), name) == form


_TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1).map(str.strip).filter(bool)


@settings(max_examples=60)
@given(_TEXTS, _TEXTS, _TEXTS)
def test_whatever_text_a_form_holds_comes_back(name: str, told: str, option: str) -> None:
    one = Field(
        id="one",
        kind="choice",
        names={"en": name},
        help={"en": told},
        options=(Option("a", {"en": option}),),
    )
    form = Form(id="own", version=1, names={"en": name}, scope="study", fields=(one,), help={})
    assert load(to_toml(form)) == form


def typed(**more: str) -> dict[str, str]:
    return {"id": "hours", "kind": "decimal", "name_en": "Hours", **more}


def test_a_field_is_made_of_lines_and_shown_in_them_again() -> None:
    lines = typed(
        name_nb="Timer", help_en="Per week.", required="yes", unit="hours", least="0", most="168"
    )
    one = field_from(lines, None)
    assert one.required
    assert (one.least, one.most, one.unit) == (0, 168, "hours")
    assert {key: text for key, text in lines_of(one).items() if text} == lines


def test_options_are_one_line_with_ids_made_where_none_is_told() -> None:
    options = options_in("home = At home / Hjemme; At the clinic")
    assert [one.id for one in options] == ["home", "at-the-clinic"]
    assert options[0].names == {"en": "At home", "nb": "Hjemme"}
    assert options_in(options_text(options)) == options


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (typed(id="Hours"), "no id"),
        (typed(kind="number"), "not a kind"),
        (typed(name_en=""), "no English text"),
        (typed(required="maybe"), "required is “maybe”"),
        (typed(least="few"), "least is “few”"),
        (typed(kind="choice"), "nothing can be chosen"),
        (typed(kind="choice", options="= / Ja"), "no English text"),
        (typed(kind="calculated", formula="a ** 2"), "not a sum"),
    ],
)
def test_what_is_wrong_with_a_field_is_said(lines: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why.replace("*", r"\*")):
        field_from(lines, None)


def test_fields_are_added_moved_changed_and_removed_in_and_out_of_groups() -> None:
    form = shipped()["characteristics"]
    one = field_from(typed(), None)
    after = building.added(form, one, "setting")
    names = building.names_of(after)
    assert names[names.index("setting") + 1] == "hours"
    inside = building.added(form, one, "arms.name")
    names = building.names_of(inside)
    assert names[names.index("arms.name") + 1] == "arms.hours"
    last = building.added(form, one, within="arms")
    assert building.siblings(last, "arms.name")[-1].id == "hours"
    up = building.names_of(building.moved(after, "hours", -1))
    assert up.index("hours") < up.index("setting")
    assert building.moved(form, "design", -1) == form, "at the edge nothing changes"
    renamed = building.changed(after, "hours", replace(one, required=True))
    assert changes(after, renamed) == ("hours: now required",)
    assert building.removed(after, "hours") == form
    with pytest.raises(Refused, match="already"):
        building.added(after, one, "design")


def test_a_group_begins_with_a_field_and_keeps_its_own_when_it_is_changed() -> None:
    lines = {"id": "visits", "kind": "group", "name_en": "Visits"}
    group = field_from(lines, None)
    assert [child.id for child in group.fields] == ["name"]
    form = shipped()["characteristics"]
    arms = form.find("arms")
    assert arms is not None
    again = field_from({**lines_of(arms), "name_en": "Groups"}, arms)
    assert again.fields == arms.fields
    assert again.name("en") == "Groups"


def test_the_last_field_stays_and_the_next_version_is_counted() -> None:
    one = field_from(typed(), None)
    form = Form(id="own", version=1, names={"en": "Own"}, scope="study", fields=(one,), help={})
    with pytest.raises(Refused, match="no field left"):
        building.removed(form, "hours")
    assert building.next_version(form, None).version == 1
    assert building.next_version(form, replace(form, version=4)).version == 5


@pytest.mark.parametrize(
    ("text", "made"),
    [("Hours per week", "hours_per_week"), ("Måling", "maling"), ("3 ord", "field_3_ord")],
)
def test_an_id_is_made_of_a_name(text: str, made: str) -> None:
    assert slug(text) == made
