from __future__ import annotations

import pytest

from extraction.field import Option
from extraction.form import Form, find_form, load, shipped, with_options
from review.refusal import Refused

FIELD = '[[fields]]\nid = "{id}"\nkind = "{kind}"\nnames = {{ en = "A name" }}\n{more}\n'
HEAD = 'id = "mine"\nversion = 1\nscope = "study"\nnames = { en = "Mine" }\n'


def form_with(kind: str, more: str = "", identifier: str = "a") -> str:
    return HEAD + FIELD.format(id=identifier, kind=kind, more=more)


def test_every_shipped_form_has_both_languages_for_every_word() -> None:
    for form in shipped().values():
        named = [form, *form.fields, *(c for f in form.fields for c in f.fields)]
        options = [o for f in named if not isinstance(f, Form) for o in f.options]
        helps = [f.help for f in named if f.help]
        for names in [*(f.names for f in named), *(o.names for o in options), *helps]:
            assert set(names) == {"en", "nb"}, names


def test_each_shipped_form_describes_what_its_standard_says() -> None:
    assert {form.id: form.scope for form in shipped().values()} == {
        "amstar-2": "study",
        "characteristics": "study",
        "jbi-cohort": "result",
        "jbi-qualitative": "study",
        "jbi-rct": "result",
        "nos-case-control": "result",
        "nos-cohort": "result",
        "overview": "study",
        "rob2": "result",
        "rob2-cluster": "result",
        "robins-i": "result",
        "robins-i-v2": "result",
        "robis": "study",
        "tidier": "arm",
        "tidier-php": "arm",
        "tidier-placebo": "arm",
    }


def test_the_twelve_items_of_tidier_stand_word_for_word_in_tidier_placebo() -> None:
    items = [field for field in shipped()["tidier"].fields if field.number]
    *twelve, thirteenth = shipped()["tidier-placebo"].fields
    assert twelve == items
    assert thirteenth.number == "13"


def test_a_form_writes_out_the_kinds_that_it_defines() -> None:
    form = load(
        HEAD
        + '[kinds.graded]\nkind = "choice"\nrequired = true\noptions = ["a", "b"]\n'
        + FIELD.format(id="one", kind="graded", more="")
        + FIELD.format(id="two", kind="graded", more='options = ["c"]\nrequired = false')
        + FIELD.format(id="rows", kind="group", more="")
        + '[[fields.fields]]\nid = "three"\nkind = "graded"\nnames = { en = "Three" }\n'
    )
    one, two, rows = form.fields
    assert [(f.kind, f.required) for f in (one, two, rows.fields[0])] == [
        ("choice", True),
        ("choice", False),
        ("choice", True),
    ]
    assert [[o.id for o in f.options] for f in (one, two, rows.fields[0])] == [
        ["a", "b"],
        ["c"],
        ["a", "b"],
    ]


def test_a_group_is_reached_by_its_paths() -> None:
    form = shipped()["characteristics"]
    direction = form.at("results[3].direction")
    assert direction is not None
    assert direction.id == "direction"
    assert form.at("results[3]") is form.find("results")
    for path in ("results", "results.direction", "results[x].direction", "design[0]", "no_such"):
        assert form.at(path) is None
    assert form.label("results[3].direction", "nb") == "Resultater 4: Retning på effekten"
    assert shipped()["tidier"].label("materials", "en") == "3 WHAT - Materials"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id =", "not valid TOML"),
        ("id = 1\nversion = 1", "id is"),
        ('id = "x"\nversion = "1"', "version is"),
        (HEAD.replace("study", "planet") + form_with("text"), "not valid TOML"),
        (form_with("text").replace('scope = "study"', 'scope = "planet"'), "scope is “planet”"),
        (form_with("text").replace('{ en = "Mine" }', '{ nb = "Min" }'), "no English text"),
        (form_with("text") + 'colour = "red"', "colour is not known"),
        (form_with("number"), "not a kind of field"),
        (HEAD + "kinds = 1\n" + form_with("text")[len(HEAD) :], "kinds is not a table"),
        (form_with("text") + '[kinds.text]\nkind = "choice"\n', "not built on a kind"),
        (form_with("text") + '[kinds.mine]\nkind = "yours"\n', "not built on a kind"),
        (form_with("choice"), "nothing can be chosen"),
        (form_with("choice", 'options = ["b", "b"]'), "used twice"),
        (form_with("text", 'options = ["b"]'), "only choices have options"),
        (form_with("text", 'required = "yes"'), "required is “yes”"),
        (form_with("text", 'statuses = ["heard"]'), "not a list of statuses"),
        (form_with("group"), "no fields"),
        (form_with("text", "many = true"), "many is for countries"),
        (form_with("text", identifier="Bad id"), "that is no id"),
        (form_with("calculated", 'formula = "b * 2"'), "counts with b"),
        (form_with("calculated", 'formula = "__import__(1)"'), "not a sum"),
        (form_with("calculated", 'formula = "2 ** 9"'), "not a sum"),
        (HEAD, "no fields"),
    ],
)
def test_a_form_that_cannot_be_is_refused_by_name_and_key(text: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        load(text, "mine.toml")
    assert says in str(refused.value)
    assert "mine.toml" in str(refused.value) or "sum" in says
    assert refused.value.next_step


def test_a_review_brings_its_own_options() -> None:
    form = shipped()["characteristics"]
    own = [Option("home-visiting", {"en": "Home visiting", "nb": "Hjemmebesøk"})]
    changed = with_options(form, {"intervention_types": own, "results.outcome": [Option("m", {})]})
    field, outcome = changed.at("intervention_types"), changed.at("results[0].outcome")
    assert field is not None
    assert outcome is not None
    assert field.option_name("home-visiting", "nb") == "Hjemmebesøk"
    assert [option.id for option in outcome.options] == ["m"]
    assert form.find("intervention_types") != field
    with pytest.raises(Refused, match="funding is not a choice"):
        with_options(form, {"funding": own})


def test_an_unknown_form_is_refused_with_the_forms_there_are() -> None:
    with pytest.raises(Refused, match=r"characteristics, .*tidier"):
        find_form("tidyer", shipped())
