"""The 56 included studies: what each did and found, the ground of abstracts and of extraction."""

from __future__ import annotations

from dataclasses import dataclass

from corpora.making.stream import Stream

STUDIES = 56
FAVOURABLE = 42  # studies with at least one outcome in favour of the intervention
MEASURED_MALTREATMENT = 33
FAVOURABLE_ON_MALTREATMENT = 15
MALTREATMENT = "Child maltreatment"

_OTHER_OUTCOMES = (
    "Parenting practices",
    "Parenting stress",
    "Child behaviour",
    "Parental mental health",
    "Parent-child interaction",
    "Family functioning",
)
_MEASURES = {
    MALTREATMENT: ("Reports to child protection", "Tandem Conflict Scale (invented)"),
    "Parenting practices": ("Everyday Parenting Questionnaire (invented)",),
    "Parenting stress": ("Short Strain Index (invented)",),
    "Child behaviour": ("Fjordland Behaviour List (invented)",),
    "Parental mental health": ("Lantern Mood Scale (invented)",),
    "Parent-child interaction": ("Observed play, ten minutes",),
    "Family functioning": ("Family Compass (invented)",),
}
FOR, AGAINST, NEITHER = "favours-intervention", "favours-comparator", "no-difference"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a study."""

    outcome: str
    measure: str
    months: int
    direction: str
    significant: bool
    estimate: str
    claim: str


@dataclass(frozen=True, slots=True)
class Study:
    """One included study."""

    number: int
    design: str
    service: str
    intervention_type: str
    control_condition: str
    families: int
    findings: tuple[Finding, ...]


_SERVICES = {
    "Home visiting": (
        "home visiting by family partners",
        "early home visiting",
        "nurse home visits after birth",
        "volunteer doorstep support",
    ),
    "Parent education": ("parent education at home", "group parent training"),
    "Parent-child therapy": ("parent and infant therapy", "video guidance for parents"),
    "Practical and economic support": ("practical help with child care and housing",),
    "Intensive family support": ("intensive family support", "stepped family support"),
}
_TYPE_WEIGHTS = dict(zip(_SERVICES, (20.0, 14, 9, 5, 8), strict=True))
_CONTROLS = {
    "treatment-as-usual": 33.0,
    "waiting-list": 9.0,
    "minimal": 8.0,
    "no-intervention": 6.0,
}
_DESIGNS = {"individually-randomised": 44.0, "cluster-randomised": 12.0}


def studies(stream: Stream) -> tuple[Study, ...]:
    """Return the included studies with exactly the numbers above."""
    numbers = stream.shuffled(range(STUDIES))
    favourable = frozenset(numbers[:FAVOURABLE])
    on_maltreatment = frozenset(numbers[:FAVOURABLE_ON_MALTREATMENT])
    rest = MEASURED_MALTREATMENT - FAVOURABLE_ON_MALTREATMENT
    # Of those who measured it in vain, ten found something else and eight found nothing.
    in_vain = frozenset(numbers[FAVOURABLE_ON_MALTREATMENT:][:10] + numbers[-(rest - 10) :])
    return tuple(
        _study(
            number,
            stream,
            favourable=number in favourable,
            maltreatment=True if number in on_maltreatment else (None, False)[number in in_vain],
        )
        for number in range(STUDIES)
    )


def _study(number: int, stream: Stream, *, favourable: bool, maltreatment: bool | None) -> Study:
    """Build a study; `maltreatment` is None where it was not measured."""
    others = stream.some(_OTHER_OUTCOMES, stream.whole(1, 3))
    good = [favourable and stream.chance(0.55) for _ in others]
    if favourable and not maltreatment and not any(good):
        good[0] = True
    findings = []
    if maltreatment is not None:
        findings.append(_finding(MALTREATMENT, stream, good=maltreatment))
    for name, is_good in zip(others, good, strict=True):
        findings.append(_finding(name, stream, good=is_good))
    kind = stream.weighted(_TYPE_WEIGHTS)
    return Study(
        number=number,
        design=stream.weighted(_DESIGNS),
        service=stream.pick(_SERVICES[kind]),
        intervention_type=kind,
        control_condition=stream.weighted(_CONTROLS),
        families=stream.whole(48, 940),
        findings=tuple(findings),
    )


def _finding(outcome: str, stream: Stream, *, good: bool) -> Finding:
    direction = FOR if good else (AGAINST if stream.chance(0.12) else NEITHER)
    significant = good and stream.chance(0.8)
    size = stream.between(0.15, 0.55) if good else stream.between(-0.09, 0.09)
    if direction == AGAINST:
        size = -stream.between(0.12, 0.3)
    # Authors now and then claim more than their figures carry.
    claim = FOR if good or (direction == NEITHER and stream.chance(0.15)) else direction
    return Finding(
        outcome=outcome,
        measure=stream.pick(_MEASURES[outcome]),
        months=stream.pick((6, 9, 12, 18, 24)),
        direction=direction,
        significant=significant,
        estimate=f"standardised mean difference {size:.2f}",
        claim=claim,
    )


def told(finding: Finding) -> str:
    """Return the finding as a sentence of an abstract."""
    verdict = {
        FOR: "favoured the intervention group",
        AGAINST: "favoured the comparison group",
        NEITHER: "did not differ between the groups",
    }[finding.direction]
    return f"{finding.outcome} at {finding.months} months {verdict} ({finding.estimate})."
