"""The protocol as text: plain lines for the terminal, Markdown for registration."""

from __future__ import annotations

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
        "extraction": "Data collection",
        "two": "two people extract, each blind to the other, and agree on one version",
        "checked": "one person extracts and another checks every value",
        "terms": "Terms marked in title and abstract",
        "include": "for inclusion",
        "exclude": "for exclusion",
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
        "extraction": "Datauthenting",
        "two": "to medarbeidere henter ut data, blindet for hverandre, og blir enige om én versjon",
        "checked": "én medarbeider henter ut data, og en annen kontrollerer hver verdi",
        "terms": "Ord som utheves i tittel og sammendrag",
        "include": "for inklusjon",
        "exclude": "for eksklusjon",
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
    if protocol.extraction != "two":  # what is usual is not said of every screening
        lines.append(f"- {words['extraction']}: {words[protocol.extraction]}.")
    if protocol.calibration_target:
        lines.append(f"- {words['target']}: {protocol.calibration_target}")
    lines.append("")
    terms = [("include", protocol.terms.include), ("exclude", protocol.terms.exclude)]
    if any(listed for _kind, listed in terms):
        lines += [f"## {words['terms']}", ""]
        lines += [f"- {words[kind]}: {', '.join(listed)}" for kind, listed in terms if listed]
        lines.append("")
    return "\n".join(lines)
