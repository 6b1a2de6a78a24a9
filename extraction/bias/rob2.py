"""RoB 2 (22 August 2019) for one result of a randomised trial, and its variant for clusters.

The algorithms are those of the tool (Sterne et al., BMJ 2019;366:l4898) for the effect of
assignment to intervention and for that of adhering to it. The variant for cluster-randomised trials
(test version of 18 March 2021) adds domain 1b and splits 2.1, 3.1 and 4.3. Several domains with
some concerns are no high risk by themselves: that is for people to judge.
"""

from __future__ import annotations

from extraction.bias import scale
from extraction.bias.answers import Answers
from extraction.bias.tool import OVERALL, Domain, Tool

LOW, SOME, HIGH = "low", "some-concerns", "high"
WORST_FIRST = (HIGH, SOME, LOW)
EFFECT = "effect"
ADHERING = "adhering"


def _randomisation(a: Answers, sequence: str, concealed: str, baseline: str) -> str:
    if a.no(concealed):
        return HIGH
    if not a.yes(concealed):
        return HIGH if a.yes(baseline) else SOME
    return SOME if a.no(sequence) or a.yes(baseline) else LOW


def randomisation(a: Answers) -> str:
    """Domain 1: bias arising from the randomisation process."""
    return _randomisation(a, "1.1", "1.2", "1.3")


def cluster_randomisation(a: Answers) -> str:
    """Domain 1a: the same of the clusters."""
    return _randomisation(a, "1a.1", "1a.2", "1a.3")


def recruitment(a: Answers) -> str:
    """Domain 1b: bias from when participants were identified or recruited."""
    if a.yes("1b.1"):
        return LOW
    if a.yes("1b.2"):
        return HIGH
    if a.no("1b.2"):
        return SOME if a.yes("1b.3") else LOW
    return HIGH if a.yes("1b.3") else SOME


def deviations(a: Answers) -> str:
    """Domain 2: bias from deviations from the intended interventions, by the effect of interest."""
    if a(EFFECT) == ADHERING:
        return _adherence(a)
    return _assignment(a, unaware=a.no("2.1") and a.no("2.2"))


def cluster_deviations(a: Answers) -> str:
    """Domain 2 where clusters were randomised: participants may not know that there is a trial."""
    if a(EFFECT) == ADHERING:
        return _adherence(a)
    return _assignment(a, unaware=(a.no("2.1a") or a.no("2.1b")) and a.no("2.2"))


def _assignment(a: Answers, *, unaware: bool) -> str:
    return worst((LOW if unaware else _trial_context(a), _analysis(a)))


def _trial_context(a: Answers) -> str:
    """Part 1 of the effect of assignment, where participants or carers were aware."""
    if a.no("2.3"):
        return LOW
    if not a.yes("2.3") or a.no("2.4"):
        return SOME
    return SOME if a.yes("2.5") else HIGH


def _analysis(a: Answers) -> str:
    """Part 2 of the effect of assignment."""
    if a.yes("2.6"):
        return LOW
    return SOME if a.no("2.7") else HIGH


def _adherence(a: Answers) -> str:
    """Domain 2 for the effect of adhering; its questions from 2.3 on are others."""
    unaware = a.no("2.1") and a.no("2.2")
    balanced = unaware or a("2.3-adhering") in {"y", "py", "na"}
    if balanced and _none(a, "2.4-adhering") and _none(a, "2.5-adhering"):
        return LOW
    return SOME if a.yes("2.6-adhering") else HIGH


def _none(a: Answers, question: str) -> bool:
    return a(question) in {"n", "pn", "na"}


def _missing(a: Answers, *, complete: bool) -> str:
    if complete or a.yes("3.2") or a.no("3.3"):
        return LOW
    return SOME if a.no("3.4") else HIGH


def missing_data(a: Answers) -> str:
    """Domain 3: bias due to missing outcome data."""
    return _missing(a, complete=a.yes("3.1"))


def cluster_missing_data(a: Answers) -> str:
    """Domain 3 of whole clusters and of participants within them."""
    return _missing(a, complete=a.yes("3.1a") and a.yes("3.1b"))


def _measurement(a: Answers, *blinding: str) -> str:
    """Return domain 4; `blinding` are the questions of which one no is enough."""
    if a.yes("4.1") or a.yes("4.2"):
        return HIGH
    best = LOW if a.no("4.2") else SOME
    if any(a.no(question) for question in blinding) or a.no("4.4"):
        return best
    return SOME if a.no("4.5") else HIGH


def measurement(a: Answers) -> str:
    """Domain 4: bias in measurement of the outcome."""
    return _measurement(a, "4.3")


def cluster_measurement(a: Answers) -> str:
    """Domain 4 where assessors may not know of the trial."""
    return _measurement(a, "4.3a", "4.3b")


def reported_result(a: Answers) -> str:
    """Domain 5: bias in selection of the reported result."""
    if a.yes("5.2") or a.yes("5.3"):
        return HIGH
    return LOW if a.yes("5.1") and a.no("5.2") and a.no("5.3") else SOME


def worst(judgements: tuple[str, ...]) -> str:
    """Return the worst judgement: low where all are, high where one is, else some concerns."""
    return next(one for one in WORST_FIRST if one in judgements)


def _overall(*domains: str) -> Domain:
    return Domain(OVERALL, lambda a: worst(tuple(a(domain) for domain in domains)))


RANDOMISED = Tool(
    form="rob2",
    name="RoB 2",
    version="2019-08-22",
    domains=(
        Domain("d1", randomisation),
        Domain("d2", deviations),
        Domain("d3", missing_data),
        Domain("d4", measurement),
        Domain("d5", reported_result),
    ),
    summary=_overall("d1", "d2", "d3", "d4", "d5"),
    worst_first=WORST_FIRST,
    levels=scale.ROB2,
)
CLUSTERS = Tool(
    form="rob2-cluster",
    name="RoB 2 for cluster-randomised trials",
    norwegian="RoB 2 for klyngerandomiserte studier",
    version="2021-03-18",
    domains=(
        Domain("d1", cluster_randomisation),
        Domain("d1b", recruitment),
        Domain("d2", cluster_deviations),
        Domain("d3", cluster_missing_data),
        Domain("d4", cluster_measurement),
        Domain("d5", reported_result),
    ),
    summary=_overall("d1", "d1b", "d2", "d3", "d4", "d5"),
    worst_first=WORST_FIRST,
    levels=scale.ROB2,
)
