"""One's own entry of a tool in plain lines and as JSON: what is proposed, judged, and open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extraction.bias.evaluating import Evaluated, open_points, reasons
from extraction.bias.judgement import Judged, Judgement
from review.clean import one_line


def lines(found: Evaluated, judgement: Judgement) -> Iterator[str]:
    """Yield a line for each domain, a line for the whole, and what is open."""
    tool = found.tool
    yield f"{tool.name}, version of {tool.version}"
    if judgement.adopted_from:
        yield f"Adopted from the authors of {one_line(judgement.adopted_from)}."
    for one in judgement.judged:
        yield f"{one.label:9}{_word(one):18}{_proposal(found, one)}"
    yield from (f"  {point.why}" for point in open_points(found))


def _word(one: Judged) -> str:
    return one.words.get("en", one.judgement) if one.judgement else "not judged"


def _proposal(found: Evaluated, one: Judged) -> str:
    told = found.proposal.of(one.id)
    if told.missing:
        return f"next: {told.missing}"
    if not one.proposed:
        return ""
    word, why = one.proposed_words.get("en", one.proposed), reasons(told)
    because = f" ({why})" if why and one.id != found.tool.summary.id else ""
    departs = f"; departs: {one_line(one.reason)}" if one.reason else ""
    return f"proposed: {word}{because}{departs}"


def as_json(found: Evaluated, judgement: Judgement, *, complete: bool) -> dict[str, Any]:
    """Return the same as plain JSON."""
    return {
        "form": judgement.form,
        "tool": judgement.tool,
        "version": judgement.version,
        "part": judgement.part,
        "complete": complete,
        "adopted_from": judgement.adopted_from,
        "domains": [_data(found, one) for one in judgement.domains],
        "overall": _data(found, judgement.overall),
        "open": [point.why for point in open_points(found)],
    }


def _data(found: Evaluated, one: Judged) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": one.label,
        "judgement": one.judgement or None,
        "proposed": one.proposed or None,
        "why": dict(one.why),
        "next": found.proposal.of(one.id).missing or None,
        "support": one.support,
        "reason": one.reason,
    }
