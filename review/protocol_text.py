"""The protocol as text: plain lines for the terminal, Markdown for registration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from review.bias_plan import NO_PLAN, BiasPlan
from review.protocol import FULL_TEXT, TITLE_ABSTRACT, Protocol
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
    if protocol.criteria:
        lines += [f"## {words['criteria']}", ""]
        for criterion in protocol.criteria:
            text = (criterion.nb if language == "nb" else "") or criterion.en
            lines.append(f"- **{criterion.id}**: {text}")
        lines.append("")
    if protocol.reasons:
        lines += [f"## {words['reasons']}", ""]
        for number, reason in enumerate(protocol.reasons, start=1):
            definition = f". {reason.definition}" if reason.definition else ""
            lines.append(f"{number}. **{reason.id}**: {reason.text(language)}{definition}")
        lines.append("")
    lines += [f"## {words['process']}", ""]
    lines += [
        f"- {words[stage]}: {words[protocol.rules[stage]]}."
        for stage in (TITLE_ABSTRACT, FULL_TEXT)
    ]
    lines.append(f"- {words[protocol.reveal]}")
    if protocol.calibration_target:
        lines.append(f"- {words['target']}: {protocol.calibration_target}")
    if protocol.certainty == "both":
        lines.append(f"- {words['graded']}")
    lines.append("")
    lines += _bias_lines(protocol.risk_of_bias, words)
    terms = [("include", protocol.terms.include), ("exclude", protocol.terms.exclude)]
    if any(listed for _kind, listed in terms):
        lines += [f"## {words['terms']}", ""]
        lines += [f"- {words[kind]}: {', '.join(listed)}" for kind, listed in terms if listed]
        lines.append("")
    return "\n".join(lines)


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
