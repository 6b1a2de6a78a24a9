"""The files of extraction: both readers' entries, and what they chose where these differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpora.making.charted import Values, arm_names, characteristics, reworded
from corpora.making.described import tidier
from corpora.making.readings import Readings, of_characteristics, of_tidier
from corpora.making.report import Report
from corpora.making.stream import Stream
from corpora.making.studies import Study
from corpora.making.verdicts import ANNA, BO

FORMS = ("characteristics", "tidier")
# One file serves all studies in which the two readers wrote the same.
NOTHING = "consensus/nothing-differs.json"


@dataclass(frozen=True, slots=True)
class Extracted:
    """One study with the two readings of each form."""

    number: int  # from 1
    arm: str
    readings: Mapping[str, Readings]

    def entry_file(self, form: str, reviewer: str) -> str:
        """Return the path of a reader's entry."""
        return f"entries/{reviewer}/study-{self.number:02d}-{form}.json"

    def choices_file(self, form: str) -> str:
        """Return the path of what the two chose."""
        if not self.readings[form].choices:
            return NOTHING
        return f"consensus/study-{self.number:02d}-{form}.json"

    def arm_of(self, form: str) -> str:
        """Return the arm that the form describes; empty where it describes the study."""
        return self.arm if form == "tidier" else ""


def extracted(report: Report, study: Study) -> Extracted:
    """Return what is extracted from a study, whose report (the main one) is `report`."""
    stream = Stream(f"extraction {study.number}")
    facts = characteristics(report, study, stream)
    return Extracted(
        number=study.number + 1,
        arm=arm_names(report, study)[0],
        readings={
            "characteristics": of_characteristics(facts, reworded(report, stream), stream),
            "tidier": of_tidier(tidier(report, stream), stream),
        },
    )


def files(study: Extracted) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file of a study."""
    for form in FORMS:
        reading = study.readings[form]
        for reviewer, values in ((ANNA, reading.first), (BO, reading.second)):
            head: Values = {"form": form, "version": 1}
            arm = study.arm_of(form)
            entry = {**head, **({"arm": arm} if arm else {}), "values": values}
            yield study.entry_file(form, reviewer), _json(entry)
        yield study.choices_file(form), _json({"values": reading.choices})


def _json(value: Values) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
