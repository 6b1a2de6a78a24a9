"""Table: the judgements of bias, each with its support; and the worst of each study, as ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extraction.bias.amstar_2 import CRITICAL
from extraction.bias.judgement import Judged, Judgement, worst_per_study
from extraction.bias.tool import Tool, version_told
from extraction.field import in_language
from review.clean import drawable, one_line
from review.protocols.bias_plan import BiasPlan
from review.table.table import Column, Table
from review.wording import Words, words_of


def risk_of_bias(
    judgements: Sequence[Judgement],
    plan: BiasPlan,
    language: str = "en",
    waiting: Sequence[str] = (),
) -> Table:
    """Return a row for each domain of each judged result, and one for the whole.

    `waiting` are the names of included studies on which nothing is agreed.
    """
    words = words_of("extraction.bias", language)
    rows = (
        (*_head(one, language), _domain(judged, language), *_told(one, judged, language))
        for one in judgements
        for judged in one.judged
    )
    columns = (
        *_columns(words, ("study", 1.0), ("result", 1.2), ("tool", 0.8), ("domain", 1.4)),
        *_columns(words, ("judgement", 0.8), ("proposed", 1.1), ("support", 2.6), ("reason", 1.3)),
    )
    notes = (*_notes(judgements, plan, words), *_waiting(judgements, waiting, words))
    return Table(
        name="risk-of-bias",
        title=words("title", "risk-of-bias"),
        columns=columns,
        rows=tuple(rows),
        notes=notes,
        landscape=True,
    )


def worst(
    judgements: Sequence[Judgement],
    tools: Mapping[str, Tool],
    plan: BiasPlan,
    language: str = "en",
) -> Table:
    """Return the worst judgement of each study and domain, marked as a summary of ours."""
    words = words_of("extraction.bias", language)
    found = worst_per_study(judgements, tools.values())
    rows = (
        (
            one_line(one.name),
            _tool(one, language),
            _domain(judged, language),
            _judgement(judged, language),
            "; ".join(one_line(part) for part in one.worst_of),
        )
        for one in found
        for judged in one.judged
    )
    without = dict.fromkeys(
        f"{one_line(j.name)} ({_tool(j, language)})"
        for j in judgements
        if not tools[j.form].worst_first
    )
    return Table(
        name="risk-of-bias-worst",
        title=words("title", "risk-of-bias-worst"),
        columns=_columns(
            words,
            *(("study", 1.2), ("tool", 1.0), ("domain", 1.8), ("judgement", 1.0), ("results", 2.4)),
        ),
        rows=tuple(rows),
        notes=(
            words("note", "worst"),
            *_notes(judgements, plan, words),
            *(words("note", "no_order", name=name) for name in without),
        ),
    )


def _columns(words: Words, *wanted: tuple[str, float]) -> tuple[Column, ...]:
    return tuple(Column(key=key, title=words("column", key), width=width) for key, width in wanted)


def _head(one: Judgement, language: str) -> tuple[str, str, str]:
    return one_line(one.name), one_line(one.part), _tool(one, language)


def _tool(one: Judgement, language: str) -> str:
    return in_language(one.tool_names, language, one.tool)


def _domain(judged: Judged, language: str) -> str:
    """Return `D1 Randomisation process`, and the name alone where it has no number."""
    name = one_line(in_language(judged.names, language, judged.id))
    return f"{judged.label} {name}" if any(map(str.isdigit, judged.label)) else name


def _judgement(judged: Judged, language: str) -> str:
    return one_line(in_language(judged.words, language, judged.judgement))


def _told(one: Judgement, judged: Judged, language: str) -> tuple[str, str, str, str]:
    return (
        _judgement(judged, language),
        _proposed(one, judged, language),
        drawable(judged.support).strip(),
        drawable(judged.reason).strip(),
    )


def _proposed(one: Judgement, judged: Judged, language: str) -> str:
    """Return `Low (1.2 Y, 1.1 NI)`; empty where nothing is proposed or others judged."""
    if not judged.proposed or one.adopted_from:
        return ""
    word = one_line(in_language(judged.proposed_words, language, judged.proposed))
    asked = [(question, answer) for question, answer in judged.why if question[0].isdigit()]
    why = ", ".join(f"{question} {answer.upper()}" for question, answer in asked)
    return f"{word} ({why})" if why and judged is not one.overall else word


def _notes(judgements: Sequence[Judgement], plan: BiasPlan, words: Words) -> Iterator[str]:
    if not judgements:
        yield words("note", "none")
    for tool, version in dict.fromkeys((_tool(o, words.language), o.version) for o in judgements):
        yield words("note", "version", tool=tool, version=version_told(version, words.language))
    forms = {one.form for one in judgements}
    if any(form.startswith("rob2") for form in forms):
        effects = dict.fromkeys(
            one.effect or plan.effect for one in judgements if one.form.startswith("rob2")
        )
        said = "; ".join(words("effect", effect) for effect in effects)
        yield words("note", "effect", effect=said)
    if "amstar-2" in forms:
        own = bool(plan.critical) and set(plan.critical) != set(CRITICAL)
        items = ", ".join(plan.critical or CRITICAL)
        yield words("note", "critical_own" if own else "critical", items=items)
    if any(form.startswith("nos-") for form in forms):
        yield words("note", "stars")
    if any(form.startswith("jbi-") for form in forms):
        yield words("note", "jbi")
    yield from _adopted(judgements, words)


def _adopted(judgements: Iterable[Judgement], words: Words) -> Iterator[str]:
    for one in judgements:
        if one.adopted_from:
            place = f", {one_line(one.part)}" if one.part else ""
            name = f"{one_line(one.name)}{place} ({_tool(one, words.language)})"
            yield words("note", "adopted", source=one_line(one.adopted_from), name=name)


def _waiting(
    judgements: Sequence[Judgement], waiting: Sequence[str], words: Words
) -> Iterator[str]:
    if judgements and waiting:
        studies = "; ".join(one_line(name) for name in waiting)
        yield words("note", "waiting", studies=studies)
