"""Sentences on the selection: the flow in words, and where excluded reports are listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from review.clean import one_line
from review.elsewhere.entries import WHAT
from review.flow.counts import Flow
from review.flow.units import Records, Reports, total
from review.reporting.facts import Facts
from review.reporting.search_items import elsewhere
from review.wording import Words, counted


def selected(facts: Facts, words: Words) -> Iterator[str]:
    """Tell the flow from the searches to what is included (PRISMA item 16a)."""
    flow = facts.flow
    if flow.identified or flow.reassessed or flow.other is None:
        yield from _identified(flow, words)
        yield from _assessed(flow, words)
    yield from _other_methods(flow, words)
    yield from _included(flow, words)
    yield from elsewhere(facts, words, *WHAT)
    yield words("flow", "figure", n="…")
    if flow.interim:
        yield words("flow", "open")


def _identified(flow: Flow, words: Words) -> Iterator[str]:
    yield words("flow", "identified", records=counted(words, "record", flow.identified))
    for key, number in (("reassessed", flow.reassessed),):
        if number:
            yield words("flow", key, records=counted(words, "record", number))
    yield words("flow", "removed", duplicates=counted(words, "duplicate", flow.duplicates))
    for key, number in (
        ("already", flow.already_assessed),
        ("automatic", flow.excluded_automatic),
        ("other", flow.excluded_other),
    ):
        if number:
            yield words("flow", key, records=counted(words, "record", number))
    yield words(
        "flow",
        "screened",
        records=counted(words, "record", flow.screened),
        excluded=flow.records_excluded,
    )


def _assessed(flow: Flow, words: Words) -> Iterator[str]:
    yield words(
        "flow",
        "sought",
        reports=counted(words, "report", flow.sought),
        missing=flow.not_retrieved,
        assessed=flow.assessed,
    )
    out = total(Reports, *flow.excluded.values())
    if out:
        yield words(
            "flow",
            "excluded",
            reports=counted(words, "report", out),
            reasons=_reasons(flow, flow.excluded, words),
        )
    for key, number in (
        ("awaiting", flow.awaiting),
        ("ongoing", flow.ongoing),
        ("not_used", flow.not_used),
    ):
        if number:
            yield words("flow", key, reports=counted(words, "report", number))


def _reasons(flow: Flow, excluded: Mapping[str, Reports], words: Words) -> str:
    parts = []
    for reason, number in excluded.items():
        names = flow.reason_names.get(reason, {})
        name = names.get(words.language) or names.get("en") or reason or "–"
        parts.append(words.counted(one_line(name), number))
    return "; ".join(parts)


def _other_methods(flow: Flow, words: Words) -> Iterator[str]:
    other = flow.other
    if other is not None:
        yield words(
            "flow",
            "methods",
            records=counted(words, "record", total(Records, *other.results.values())),
            reports=counted(words, "report", other.sought),
            missing=other.not_retrieved,
            assessed=other.assessed,
            excluded=total(Reports, *other.excluded.values()),
        )


def _included(flow: Flow, words: Words) -> Iterator[str]:
    studies = counted(words, "study", flow.new_studies)
    reports = counted(words, "report", flow.new_reports)
    if flow.previous_studies is None:
        yield words("flow", "included", studies=studies, reports=reports)
        return
    yield words("flow", "new", studies=studies, reports=reports)
    if flow.reports_of_previous:
        yield words("flow", "more", reports=counted(words, "report", flow.reports_of_previous))
    if flow.withdrawn_studies:
        withdrawn = counted(words, "study", flow.withdrawn_studies)
        yield words("flow", "withdrawn", studies=withdrawn)
    yield words(
        "flow",
        "total",
        previous=counted(words, "study", flow.previous_studies),
        studies=counted(words, "study", flow.total_studies),
        reports=counted(words, "report", flow.total_reports),
    )


def excluded(facts: Facts, words: Words) -> Iterator[str]:
    """Say how many reports are listed with reasons, and the other lists (PRISMA item 16b)."""
    flow, other = facts.flow, facts.flow.other
    out = total(Reports, *flow.excluded.values(), *(other.excluded.values() if other else ()))
    missing = total(Reports, *(arm.not_retrieved for arm in (flow, other) if arm))
    waiting = total(Reports, *(arm.awaiting + arm.ongoing for arm in (flow, other) if arm))
    if not out:
        yield words("listed", "none")
    for key, number in (("excluded", out), ("not_retrieved", missing), ("awaiting", waiting)):
        if number:
            one = f"{key}_one" if number == 1 else key
            yield words("listed", one, reports=counted(words, "report", number))
