"""A body of evidence as one person may see it, in lines: sentence, judgements, studies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extraction.certainty.judgement import Judgement
from extraction.certainty.phrasing import Phrasing
from extraction.certainty.queries import Grade
from extraction.certainty.sentences import Finding, statement
from review.clean import one_line
from review.desk.widgets.paper import Block
from review.studies import Study

TWO = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """One body as this person may see it."""

    finding: Finding
    phrasing: Phrasing
    apart: Mapping[str, Grade]
    two: bool
    studies: tuple[Study, ...]


def known(seen: Opened) -> list[str]:
    """Return those whose own judgements are in hand."""
    return sorted(name for name, one in seen.apart.items() if one.judgement)


def level_told(one: Finding, phrasing: Phrasing, language: str) -> tuple[str, str]:
    """Return signs and word of a certainty, or why there is none."""
    if one.judgement is None:
        return "", "not graded" if one.body.measured else "not measured"
    level = one.judgement.level
    return phrasing.signs(level, language), phrasing.label(level, language)


def blocks(seen: Opened, language: str) -> list[Block]:
    """Return the lines of a body in a language."""
    body, judgement = seen.finding.body, seen.finding.judgement
    signs, label = level_told(seen.finding, seen.phrasing, language)
    told = [
        Block(f"{one_line(body.name)}  {body.shown}", "title"),
        Block(statement(seen.finding, language, seen.phrasing)),
        Block(""),
        Block(" ".join(filter(None, ("Certainty:", signs, label))), "heading"),
    ]
    if judgement:
        told += _judged(judgement)
    for name, grade in sorted(seen.apart.items()):
        told += [Block(""), Block(f"{one_line(name)} alone", "heading")]
        told += _judged(grade.judgement) if grade.judgement else [Block("sealed", "quiet")]
    if seen.two and not judgement and len(seen.apart) < TWO:
        told.append(Block("Two people judge apart; then they agree.", "quiet"))
    told += [Block(""), Block(_about(seen), "heading")]
    if body.estimate:
        told.append(Block(one_line(body.estimate)))
    names = {study.id: study.name for study in seen.studies}
    for study, number in body.studies:
        told.append(
            Block(one_line(names.get(study, study)) + (f", n = {number}" if number else ""))
        )
    return told


def _about(seen: Opened) -> str:
    body = seen.finding.body
    studies, people = body.number_of_studies, body.number_of_participants
    counts = [f"Studies: {studies if studies is not None else 'not stated'}"]
    return "; ".join([*counts, *([f"participants: {people}"] if people is not None else [])])


def _judged(judgement: Judgement) -> list[Block]:
    source = (
        f"Adopted from {one_line(judgement.adopted_from)}: {judgement.level}"
        if judgement.adopted_from
        else f"Ours: {judgement.level}, starting as {judgement.design}"
    )
    domains = [
        Block(f"{one.sign:>3}  {one.domain.replace('-', ' ')}: {one_line(one.why)}", hang=5)
        for one in judgement.ratings
    ]
    override = judgement.override
    return [
        Block(source),
        *domains,
        *([Block(f"Not what the domains lead to: {one_line(override)}")] if override else []),
    ]
