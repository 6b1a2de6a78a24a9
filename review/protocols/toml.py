"""A protocol as the TOML that one writes it in, with a comment where something is to be known."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from review.protocol import EXTRACTIONS, MAYBES, REVEALS, RULES, STAGES, Protocol
from review.protocols.bias_plan import toml_lines


def toml_of(protocol: Protocol) -> str:
    """Return `protocol` as TOML from which `review.protocol.parse` makes the same value."""
    return "\n".join(_lines(protocol)) + "\n"


def _lines(protocol: Protocol) -> Iterator[str]:
    yield f"title = {_text(protocol.title)}"
    yield f"question = {_text(protocol.question)}"
    yield f"maybe = {_text(protocol.maybe)}  # on title and abstract: {', '.join(MAYBES)}"
    yield f"reveal = {_text(protocol.reveal)}  # {', '.join(REVEALS)}"
    yield f"language = {_text(protocol.language)}  # an abstract in it is shown first"
    extracting = f"{', '.join(EXTRACTIONS)}: by one, each value checked by another"
    yield f"extraction = {_text(protocol.extraction)}  # {extracting}"
    screened = "true" if protocol.screen_other_methods else "false"
    yield f"screen_other_methods = {screened}  # on title and abstract too"
    yield '# For instance: "kappa >= 0.6 and no missed include"'
    yield f"calibration_target = {_text(protocol.calibration_target)}"
    yield f"certainty = {_text(protocol.certainty)}  # one or both: who judges it (GRADE)"
    yield ""
    yield f"# {', '.join(RULES)}"
    yield "[rules]"
    for stage in STAGES:
        yield f"{stage} = {_text(protocol.rules[stage])}"
    yield ""
    yield "# Words, or how they begin, to mark in title and abstract."
    yield "[terms]"
    yield f"include = {_texts(protocol.terms.include)}"
    yield f"exclude = {_texts(protocol.terms.exclude)}"
    yield ""
    yield "# What a report must meet; failing it gives the reason that it names:"
    yield '# [[criteria]], then id = "adults", en = "...", nb = "...", reason = "population"'
    for criterion in protocol.criteria:
        yield "[[criteria]]"
        yield from _named(criterion.id, criterion.en, criterion.nb)
        yield f"reason = {_text(criterion.reason)}"
        yield ""
    yield "# Reasons to exclude, the most important first."
    for reason in protocol.reasons:
        yield "[[reasons]]"
        yield from _named(reason.id, reason.en, reason.nb)
        if reason.definition:
            yield f"definition = {_text(reason.definition)}"
        yield ""
    yield from toml_lines(protocol.risk_of_bias)


def _named(name: str, english: str, norwegian: str) -> Iterator[str]:
    yield f"id = {_text(name)}"
    yield f"en = {_text(english)}"
    if norwegian:
        yield f"nb = {_text(norwegian)}"


def _text(text: str) -> str:
    # JSON's escapes are TOML's too, but for one character that JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _texts(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"
