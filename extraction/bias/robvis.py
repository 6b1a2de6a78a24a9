"""The CSV that robvis reads (0.3.0.900): one row for each judged result, in exactly its columns.

robvis reads the first letters of a judgement and takes what it does not know for something else:
`NI` for not applicable, V2 of ROBINS-I for V1. So judgements are written out, names are unique, and
what robvis has no tool for goes as `Generic`, with the names of the domains as headings.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extraction.bias.judgement import Judged, Judgement
from extraction.bias.scale import Level
from review.clean import one_line
from review.refusal import Refused

# What robvis calls the tool of a form; it knows only the ROBINS-I of 2016.
_TOOLS: Mapping[str, str] = {"rob2": "ROB2", "rob2-cluster": "ROB2-Cluster", "robins-i": "ROBINS-I"}
GENERIC = "Generic"
_WORDS: Mapping[str, str] = {
    "low": "Low",
    "some-concerns": "Some concerns",
    "high": "High",
    "moderate": "Moderate",
    "serious": "Serious",
    "critical": "Critical",
    "no-information": "No information",
}
# In the generic tool robvis takes unclear and moderate for one; how bad a judgement is decides.
_GENERIC_WORDS: Mapping[Level, str] = {
    "low": "Low",
    "some": "Unclear",
    "high": "High",
    "critical": "Critical",
    "unknown": "No information",
    "none": "NA",
}


@dataclass(frozen=True, slots=True)
class Robvis:
    """The file, and the tool to name in robvis when it is read."""

    tool: str
    text: str


def robvis(judgements: Sequence[Judgement]) -> Robvis:
    """Return the file of judgements made with one tool.

    Raises Refused where there are none, where they are of several tools, and where a domain of one
    is not judged.
    """
    forms = list(dict.fromkeys(one.form for one in judgements))
    if not forms:
        raise Refused("No judgement is agreed yet.", "Two people judge, then they agree.")
    if len(forms) > 1:
        raise Refused(
            f"The judgements are of several tools: {', '.join(forms)}.",
            "A file of robvis holds one tool: name it with --form.",
        )
    tool = _TOOLS.get(forms[0], GENERIC)
    if not drawn_by_robvis(judgements[0]):
        raise Refused(f"{judgements[0].tool} has no judgements that robvis can draw.")
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["Study", *_headings(judgements[0], tool), "Overall"])
    for name, one in zip(unique_names(judgements), judgements, strict=True):
        writer.writerow([name, *(_word(domain, tool, name) for domain in one.judged)])
    return Robvis(tool, buffer.getvalue())


def drawn_by_robvis(one: Judgement) -> bool:
    """Tell whether robvis can draw the judgements of this tool: not stars, nor a mere sum."""
    return bool(one.overall.level) and one.overall.level != "none"


def _headings(one: Judgement, tool: str) -> list[str]:
    if tool != GENERIC:
        return [domain.label for domain in one.domains]
    # R makes dots of spaces when it reads them; robvis turns them back.
    return [
        one_line(domain.names["en"]).replace(",", "").replace(" ", ".") for domain in one.domains
    ]


def _word(domain: Judged, tool: str, name: str) -> str:
    word = _GENERIC_WORDS[domain.level] if tool == GENERIC else _WORDS.get(domain.judgement, "")
    if not word:
        raise Refused(
            f"{name}: {domain.label} is not judged.", "Agree on the judgement, then try again."
        )
    return word


def unique_names(judgements: Sequence[Judgement]) -> list[str]:
    """Return a name for each row, the result appended where there is one, none of them twice."""
    names = [_name(one) for one in judgements]
    twice = {name for name, number in Counter(names).items() if number > 1}
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(f"{name} ({seen[name]})" if name in twice else name)
    return found


def _name(one: Judgement) -> str:
    name, part = one_line(one.name), one_line(one.part)
    return f"{name}: {part}" if part else name
