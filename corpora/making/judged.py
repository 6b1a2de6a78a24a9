"""Two people's judgements of bias in one result: where they differ, and how they then agree.

Every result is the one on child maltreatment, as the protocol of the sample says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpora.making.entries import NOTHING
from corpora.making.grammar import data
from corpora.making.stream import Stream
from corpora.making.studies import MALTREATMENT, Study
from corpora.making.verdicts import ANNA, BO

Case = Mapping[str, Any]

_WORST_FIRST = ("high", "some-concerns", "low")
_ONE_DIFFERS = 0.45  # share of results in which one reads a domain otherwise
_ANNA_STANDS = 0.5
_DEPARTS = 0.1  # share in which both judge the last domain worse than proposed
# The questions that the variant for clusters has in the place of another.
_OF_CLUSTERS = {
    **{f"1.{n}": (f"1a.{n}",) for n in (1, 2, 3)},
    **{one: (f"{one}a", f"{one}b") for one in ("2.1", "3.1", "4.3")},
}


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgements of one study's result: a file for each of the two, and their choices."""

    number: int  # from 1
    form: str
    part: str
    first: Mapping[str, str]
    second: Mapping[str, str]
    choices: Mapping[str, Any]

    def entry_file(self, reviewer: str) -> str:
        """Return the path of one person's judgement."""
        return f"entries/{reviewer}/study-{self.number:02d}-{self.form}.json"

    @property
    def choices_file(self) -> str:
        """Return the path of what the two chose."""
        if not self.choices:
            return NOTHING
        return f"consensus/study-{self.number:02d}-{self.form}.json"


def judged(study: Study) -> Judged | None:
    """Return how bias is judged in a study; None where it did not measure maltreatment."""
    finding = next((one for one in study.findings if one.outcome == MALTREATMENT), None)
    if finding is None:
        return None
    stream = Stream(f"bias {study.number}")
    clusters = study.design == "cluster-randomised"
    truth = {domain: _case(domain, stream) for domain in _domains(clusters=clusters)}
    other = dict(truth)
    if stream.chance(_ONE_DIFFERS):
        domain = stream.pick(tuple(truth))
        other[domain] = stream.pick(
            [case for case in data("bias")[domain] if case != truth[domain]]
        )
    departs = stream.chance(_DEPARTS) and truth["d5"]["judgement"] == "some-concerns"
    right, wrong = (_values(cases, clusters=clusters, departs=departs) for cases in (truth, other))
    anna_stands = stream.chance(_ANNA_STANDS)
    return Judged(
        number=study.number + 1,
        form="rob2-cluster" if clusters else "rob2",
        part=f"{MALTREATMENT} @ {finding.months} months",
        first=right if anna_stands else wrong,
        second=wrong if anna_stands else right,
        choices=_choices(right, wrong, "first" if anna_stands else "second"),
    )


def _domains(*, clusters: bool) -> tuple[str, ...]:
    return ("d1", "d1b", "d2", "d3", "d4", "d5") if clusters else ("d1", "d2", "d3", "d4", "d5")


def _case(domain: str, stream: Stream) -> Case:
    cases = data("bias")[domain]
    place = stream.weighted({n: case["weight"] for n, case in enumerate(cases)})
    found: Case = cases[place]
    return found


def _values(cases: Mapping[str, Case], *, clusters: bool, departs: bool) -> dict[str, str]:
    """Return the answers and judgements by the fields of the form."""
    found: dict[str, str] = {}
    told = {domain: str(case["judgement"]) for domain, case in cases.items()}
    if departs and told["d5"] == "some-concerns":
        told["d5"] = "high"
        found["d5_override"] = "The registered outcome is another, and is not reported."
    for domain, case in cases.items():
        for question, answer in case["answers"].items():
            for one in _OF_CLUSTERS.get(question, (question,)) if clusters else (question,):
                found["q" + one.replace(".", "_")] = answer
        found[domain] = told[domain]
        found[f"{domain}_support"] = case["support"]
    found["overall"] = next(one for one in _WORST_FIRST if one in told.values())
    return found


def _choices(right: Mapping[str, str], wrong: Mapping[str, str], stands: str) -> dict[str, Any]:
    places = [path for path in {**right, **wrong} if right.get(path) != wrong.get(path)]
    why = "Read again together"
    return {path: {"take": stands, "why": why} for path in places}


def files(one: Judged) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file; what is proposed is taken from the tool, not written."""
    for reviewer, values in ((ANNA, one.first), (BO, one.second)):
        own = {path: value for path, value in values.items() if not _is_proposed(path, values)}
        yield one.entry_file(reviewer), _json({"form": one.form, "version": 1, "values": own})
    yield one.choices_file, _json({"values": one.choices})


def _is_proposed(path: str, values: Mapping[str, str]) -> bool:
    judgement = path == "overall" or f"{path}_support" in values
    return judgement and f"{path}_override" not in values


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
