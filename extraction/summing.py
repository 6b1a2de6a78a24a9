"""One outcome summed up: counted by direction, P values combined, estimates spread out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extraction.counting import Count, StudyResults, count_any, count_outcome
from extraction.estimates import Spread, estimate_of, spread
from extraction.outcomes import Result, by_outcome
from extraction.p_values import Combined, fisher, one_sided, stouffer
from extraction.same import folded
from extraction.sentences import count_sentences, sign_test_sentence
from extraction.tables.setting import Setting
from extraction.usable import Usable, usable
from review.clean import one_line
from review.refusal import Refused

_FEWEST = 2  # P values that can be combined


@dataclass(frozen=True, slots=True)
class CombinedP:
    """The P values of one outcome combined; `left_out` gave no direction or no exact P.

    Stouffer is None where a P of 1 has no Z; `weighted` where a study has no number.
    """

    studies: tuple[str, ...]
    fisher: Combined
    stouffer: Combined | None
    weighted: Combined | None
    bounds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What the studies say of one outcome; of any outcome there is a count and nothing else."""

    count: Count
    combined: CombinedP | None = None
    left_out: tuple[str, ...] = ()
    spreads: Mapping[str, Spread] | None = None
    unread: tuple[str, ...] = ()


def sum_any(told: StudyResults, setting: Setting) -> Sum:
    """Return the count in which any outcome counts."""
    return Sum(count=count_any(told, setting.basis, setting.share))


def sum_outcome(told: StudyResults, outcome: str, setting: Setting) -> Sum:
    """Return the sum of one outcome, which is named as the review or a study names it.

    Raises Refused for an outcome that no study measured, naming those there are.
    """
    name = named_outcome(told, outcome, setting)
    rows = {
        study: found[folded(name)]
        for study, results in told.items()
        if folded(name) in (found := by_outcome(results))
    }
    used = {study: usable(found) for study, found in rows.items()}
    spreads, unread = _spreads(rows)
    return Sum(
        count=count_outcome(told, name, setting.basis, setting.share),
        combined=_combined({s: one for s, one in used.items() if isinstance(one, Usable)}),
        left_out=tuple(study for study, one in used.items() if not isinstance(one, Usable)),
        spreads=spreads,
        unread=unread,
    )


def named_outcome(told: StudyResults, typed: str, setting: Setting) -> str:
    """Return the outcome that was typed as the studies have it; Refused where none measured it."""
    spelled: dict[str, str] = {}
    for results in told.values():
        for result in results:
            spelled.setdefault(result.outcome_key, result.outcome)
    wanted = folded(typed)
    for key, outcome in spelled.items():
        if wanted in {key, folded(setting.outcome(outcome))}:
            return outcome
    known = ", ".join(map(setting.outcome, spelled.values()))
    raise Refused(
        f"No study measured “{typed}”.",
        f"The outcomes are: {known}." if known else "Nothing is agreed yet.",
    )


def _combined(used: Mapping[str, Usable]) -> CombinedP | None:
    if len(used) < _FEWEST:
        return None
    values = [one_sided(one.p.value, favours_intervention=one.favourable) for one in used.values()]
    numbers = [one.n for one in used.values()]
    weights = [math.sqrt(n) for n in numbers if n]
    z = stouffer(values) if max(values) < 1 else None
    return CombinedP(
        tuple(used),
        fisher(values),
        z,
        stouffer(values, weights) if z and len(weights) == len(values) else None,
        tuple(study for study, one in used.items() if one.p.bound),
    )


def _spreads(
    rows: Mapping[str, Sequence[Result]],
) -> tuple[dict[str, Spread], tuple[str, ...]]:
    """Return the spread of each measure, one estimate a study, and the studies without any."""
    values: dict[str, list[float]] = {}
    spelled: dict[str, str] = {}
    unread = []
    for study, results in rows.items():
        found = next((one for result in results if (one := estimate_of(result))), None)
        if found is None:
            unread.append(study)
        else:
            key = folded(found.measure)
            values.setdefault(key, []).append(found.value)
            spelled.setdefault(key, found.measure)
    return {spelled[key]: spread(found) for key, found in values.items()}, tuple(unread)


def sentences(summed: Sum, setting: Setting, names: Mapping[str, str]) -> Iterator[str]:
    """Return what the sum says, with its basis, its denominators and its warnings."""
    words, count = setting.words, summed.count
    yield words("basis", count.basis)
    outcome = setting.outcome(count.outcome) if count.outcome else ""
    yield from count_sentences(count, words, outcome)
    if setting.sign_tests:
        yield sign_test_sentence(count, words, outcome, asked=setting.asked)
        yield words("sentence", "sign_test_caveat")
    if count.outcome is None:
        return
    yield from _p_sentences(summed, setting, names, outcome)
    yield from _spread_sentences(summed, setting, names, outcome)
    yield words("note", "share", share=f"{100 * setting.share:.0f}")


def _p_sentences(
    summed: Sum, setting: Setting, names: Mapping[str, str], outcome: str
) -> Iterator[str]:
    words, combined = setting.words, summed.combined
    if combined is None:
        yield words("sum", "no_combined", outcome=outcome)
    else:
        numbers = {
            "outcome": outcome,
            "n": len(combined.studies),
            "x2": words.number(combined.fisher.statistic),
            "df": combined.fisher.df,
            "fisher": words.p_told(combined.fisher.p),
        }
        z = combined.stouffer
        if z is None:
            yield words("sum", "no_stouffer", **numbers)
        else:
            told = {"z": words.number(z.statistic), "stouffer": words.p_told(z.p)}
            yield words("sum", "combined", **numbers, **told)
        if combined.weighted:
            weighted = combined.weighted
            z_of = words.number(weighted.statistic)
            yield words("sum", "weighted", z=z_of, p=words.p_told(weighted.p))
        yield words("sum", "combined_says")
        if combined.bounds:
            yield words("sum", "bounds", studies=_listed(combined.bounds, names))
    if summed.left_out:
        yield words("sum", "left_out", studies=_listed(summed.left_out, names))


def _spread_sentences(
    summed: Sum, setting: Setting, names: Mapping[str, str], outcome: str
) -> Iterator[str]:
    words = setting.words
    if not summed.spreads:
        yield words("sum", "no_spread", outcome=outcome)
    for measure, one in (summed.spreads or {}).items():
        key = "spread" if one.quartiles else "spread_one" if one.n == 1 else "spread_few"
        first, third = one.quartiles or (0.0, 0.0)
        yield words(
            "sum",
            key,
            measure=_measure(measure, setting),
            outcome=outcome,
            n=one.n,
            median=words.number(one.median),
            q1=words.number(first),
            q3=words.number(third),
            low=words.number(one.low),
            high=words.number(one.high),
        )
    if summed.unread:
        yield words("sum", "unread", studies=_listed(summed.unread, names))


def _measure(measure: str, setting: Setting) -> str:
    name = one_line(setting.option("results[0].effect_measure", measure))
    return name[:1].upper() + name[1:]


def _listed(studies: Sequence[str], names: Mapping[str, str]) -> str:
    return "; ".join(names[study] for study in studies)
