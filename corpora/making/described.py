"""How completely the reports of the included studies describe the intervention: TIDieR."""

from __future__ import annotations

from typing import Any

from corpora.making.grammar import data, sentence
from corpora.making.report import Report
from corpora.making.stream import Stream

_WHOLE = 100


def tidier(report: Report, stream: Stream) -> dict[str, Any]:
    """Return the values of the form for the intervention arm of one study."""
    described = data("interventions")
    sessions, minutes, weeks = stream.whole(6, 40), stream.pick((45, 60, 90)), stream.whole(8, 78)
    words = report.subject.words | {
        "sessions": str(sessions),
        "minutes": str(minutes),
        "weeks": str(weeks),
    }
    values: dict[str, Any] = {}
    for item, (fully, partly) in described["share"].items():
        point = stream.whole(1, _WHOLE)
        if point <= fully:
            text = sentence(stream.pick(described["full"][item]), words, stream)
            values[item] = {"value": text, "page": str(stream.whole(2, 6))}
        elif point <= fully + partly:
            text = sentence(stream.pick(described["part"][item]), words, stream)
            values[item] = {"value": text, "status": "partly-reported"}
        else:
            values[item] = {"status": "not-reported"}
    if "status" not in values["when_and_how_much"]:
        values |= {"dose_sessions": sessions, "dose_minutes": minutes, "dose_weeks": weeks}
    return values
