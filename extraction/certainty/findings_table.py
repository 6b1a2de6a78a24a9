"""Table: summary of findings, a row for each body of evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extraction.certainty import times
from extraction.certainty.body import Body
from extraction.certainty.grading import LEVELS, Level, overall
from extraction.certainty.judgement import Judgement
from extraction.certainty.phrasing import Phrasing, certainty_words
from extraction.certainty.reasons import reason_in
from extraction.certainty.sentences import Finding, estimate, statement
from review.clean import one_line
from review.table.table import Column, Table
from review.wording import Words

_WIDTHS = {"time": 0.8, "comparison": 1.4, "reasons": 2.0, "statement": 2.4}
_COLUMNS = ("outcome", "time", "comparison", "effect", "participants", "certainty", "reasons")


def summary_of_findings(
    findings: Sequence[Finding],
    names: Mapping[str, str],
    language: str,
    phrasing: Phrasing,
    clashing: Sequence[str] = (),
) -> Table:
    """Return the summary of findings; `names` are those of studies by id.

    The notes tell who judged, the certainty over the critical outcomes, and the studies behind
    each body; `clashing` are the ids of bodies that two copies judge differently.
    """
    words = certainty_words(language)
    keys = (*_COLUMNS, "statement")
    return Table(
        name="summary-of-findings",
        title=words("table", "title"),
        columns=tuple(
            Column(key, words("table", key), width=_WIDTHS.get(key, 1.0)) for key in keys
        ),
        rows=tuple(_row(one, words, phrasing) for one in findings),
        notes=(
            *(() if findings else (words("note", "none"),)),
            *_who(findings, words),
            *_levels(words, phrasing),
            *_overall(findings, words, phrasing),
            *_clashing(findings, clashing, words),
            *_linked(findings, names, words),
        ),
        landscape=True,
    )


def _row(finding: Finding, words: Words, phrasing: Phrasing) -> tuple[str, ...]:
    body, judgement = finding.body, finding.judgement
    time = times.in_words([body.time], words.language) if body.time else ""
    return (
        _capital(one_line(body.phrase("outcome", words.language))),
        time,
        _comparison(body, words),
        _effect(body, words),
        _people(body, words),
        _certainty(finding, words, phrasing),
        _reasons(judgement, words) if judgement else "",
        statement(finding, words.language, phrasing),
    )


def _comparison(body: Body, words: Words) -> str:
    intervention = one_line(body.phrase("intervention", words.language))
    if not body.comparison:
        return _capital(intervention)
    comparison = one_line(body.phrase("comparison", words.language))
    versus = words("table", "versus", intervention=intervention, comparison=comparison)
    return _capital(versus)


def _effect(body: Body, words: Words) -> str:
    if not body.measured:
        return words("table", "not-measured")
    if body.tallies:
        return "; ".join(f"{t.number}: {t.text(words.language)}" for t in body.tallies)
    named = words("effect", body.effect or "none")
    if body.size:
        named = words("effect", f"size-{body.size}", effect=named)
    told = estimate(body, words.language)
    return f"{named}: {told}" if told else named


def _people(body: Body, words: Words) -> str:
    studies, people = body.number_of_studies, body.number_of_participants
    if studies is None:
        return "" if people is None else words.number(people)
    counted = words("table", "study" if studies == 1 else "studies", n=studies)
    if people is None:
        return counted
    return words("table", "people", participants=people, studies=counted)


def _certainty(finding: Finding, words: Words, phrasing: Phrasing) -> str:
    if not finding.body.measured:
        return words("table", "not-measured")
    if finding.judgement is None:
        return words("table", "not-graded")
    return _level(finding.judgement.level, words, phrasing)


def _level(level: Level, words: Words, phrasing: Phrasing) -> str:
    """Return words, then signs: a cell that begins with + is a formula to a spreadsheet."""
    language = words.language
    return f"{phrasing.label(level, language)} {phrasing.signs(level, language)}"


def _reasons(judgement: Judgement, words: Words) -> str:
    told = [
        f"{_capital(words('domain', one.domain))} ({one.sign}): "
        f"{reason_in(one_line(one.why), words.language)}"
        for one in judgement.ratings
    ]
    if judgement.design:
        start = words("start", judgement.design)
        told.insert(0, words("table", "start", start=start))
    if judgement.override:
        told.append(
            words(
                "table", "overridden", why=reason_in(one_line(judgement.override), words.language)
            )
        )
    return "\n".join(told)


def _who(findings: Sequence[Finding], words: Words) -> Iterator[str]:
    """Say who judged which bodies: we, or the authors of a review."""
    by_source: dict[str, list[str]] = {}
    for one in findings:
        if one.judgement:
            by_source.setdefault(one.judgement.adopted_from, []).append(_name(one.body, words))
    for source, bodies in by_source.items():
        key = "adopted" if source else "own"
        key = f"{key}-all" if len(by_source) == 1 else key
        yield words("note", key, source=one_line(source), bodies="; ".join(bodies))


def _levels(words: Words, phrasing: Phrasing) -> Iterator[str]:
    yield words("note", "levels", **{one: _level(one, words, phrasing) for one in LEVELS})


def _overall(findings: Sequence[Finding], words: Words, phrasing: Phrasing) -> Iterator[str]:
    critical = [one for one in findings if one.body.importance == "critical" and one.body.measured]
    levels = [one.judgement.level for one in critical if one.judgement]
    lowest = overall(levels) if len(levels) == len(critical) else None
    if lowest:
        yield words("note", "overall", level=_level(lowest, words, phrasing))


def _clashing(findings: Sequence[Finding], clashing: Sequence[str], words: Words) -> Iterator[str]:
    names = [_name(one.body, words) for one in findings if one.body.id in clashing]
    if names:
        yield words("note", "clash", bodies="; ".join(names))


def _linked(findings: Sequence[Finding], names: Mapping[str, str], words: Words) -> Iterator[str]:
    for one in findings:
        linked = [one_line(names.get(study, study)) for study, _number in one.body.studies]
        if linked:
            yield words("note", "linked", body=_name(one.body, words), studies="; ".join(linked))


def _name(body: Body, words: Words) -> str:
    outcome = _capital(one_line(body.phrase("outcome", words.language)))
    if not body.time:
        return outcome
    return f"{outcome} ({times.in_words([body.time], words.language)})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
