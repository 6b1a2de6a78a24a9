"""What a publication in a language lacks words for: names, phrases of evidence, reasons."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from extraction.certainty import queries
from extraction.certainty.body import Body
from extraction.certainty.reasons import lacks
from extraction.certainty.sentences import Finding
from extraction.namings import in_use, namings, unnamed
from extraction.queries import agreed_studies
from extraction.tables.own import setting_of
from review.clean import one_line
from review.counting import counted
from review.protocols.versions import current

_NAMED = ("intervention", "comparison", "outcome")


def lacking_words(connection: Connection, language: str) -> Iterator[str]:
    """Give a sentence for each sort of words that stand in another language, with what to do."""
    _version, protocol = current(connection)
    own = protocol.language
    findings = queries.findings(connection)
    if language != own:
        setting = setting_of(connection, language)
        names = in_use(agreed_studies(connection), setting.characteristics, setting.domains)
        lacking = unnamed(names, namings(connection), language)
        lacking += [name for one in findings for name in _plain(one.body, language)]
        if lacking := list(dict.fromkeys(lacking)):
            number = counted(len(lacking), "name has", "names have")
            listed = "; ".join(f"“{name}”" for name in lacking)
            yield (
                f"{number} no words in {language}: {listed}. "
                f"`review synthesis name {shlex.quote(lacking[0])} --{language} '...'` gives them."
            )
    reasons = list(_reasons(findings, language, own))
    if reasons:
        number = counted(len(reasons), "reason", "reasons")
        yield (
            f"{number} of certainty not in {language}: {'; '.join(reasons)}. "
            f"Judge again with the reason followed by “| {language}: ...”."
        )


def _plain(body: Body, language: str) -> Iterator[str]:
    """Give the parts of a body that stand in a sentence as they were written."""
    told = (body.phrases or {}).get(language, {})
    for part in _NAMED:
        name = one_line(getattr(body, part))
        if name and not told.get(part):
            yield name


def _reasons(findings: Iterable[Finding], language: str, own: str) -> Iterator[str]:
    for one in findings:
        if one.judgement:
            told: list[tuple[str, str]] = [(r.domain, r.why) for r in one.judgement.ratings]
            told += [("level", one.judgement.override)] if one.judgement.override else []
            for domain, why in told:
                if lacks(why, language, own):
                    yield f"{one.body.shown} {domain.replace('-', ' ')}"
