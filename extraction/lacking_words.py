"""What a publication in a language lacks words for: names, phrases of evidence, reasons."""

from __future__ import annotations

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
from review.versions import current

_NAMED = ("intervention", "comparison", "outcome")


def lacking_words(connection: Connection, language: str) -> Iterator[str]:
    """Give a sentence for each sort of words that stand in another language, with what to do."""
    _version, protocol = current(connection)
    own = protocol.language
    findings = queries.findings(connection)
    if language != own:
        setting = setting_of(connection, language)
        names = in_use(agreed_studies(connection), setting.characteristics, setting.domains)
        if lacking := unnamed(names, namings(connection), language):
            number = counted(len(lacking), "name has", "names have")
            listed = "; ".join(f"“{name}”" for name in lacking)
            yield (
                f"{number} no words in {language}: {listed}. "
                f'`review synthesis name "{lacking[0]}" --{language} "..."` gives them.'
            )
        bodies = [one.body for one in findings if _plain(one.body, language)]
        if bodies:
            number = counted(len(bodies), "body", "bodies")
            yield (
                f"{number} of evidence without phrases in {language}: "
                f"{'; '.join(one_line(body.name) for body in bodies)}. "
                "`review evidence set FILE.toml` takes them under [body.phrases]."
            )
    reasons = list(_reasons(findings, language, own))
    if reasons:
        number = counted(len(reasons), "reason", "reasons")
        yield (
            f"{number} of certainty not in {language}: {'; '.join(reasons)}. "
            f"Judge again with the reason followed by “| {language}: ...”."
        )


def _plain(body: Body, language: str) -> bool:
    """Tell whether a part of a body stands in a sentence as it was written."""
    told = (body.phrases or {}).get(language, {})
    return any(getattr(body, part) and not told.get(part) for part in _NAMED)


def _reasons(findings: Iterable[Finding], language: str, own: str) -> Iterator[str]:
    for one in findings:
        if one.judgement:
            told: list[tuple[str, str]] = [(r.domain, r.why) for r in one.judgement.ratings]
            told += [("level", one.judgement.override)] if one.judgement.override else []
            for domain, why in told:
                if lacks(why, language, own):
                    yield f"{one.body.shown} {domain.replace('-', ' ')}"
