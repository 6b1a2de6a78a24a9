"""GRADE: levels by their steps, judgements, and the sentences that are as sure as they are."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from extraction.certainty.body import Body, Tally, from_content, to_content
from extraction.certainty.findings_table import summary_of_findings
from extraction.certainty.grading import LEVELS, Rating, large_effect, level, overall, rating_of
from extraction.certainty.hints import hints
from extraction.certainty.judgement import Judgement, adopted, own
from extraction.certainty.phrasing import Phrasing
from extraction.certainty.reasons import lacks, reason_in
from extraction.certainty.sentences import Finding, statement, statements
from review.refusal import Refused

HOME = Body(
    outcome="placement out of home",
    intervention="intensive family preservation at home",
    comparison="usual practice",
    effect="reduction",
    phrases={
        "nb": {
            "intervention": "intensive familieverntiltak i hjemmet",
            "outcome": "risiko for at et barn blir plassert utenfor hjemmet",
            "comparison": "vanlig praksis",
        }
    },
)
MODERATE, LOW = adopted("Berg 2020", "moderate"), adopted("Berg 2020", "low")
VERY_LOW = adopted("Berg 2020", "very-low")


def down(*steps: int) -> list[Rating]:
    domains = ("risk-of-bias", "inconsistency", "indirectness")
    return [Rating(one, step, "why") for one, step in zip(domains, steps, strict=False)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "ratings", "expected"),
    [
        ("high", down(-1), "moderate"),
        ("high", down(-1, -1), "low"),
        ("high", down(-2, -1), "very-low"),
        ("high", down(-2, -2, -1), "very-low"),
        ("low", [Rating("large-effect", 1, "why")], "moderate"),
        ("low", down(-1), "very-low"),
        ("low", [Rating("large-effect", 2, "w"), Rating("dose-response", 1, "w")], "high"),
    ],
)
def test_levels_follow_from_start_and_steps(
    start: str, ratings: list[Rating], expected: str
) -> None:
    assert level(start, ratings) == expected  # type: ignore[arg-type]


def test_the_overall_certainty_is_the_lowest_and_large_effects_have_two_thresholds() -> None:
    assert overall(["high", "low", "moderate"]) == "low"
    assert overall([]) is None
    assert [large_effect(rr) for rr in (1.9, 2.1, 0.45, 5.1, 0.19, 2.0, 0.5)] == [
        *(0, 1, 1, 2, 2, 0, 0)
    ]


def test_a_domain_says_why_and_stays_within_its_steps() -> None:
    assert rating_of("imprecision", "-1: few took part") == Rating(
        "imprecision", -1, "few took part"
    )
    assert rating_of("imprecision", "\u22122 few").sign == "\u22122"
    for said in ("-3 why", "1 why", "-1", "few"):
        with pytest.raises(Refused):
            rating_of("imprecision", said)
    with pytest.raises(Refused, match="0, 1"):
        rating_of("confounding", "2 why")
    with pytest.raises(Refused, match="not raised"):
        own("randomised", [Rating("large-effect", 1, "why")])


def test_another_level_than_the_domains_lead_to_needs_a_reason() -> None:
    assert own("randomised", down(-1)).level == "moderate"
    assert own("non-randomised-robins-i", down(-2, -1)).level == "very-low"
    with pytest.raises(Refused, match="lead to moderate"):
        own("randomised", down(-1), level_wanted="low")
    made = own("randomised", down(-1), level_wanted="low", because="two concerns are one")
    assert (made.level, made.override) == ("low", "two concerns are one")
    assert not own("randomised", down(-1), level_wanted="moderate", because="x").override


def months(*judged: tuple[int, Judgement]) -> list[Finding]:
    return [Finding(replace(HOME, time=f"{n} months"), one) for n, one in judged]


def test_the_family_preservation_sentences_come_from_the_stored_judgements() -> None:
    told = statements(months((12, MODERATE), (6, LOW), (24, LOW)), "nb", Phrasing())
    assert told == [
        "Intensive familieverntiltak i hjemmet gir sannsynligvis en reduksjon i risiko for at et "
        "barn blir plassert utenfor hjemmet, målt ved 12 måneder (+++0, moderat tillit).",
        "Intensive familieverntiltak i hjemmet kan muligens gi en reduksjon i risiko for at et "
        "barn blir plassert utenfor hjemmet, målt ved 6 og 24 måneder (++00, lav tillit).",
    ]


def test_a_review_keeps_to_one_set_of_phrases_and_one_row_of_words() -> None:
    sets = {
        "sannsynligvis": ("gir sannsynligvis", "kan muligens gi"),
        "trolig": ("gir trolig", "gir muligens"),
    }
    rows = {"moderat": ("moderat", "lav"), "middels": ("middels", "liten")}
    for phrases, confidence in product(sets, rows):
        made = Phrasing(phrases, confidence)  # type: ignore[arg-type]
        told = " ".join(statements(months((12, MODERATE), (6, LOW)), "nb", made))
        for key, own_words in sets.items():
            assert all((word in told) == (key == phrases) for word in own_words), told
        for key, labels in rows.items():
            assert all((f"{word} tillit" in told) == (key == confidence) for word in labels), told


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("effect", ["reduction", "increase", "no-difference", ""])
def test_very_low_certainty_never_states_a_direction(language: str, effect: str) -> None:
    body = replace(HOME, effect=effect, time="6 months")
    told = statement(Finding(body, VERY_LOW), language, Phrasing())
    assert (
        told
        == {
            "nb": "Det er usikkert om intensive familieverntiltak i hjemmet påvirker risiko for "
            "at et barn blir plassert utenfor hjemmet, fordi tilliten til resultatet er svært lav.",
            "en": "The evidence is very uncertain about the effect of intensive family "
            "preservation at home on placement out of home.",
        }[language]
    )


def test_no_effect_not_measured_and_not_graded_have_sentences_of_their_own() -> None:
    none = replace(HOME, effect="no-difference")
    assert "gir sannsynligvis liten eller ingen forskjell i risiko" in statement(
        Finding(none, MODERATE), "nb", Phrasing()
    )
    unmeasured = Body(outcome="school attendance", measured=False)
    assert statement(Finding(unmeasured), "nb", Phrasing()) == (
        "Ingen av de inkluderte studiene målte school attendance."
    )
    ungraded = statement(Finding(none), "nb", Phrasing())
    assert ungraded.startswith("Det ble ikke rapportert om endring i risiko for")
    assert not any(word in ungraded for word in ("sannsynligvis", "muligens", "trolig", "tillit"))


@pytest.mark.parametrize(
    ("level_", "effect", "size", "expected"),
    [
        ("high", "reduction", "large", "results in a large reduction in"),
        ("high", "no-difference", "", "results in little to no difference in"),
        ("moderate", "increase", "", "probably results in an increase in"),
        ("moderate", "reduction", "small", "probably results in a slight reduction in"),
        ("low", "reduction", "", "may result in a reduction in"),
        ("low", "no-difference", "", "may result in little to no difference in"),
    ],
)
def test_english_statements_are_as_sure_as_the_certainty(
    level_: str, effect: str, size: str, expected: str
) -> None:
    body = replace(HOME, effect=effect, size=size)
    told = statement(Finding(body, adopted("X", level_)), "en", Phrasing())
    assert f"at home {expected} placement out of home (" in told
    plural = replace(body, plural=True)
    assert "results" not in statement(Finding(plural, adopted("X", level_)), "en", Phrasing())


def test_a_stored_change_stands_in_place_of_reduction_or_increase() -> None:
    phrases = {"nb": {**HOME.phrases["nb"], "change": "en bedring av"}}  # type: ignore[index]
    told = statement(Finding(replace(HOME, phrases=phrases), LOW), "nb", Phrasing())
    assert "kan muligens gi en bedring av risiko" in told


def test_studies_by_what_they_found_are_told_in_words() -> None:
    costs = Body(
        outcome="costs",
        phrases={"nb": {"outcome": "kostnader"}},
        tallies=(
            Tally(4, "it saved money", "tiltaket var kostnadsbesparende"),
            Tally(1, "it cost more", "tiltaket var dyrere"),
            Tally(2, "it might save money", "tiltaket kunne være kostnadsbesparende"),
        ),
    )
    assert costs.number_of_studies == 7
    assert statement(Finding(costs), "nb", Phrasing()) == (
        "Fire av sju studier som målte kostnader, fant at tiltaket var kostnadsbesparende. "
        "Én fant at tiltaket var dyrere. To fant at tiltaket kunne være kostnadsbesparende."
    )


def test_participants_are_those_of_the_studies_only_where_all_are_known() -> None:
    body = replace(HOME, studies=(("a", 100), ("b", 250)))
    assert (body.number_of_studies, body.number_of_participants) == (2, 350)
    assert replace(HOME, studies=(("a", 100), ("b", None))).number_of_participants is None
    assert replace(body, participants=3221, study_count=7).number_of_participants == 3221


def test_the_summary_of_findings_tells_who_judged_and_what_holds_over_the_critical() -> None:
    critical = replace(HOME, importance="critical", participants=3221, study_count=7)
    ours = own("randomised", down(-1, -1))
    table = summary_of_findings(
        [
            Finding(
                replace(critical, time="12 months", estimate="RR 0.62 (0.45 to 0.8)"), MODERATE
            ),
            Finding(replace(critical, time="6 months"), ours),
            Finding(Body(outcome="sleep", importance="critical", measured=False)),
        ],
        {},
        "nb",
        Phrasing(),
    )
    assert table.column("certainty") == ["moderat +++0", "lav ++00", "ikke målt"]
    assert table.column("effect")[0] == "Reduksjon: RR 0,62 (0,45 til 0,8)"
    assert table.column("participants")[0] == "3\u202f221 (7 studier)"
    notes = "\n".join(table.notes)
    assert "vurdert av forfatterne av Berg 2020" in notes
    assert "av oss med GRADE: Risiko for at et barn blir plassert utenfor hjemmet (6 m" in notes
    assert "Samlet tillit over de avgjørende utfallene: lav ++00" in notes


def test_bodies_come_back_from_plain_values_and_wrong_ones_are_refused() -> None:
    body = replace(HOME, studies=(("a", 10),), tallies=(Tally(1, "x", "y"),))
    assert from_content(to_content(body)) == body
    assert body.id == replace(body, outcome="Placement  out of home", effect="").id
    for wrong in (
        {},
        {"outcome": "x", "effects": "y"},
        {"outcome": "x", "effect": "better"},
        {"outcome": "x", "size": "large"},
        {"outcome": "x", "measured": False, "effect": "increase"},
        {"outcome": "x", "participants": -1},
        {"outcome": "x", "studies": [["a", 1, 2]]},
        {"outcome": "x", "phrases": {"sv": {}}},
        {"outcome": "x", "tallies": [{"number": 1}]},
    ):
        with pytest.raises(Refused):
            from_content(wrong)


def test_symbols_follow_the_language_unless_they_are_chosen() -> None:
    assert [Phrasing().signs(one, "en") for one in LEVELS] == ["⊕◯◯◯", "⊕⊕◯◯", "⊕⊕⊕◯", "⊕⊕⊕⊕"]
    assert [Phrasing().signs(one, "nb") for one in LEVELS] == ["+000", "++00", "+++0", "++++"]
    assert Phrasing(symbols="circles").signs("low", "nb") == "⊕⊕◯◯"


def test_hints_name_what_thresholds_speak_of_and_change_nothing() -> None:
    few = replace(HOME, participants=212, estimate="RR 0.62 (0.45 to 0.8)")
    raised = own("non-randomised", [Rating("large-effect", 1, "why")])
    told = list(hints(few, raised))
    assert [line.split()[0] for line in told] == ["212", "RR", "Nothing"]
    assert "by 0, not by 1" in told[1]
    assert not list(hints(few, MODERATE))
    lowered = own("randomised", [*down(0, 0, 0), Rating("imprecision", -1, "few took part")])
    assert list(hints(few, lowered)) == ["Nothing is said of publication bias."]


def test_a_reason_is_told_in_the_language_that_it_is_given_in() -> None:
    told = "few took part | nb: få deltok"
    assert (reason_in(told, "en"), reason_in(told, "nb")) == ("few took part", "få deltok")
    assert reason_in("nb: få | en: few", "en") == "few"
    assert reason_in("a | b", "nb") == "a | b", "only languages part reasons"
    assert not lacks(told, "nb", "en")
    assert not lacks(told, "en", "en")
    assert lacks("few took part", "nb", "en")
    assert rating_of("imprecision", f"-1 {told}").why == told
