"""An outcome summed up: P values, estimates, domains, and the sentences that tell them."""

from __future__ import annotations

import pytest

from extraction.choices import Choice
from extraction.domains import results_in
from extraction.estimates import Estimate, Spread, estimate_of, spread
from extraction.outcomes import Result
from extraction.summing import sentences, sum_any, sum_outcome
from extraction.tables.building import build
from extraction.tables.own import chosen, in_order
from extraction.tables.setting import Setting
from review.refusal import Refused
from tests.unit.extraction.plots.invented import DOWN, FOUR, NONE, UP, result, study

NAMES = {one.id: one.name for one in FOUR}


def choice(key: str, *values: str, thing: str = "", post_hoc: bool = False) -> Choice:
    return Choice(
        id="a",
        order="1",
        over=None,
        key=key,  # type: ignore[arg-type]
        thing=thing,
        values=values,
        why="so",
        by="anna",
        at="2026-01-02T03:04:05",
        post_hoc=post_hoc,
    )


def with_p(*told: tuple[str, str]) -> dict[str, tuple[Result, ...]]:
    return results_in(
        study(f"s{n}", f"Study {n}", result("Sleep", direction, p_value=p))
        for n, (direction, p) in enumerate(told)
    )


def test_p_values_are_combined_one_sided_and_the_rest_is_named() -> None:
    # One-sided 0.01, 0.20 and 0.30: the values of the published example.
    told = with_p((UP, "0.02"), (UP, "0.40"), (UP, "0.60"), (UP, "NS"), (NONE, "0.9"))
    summed = sum_outcome(told, "sleep", Setting())
    assert summed.combined is not None
    assert summed.combined.fisher.statistic == pytest.approx(14.83716, abs=5e-6)
    assert summed.combined.fisher.p == pytest.approx(0.02156, abs=5.1e-6)
    assert summed.combined.stouffer is not None
    assert summed.combined.stouffer.p == pytest.approx(0.016512, abs=5.1e-6)
    assert summed.combined.weighted is None, "no study gives its number"
    assert summed.left_out == ("s3", "s4")
    names = {key: key for key in told}
    text = " ".join(sentences(summed, Setting(), names))
    assert "Fisher X² = 14.84 (6 df), P = 0.0216; Stouffer Z = 2.13, P = 0.0165." in text
    assert "not combined: s3; s4." in text


def test_a_direction_against_counts_against() -> None:
    # Against the intervention 0.98 becomes 1 - 0.49 = 0.51 and 0.02 becomes 0.99.
    summed = sum_outcome(with_p((UP, "0.02"), (DOWN, "0.02")), "sleep", Setting())
    assert summed.combined is not None
    assert summed.combined.stouffer is not None
    assert summed.combined.stouffer.statistic == pytest.approx(0, abs=1e-9)


def test_numbers_weigh_and_bounds_are_named() -> None:
    summed = sum_outcome(results_in(FOUR), "Sleep", Setting())
    assert summed.combined is not None
    assert summed.combined.studies == ("s1", "s2", "s4")
    assert summed.combined.weighted is not None
    assert summed.combined.bounds == ("s4",)
    text = " ".join(sentences(summed, Setting(language="nb"), NAMES))
    assert "P oppgitt som en grense er tatt som grensen: Moe 2010." in text
    assert "Stouffer vektet med roten av antall deltakere" in text


def test_one_p_value_is_not_combined() -> None:
    summed = sum_outcome(with_p((UP, "0.02"), (UP, "NS")), "sleep", Setting())
    assert summed.combined is None
    assert "not combined. Fewer than two" in " ".join(
        sentences(summed, Setting(), NAMES | {"s0": "A"})
    )


@pytest.mark.parametrize(
    ("text", "estimate"),
    [
        ("RR 0.80 (95 % CI 0.6 to 1.1)", Estimate("RR", 0.8)),
        ("standardised mean difference -0.04", Estimate("standardised mean difference", -0.04)),
        ("OR = 1,5", Estimate("OR", 1.5)),
        ("d: \u22120.3", Estimate("d", -0.3)),
        ("0.8", None),
        ("40 % fewer", None),
        ("lower", None),
        ("", None),
    ],
)
def test_an_estimate_is_read_where_it_names_its_measure(
    text: str, estimate: Estimate | None
) -> None:
    assert estimate_of(Result(study="s", row=0, outcome="x", estimate=text)) == estimate


