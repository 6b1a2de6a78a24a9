"""The protocol as text: plain lines for the terminal, Markdown for registration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from review.protocol import FULL_TEXT, TITLE_ABSTRACT, Protocol, Terms
from review.protocols.bias_plan import NO_PLAN, BiasPlan
from review.refusal import Refused

_WORDS = {
    "en": {
        "untitled": "Protocol",
        "question": "Question",
        "criteria": "Eligibility criteria",
        "reasons": "Reasons for exclusion, in order of priority",
        "process": "Selection process",
        "title-abstract": "Titles and abstracts",
        "full-text": "Full texts",
        "both": "two reviewers decide on every record, each blind to the other",
        "any-include-forward": "an include by one reviewer is enough to go on; "
        "every exclusion is decided by two",
        "one-excludes-checked": "one reviewer decides and a second checks the exclusions",
        "one": "one reviewer decides",
        "round": "Decisions are revealed when a round is complete.",
        "record": "Decisions on a record are revealed when both reviewers have decided on it.",
        "target": "Target of calibration",
        "graded": "Two people judge the certainty of the evidence apart, then together.",
        "extraction": "Data collection",
        "two": "two people extract, each blind to the other, and agree on one version",
        "checked": "one person extracts and another checks every value",
        "terms": "Terms marked in title and abstract",
        "include": "for inclusion",
        "exclude": "for exclusion",
        "risk_of_bias": "Risk of bias",
        "tools": "Tools",
        "effect": "Effect of interest",
        "assignment": "of assignment to intervention",
        "adhering": "of adhering to intervention",
        "critical": "Critical items of AMSTAR 2",
        "judged": "Judged for each outcome",
    },
    "nb": {
        "untitled": "Protokoll",
        "question": "Problemstilling",
        "criteria": "Inklusjonskriterier",
        "reasons": "Eksklusjonsgrunner i prioritert rekkefølge",
        "process": "Utvelgelse",
        "title-abstract": "Titler og sammendrag",
        "full-text": "Fulltekst",
        "both": "to medarbeidere vurderer alle referanser uavhengig av og blindet for hverandre",
        "any-include-forward": "det er nok at én medarbeider inkluderer; "
        "eksklusjon krever to vurderinger",
        "one-excludes-checked": "én medarbeider vurderer, og en annen kontrollerer eksklusjonene",
        "one": "én medarbeider vurderer",
        "round": "Vurderingene avdekkes når en runde er fullført.",
        "record": "Vurderingene av en referanse avdekkes når begge har vurdert den.",
        "target": "Mål for kalibreringen",
        "graded": "To medarbeidere vurderer tilliten til resultatene hver for seg, så sammen.",
        "extraction": "Datauthenting",
        "two": "to medarbeidere henter ut data, blindet for hverandre, og blir enige om én versjon",
        "checked": "én medarbeider henter ut data, og en annen kontrollerer hver verdi",
        "terms": "Ord som utheves i tittel og sammendrag",
        "include": "for inklusjon",
        "exclude": "for eksklusjon",
        "risk_of_bias": "Risiko for systematiske skjevheter",
        "tools": "Verktøy",
        "effect": "Effekten av interesse",
        "assignment": "av å bli fordelt til tiltaket",
        "adhering": "av å følge tiltaket",
        "critical": "Kritiske punkter i AMSTAR 2",
        "judged": "Vurderes for hvert utfall",
    },
}


def plain_text(protocol: Protocol) -> str:
    """Return the protocol in plain lines."""
    return document(protocol, "en").replace("## ", "").replace("# ", "").replace("**", "")


def document(protocol: Protocol, language: str) -> str:
    """Return the protocol as Markdown in `language` (en or nb); Refused for another one."""
    if language not in _WORDS:
        raise Refused(f"There is no “{language}” here.", f"Languages: {', '.join(_WORDS)}.")
    words = _WORDS[language]
    lines = [f"# {protocol.title or words['untitled']}", ""]
    if protocol.question:
        lines += [f"## {words['question']}", "", protocol.question, ""]
    lines += _criteria_lines(protocol, language)
    lines += _process_lines(protocol, words)
    lines += _bias_lines(protocol.risk_of_bias, words)
    lines += _term_lines(protocol.terms, words)
    return "\n".join(lines)


def _criteria_lines(protocol: Protocol, language: str) -> Iterator[str]:
    words = _WORDS[language]
    if protocol.criteria:
        yield from (f"## {words['criteria']}", "")
        for criterion in protocol.criteria:
            text = (criterion.nb if language == "nb" else "") or criterion.en
            yield f"- **{criterion.id}**: {text}"
        yield ""
    if protocol.reasons:
        yield from (f"## {words['reasons']}", "")
        for number, reason in enumerate(protocol.reasons, start=1):
            definition = f". {reason.definition}" if reason.definition else ""
            yield f"{number}. **{reason.id}**: {reason.text(language)}{definition}"
        yield ""


def _process_lines(protocol: Protocol, words: Mapping[str, str]) -> Iterator[str]:
    yield from (f"## {words['process']}", "")
    for stage in (TITLE_ABSTRACT, FULL_TEXT):
        yield f"- {words[stage]}: {words[protocol.rules[stage]]}."
    yield f"- {words[protocol.reveal]}"
    if protocol.extraction != "two":  # what is usual is not said of every screening
        yield f"- {words['extraction']}: {words[protocol.extraction]}."
    if protocol.calibration_target:
        yield f"- {words['target']}: {protocol.calibration_target}"
    if protocol.certainty == "both":
        yield f"- {words['graded']}"
    yield ""


def _bias_lines(plan: BiasPlan, words: Mapping[str, str]) -> Iterator[str]:
    if plan == NO_PLAN:
        return
    yield from (f"## {words['risk_of_bias']}", "")
    if plan.tools:
        yield f"- {words['tools']}: {', '.join(plan.tools)}"
    yield f"- {words['effect']}: {words[plan.effect]}"
    if plan.critical:
        yield f"- {words['critical']}: {', '.join(plan.critical)}"
    for one in plan.results:
        more = "; ".join(text for text in (one.measure, one.why) if text)
        yield f"- {words['judged']}: {one.part}{f' ({more})' if more else ''}"
    yield ""


def _term_lines(terms: Terms, words: Mapping[str, str]) -> Iterator[str]:
    kinds = [("include", terms.include), ("exclude", terms.exclude)]
    if any(listed for _kind, listed in kinds):
        yield from (f"## {words['terms']}", "")
        yield from (f"- {words[kind]}: {', '.join(listed)}" for kind, listed in kinds if listed)
        yield ""
