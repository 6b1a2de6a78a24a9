"""What the reports of the included studies say, in the shape of the form for characteristics."""

from __future__ import annotations

from typing import Any

from corpora.making.grammar import data, expanded, sentence
from corpora.making.report import Report
from corpora.making.stream import Stream
from corpora.making.studies import Finding, Study

Values = dict[str, Any]

_COMPARATORS = {
    "treatment-as-usual": "Services as usual",
    "waiting-list": "Waiting list",
    "minimal": "Written information",
    "no-intervention": "No support",
}
_LATER_TOO = 0.25  # share of studies with a second time point, which the synthesis leaves out
_NO_FUNDING_TOLD = 0.2
NOT_REPORTED = "not-reported"


def arm_names(report: Report, study: Study) -> tuple[str, str]:
    """Return the names of intervention and comparator."""
    return report.subject.words["programme"], _COMPARATORS[study.control_condition]


def characteristics(report: Report, study: Study, stream: Stream) -> Values:
    """Return the values of the form for one study."""
    words, people = report.subject.words, data("interventions")["people"]
    drawn = words | {
        "age": str(stream.whole(2, 11)),
        "parent_age": str(stream.whole(22, 34)),
        "share": str(stream.whole(18, 62)),
    }
    given = stream.whole(2, study.families // 8)
    programme, comparator = arm_names(report, study)
    funded = NOT_REPORTED if stream.chance(_NO_FUNDING_TOLD) else stream.pick(people["funding"])
    return {
        "design": {"value": study.design, "page": "3", "quote": "were allocated at random"},
        "countries": [data("words")["country_of"][words["place"]]],
        "setting": stream.pick(people["setting"]),
        "data_from": str(report.year - stream.whole(4, 6)),
        "data_to": str(report.year - stream.whole(1, 3)),
        "participants": sentence(stream.pick(people["participants"]), drawn, stream),
        "participants_n": {"value": study.families, "page": "5"},
        "participants_unit": "families",
        "intervention_types": [study.intervention_type],
        "control_conditions": [study.control_condition],
        "funding": funded,
        "conflicts_of_interest": "None declared" if stream.chance(0.6) else NOT_REPORTED,
        "arms": [
            _arm(programme, "intervention", study.families - study.families // 2, given),
            _arm(comparator, "comparator", study.families // 2, given),
        ],
        "results": list(_rows(study, programme, comparator, stream)),
    }


def reworded(report: Report, stream: Stream) -> str:
    """Return the participants in another reader's words."""
    words = report.subject.words | {"age": str(stream.whole(2, 11))}
    return expanded(data("interventions")["people"]["reworded"][0], words, stream)


def _arm(name: str, role: str, allocated: int, lost: int) -> Values:
    return {
        "name": name,
        "role": role,
        "n_randomised": allocated,
        "n_analysed": max(allocated - lost, allocated // 2),
    }


def _rows(study: Study, programme: str, comparator: str, stream: Stream) -> list[Values]:
    rows = [_row(finding, programme, comparator, stream) for finding in study.findings]
    if stream.chance(_LATER_TOO):
        first = study.findings[0]
        faded = {
            "time_point": f"{first.months + 12} months",
            "direction": "no-difference",
            "significance": "not-significant",
            "claim": "no-difference",
            "estimate": f"standardised mean difference {stream.between(-0.08, 0.08):.2f}",
            "p_value": f"{stream.between(0.3, 0.9):.2f}",
            "main_result": "no",
        }
        rows.append({**rows[0], **faded})
    return rows


def _row(finding: Finding, programme: str, comparator: str, stream: Stream) -> Values:
    p = stream.between(0.001, 0.049) if finding.significant else stream.between(0.06, 0.9)
    return {
        "outcome": finding.outcome,
        "measure": finding.measure,
        "time_point": f"{finding.months} months",
        "intervention_arm": programme,
        "comparator_arm": comparator,
        "analysis": "intention to treat",
        "direction": finding.direction,
        "significance": "significant" if finding.significant else "not-significant",
        "claim": finding.claim,
        "estimate": finding.estimate,
        "p_value": f"{p:.3f}",
        "main_result": "yes",
        "page": str(stream.whole(6, 14)),
    }