def test_a_number_field_goes_before_the_text() -> None:
    one = Result(
        study="s", row=0, outcome="x", estimate="RR 9", effect_measure="odds-ratio", effect_size=0.7
    )
    assert estimate_of(one) == Estimate("odds-ratio", 0.7)


def test_the_spread_has_quartiles_from_four_on() -> None:
    # Linear interpolation: of 1, 2, 3, 4, 10 the quartiles are 2 and 4; of 1, 2, 3, 4 1.75, 3.25.
    assert spread([10, 1, 3, 2, 4]) == Spread(5, 3, 1, 10, (2, 4))
    assert spread([1, 2, 3, 4]).quartiles == (1.75, 3.25)
    assert spread([2, 1]) == Spread(2, 1.5, 1, 2, None)


def test_estimates_of_two_measures_are_never_put_together() -> None:
    told = results_in(
        study(f"s{n}", f"S{n}", result("Sleep", UP, estimate=text))
        for n, text in enumerate(("RR 0.8", "rr 0.6", "SMD 0.2", "no number"))
    )
    summed = sum_outcome(told, "Sleep", Setting())
    assert summed.spreads == {
        "RR": Spread(2, 0.7, 0.6, 0.8, None),
        "SMD": Spread(1, 0.2, 0.2, 0.2, None),
    }
    assert summed.unread == ("s3",)


def test_any_outcome_is_counted_with_its_warning_and_nothing_else() -> None:
    text = list(sentences(sum_any(results_in(FOUR), Setting()), Setting(), NAMES))
    assert any("on at least one outcome" in one for one in text)
    assert any("by chance" in one for one in text)
    assert not any("P values" in one for one in text)


def test_outcomes_of_a_domain_count_as_one_by_the_share() -> None:
    one = study("s1", "A", result("Stress", UP), result("Warmth", UP), result("Sleep", DOWN))
    two = study(
        "s2",
        "B",
        result("stress", UP, time_point="1", main_result="yes"),
        result("stress", DOWN, time_point="2"),
        result("Warmth", DOWN),
    )
    told = results_in([one, two], {"Parenting": ("Stress", "Warmth")})
    count = sum_outcome(told, "parenting", Setting()).count
    assert count.by_direction[UP] == ("s1",)
    assert count.by_direction["mixed"] == ("s2",), "the result not chosen is left out"
    assert [row.outcome for row in told["s1"]] == ["Parenting", "Parenting", "Sleep"]


def test_an_outcome_that_nobody_measured_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused, match="The outcomes are: Sleep, Work"):
        sum_outcome(results_in(FOUR), "Money", Setting())
    with pytest.raises(Refused, match="Nothing is agreed yet"):
        sum_outcome({}, "Money", Setting())


def test_choices_become_the_setting_of_tables_and_are_printed_in_them() -> None:
    made = (
        choice("basis", "claim"),
        choice("tests", "few"),
        choice("rows", "outcome", "control", "intervention", post_hoc=True),
        choice("columns", "outcome", "measured", thing="outcomes"),
        choice("domain", "sleep", "work", thing="Days and nights"),
        choice("order", "year"),
    )
    setting = chosen(Setting(), made)
    assert (setting.basis, setting.sign_tests, setting.asked) == ("claim", True, True)
    assert [one.name for one in in_order(FOUR, setting)] == [
        "Moe 2010",
        "Berg 2014",
        "Lie 2016",
        "Dahl 2018",
    ]
    table = build("outcomes", FOUR, setting)
    assert [column.key for column in table.columns] == ["outcome", "measured"]
    assert table.rows[0] == ("Days and nights", 3)
    notes = " ".join(table.notes)
    assert "post hoc" in notes
    assert (
        "Outcomes that count as Days and nights: sleep, work. Reason: so (anna, 2026-01-02)."
        in notes
    )
    with pytest.raises(Refused, match="no column colour"):
        build("outcomes", FOUR, chosen(Setting(), [choice("columns", "colour", thing="outcomes")]))


def test_margins_count_each_study_once() -> None:
    notes = " ".join(build("outcomes", FOUR).notes)
    assert (
        "by intervention type, each counted once in a type (4 included): "
        "Group course 3; Home visiting 2." in notes
    )
