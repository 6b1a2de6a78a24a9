"""What the desk's extraction screens read, as anna: the same whatever bo fills in and judges.

Screens draw what these functions return and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from extraction.certainty import queries as certainty
from extraction.certainty.grading_acts import grade, set_bodies
from extraction.certainty.judgement import adopted
from extraction.looking_again import left_behind
from extraction.names import names_in_use
from extraction.opened import visible_entries
from extraction.progress_text import progress_data, progress_lines
from extraction.queries import Place, agreed_studies
from extraction.screens.pairing import read_pairing
from extraction.screens.sheet import read_sheet
from extraction.screens.to_check import read_to_check
from extraction.stands import stands
from review.protocol import DEFAULT
from review.protocols.versions import body_of
from review.refusal import Refused
from review.studies import Study
from tests.desk.driving import CHARACTERISTICS, fill, include
from tests.sample import Sample

BODY = {"outcome": "Placement", "time": "12 months", "effect": "reduction"}


def read(sample: Sample, viewer: str, studies: list[Study]) -> Mapping[str, object]:
    """Return everything that the screens read, by what it is."""

    def refused(ask: object) -> str:
        with pytest.raises(Refused) as said:
            ask()  # type: ignore[operator]
        return str(said.value)

    with sample.lead.read() as connection:
        found: dict[str, object] = {
            "stands": stands(connection, viewer),
            "progress": [*progress_lines(connection, viewer)],
            "data": progress_data(connection, viewer),
            "names": names_in_use(connection, viewer),
            "agreed": agreed_studies(connection),
            "behind": left_behind(connection, viewer),
            "findings": certainty.findings(connection),
        }
        for body in certainty.bodies(connection):
            found[f"certainty {body.id}"] = certainty.visible_grades(connection, viewer, body.id)
        for study in studies:
            place = Place(study.id, "characteristics", "")
            found[f"entries {study.id}"] = visible_entries(connection, viewer, study.id)
            found[f"sheet {study.id}"] = read_sheet(connection, place, viewer)
            found[f"pairing {study.id}"] = refused(lambda p=place: read_pairing(connection, p))
            found[f"check {study.id}"] = refused(
                lambda p=place: read_to_check(connection, p, viewer)
            )
    return found


def test_nothing_that_a_screen_reads_depends_on_what_the_partner_filled_in(sample: Sample) -> None:
    studies = include(sample, 2)
    with sample.hand("anna").write() as writing:
        protocol = replace(DEFAULT, title="Sample", certainty="both")
        writing.append("protocol", "protocol", body_of(writing.connection, protocol))
    set_bodies(sample.hand("anna"), [BODY], "here")
    fill(sample, "anna", studies[0], {"countries": ["NO"]}, done=False)
    before = {viewer: read(sample, viewer, studies) for viewer in ("anna", "cem", "")}
    theirs = {**CHARACTERISTICS, "countries": ["WS"], "arms": [{"name": "Only Bo's arm"}]}
    fill(sample, "bo", studies[0], CHARACTERISTICS)
    fill(sample, "bo", studies[1], theirs, done=False)
    grade(sample.hand("bo"), "placement", adopted("Berg 2020", "low"))
    for viewer, known in before.items():
        now = read(sample, viewer, studies)
        assert {what for what in known if now[what] != known[what]} == set(), viewer
    own = read(sample, "bo", studies)
    assert own[f"entries {studies[1].id}"]
    assert own["stands"] != before["anna"]["stands"]
