"""Reports that may be of one study: linked ones, of one registration, or of the same authors.

A person confirms or refuses each pair; a refusal is an act, and can be undone like any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, select

from review.acts import Act, Kind, load_standing, nothing
from review.clean import one_line
from review.duplicates.normalise import Facts, facts_of
from review.duplicates.related import Related, related
from review.ids import shown_record, shown_study
from review.ledger.ledger import Review
from review.people import team
from review.records.lookup import Found, resolve, shown_of, whole_many
from review.refusal import Refused
from review.store import tables
from review.studies import Study, all_studies

STUDIES_APART = "studies-apart"

# The same people write of many studies: their titles have to be alike as well, and the years near.
TITLE_ALIKE = 70  # of 100, the share of common words (token set ratio)
AUTHORS_ALIKE, LEAST_AUTHORS = 0.6, 2  # of those of the report with fewer; surnames
YEARS_APART = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two included reports in two studies that may be one, and why."""

    first: Found
    second: Found
    studies: tuple[Study, Study]
    why: tuple[str, ...]
    kind: str = ""  # the sort of link between them, where there is one

    @property
    def key(self) -> str:
        """Return what tells the pair apart from all others."""
        return f"{self.first.id} {self.second.id}"

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "record_id_1": self.first.shown,
            "record_id_2": self.second.shown,
            "study_ids": [shown_study(study.id) for study in self.studies],
            "why": list(self.why),
        }


def suggestions(connection: Connection) -> list[Suggestion]:
    """Return the pairs of included reports that may be of one study, the best founded first.

    What is in one study already, and what a person refused, is not among them.
    """
    studies = all_studies(connection)
    of_report: dict[str, list[Study]] = {}
    for study in studies:
        for report in study.reports:
            of_report.setdefault(report, []).append(study)
    shown = shown_of(connection, list(of_report))
    linked = {frozenset((one.first.set_id, one.second.set_id)): one for one in related(connection)}
    wholes = whole_many(connection, [record.id for record in shown.values()])
    facts = {report: facts_of(wholes[shown[report].id]) for report in of_report}
    apart = _refused(connection)
    found = []
    for a, b in worth_asking(facts, linked):
        if {s.id for s in of_report[a]} & {s.id for s in of_report[b]}:
            continue
        link = linked.get(frozenset((a, b)))
        told = [_linked(link)] if link else []
        why = (*told, *reasons(facts[a], facts[b]))
        if why and frozenset((a, b)) not in apart:
            pair = (of_report[a][0], of_report[b][0])
            kind = link.kind if link else ""
            found.append(Suggestion(shown[a], shown[b], pair, why, kind))
    return sorted(found, key=lambda one: -len(one.why))


def worth_asking(
    facts: Mapping[str, Facts], linked: Collection[frozenset[str]]
) -> list[tuple[str, str]]:
    """Return the pairs of reports, in their order, that `reasons` or a link can speak for.

    They share a registration or a surname, so that not every report is held against each.
    """
    place = {report: number for number, report in enumerate(facts)}
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for report, each in facts.items():
        for key in (
            *(("registered", one) for one in each.registered),
            *(("author", one) for one in each.authors.surnames),
        ):
            blocks[key].append(report)
    pairs = {pair for block in blocks.values() for pair in combinations(block, 2)}
    both_in = (sorted(pair, key=place.__getitem__) for pair in linked if pair <= place.keys())
    pairs.update((pair[0], pair[1]) for pair in both_in)
    return sorted(pairs, key=lambda pair: (place[pair[0]], place[pair[1]]))


def _linked(link: Related) -> str:
    why = f": {one_line(link.why).rstrip('.')}" if link.why else ""
    return f"linked as {link.kind.replace('-', ' ')}{why}"


def reasons(one: Facts, other: Facts) -> Iterator[str]:
    """Yield, in words, what speaks for two reports being of one study."""
    from rapidfuzz.fuzz import token_set_ratio

    common = sorted(one.registered & other.registered)
    if common:
        yield f"registered as {', '.join(common).upper()}"
    people = one.authors.surnames, other.authors.surnames
    if not all(people):
        return
    shared = people[0] & people[1]
    near = not (one.year and other.year) or abs(one.year - other.year) <= YEARS_APART
    fewer = min(map(len, people))
    if near and len(shared) >= max(AUTHORS_ALIKE * fewer, min(LEAST_AUTHORS, fewer)):
        alike = token_set_ratio(one.title, other.title)
        if alike >= TITLE_ALIKE:
            number = f"{len(shared)} author{'' if len(shared) == 1 else 's'}"
            yield f"{number} in common, titles alike ({alike:.0f} of 100)"


def _refused(connection: Connection) -> set[frozenset[str]]:
    """Return the pairs of sets of which a person said that they are of two studies."""
    in_set = tables.record_set
    acts = load_standing(connection, STUDIES_APART)
    records = {record for one in acts for record in (one.subject, one.body["other"])}
    query = select(in_set.c.record_id, in_set.c.set_id).where(in_set.c.record_id.in_(records))
    sets = {row.record_id: row.set_id for row in connection.execute(query)}
    return {frozenset((sets[one.subject], sets[one.body["other"]])) for one in acts}


def refuse(review: Review, first: str, second: str, why: str = "") -> str:
    """Keep that two reports are of two studies, so that they are not suggested again."""
    with review.write() as writing:
        connection = writing.connection
        team.known(connection, review)
        one, other = resolve(connection, first), resolve(connection, second)
        if one.set_id == other.set_id:
            raise Refused(f"{one.shown} and {other.shown} are one report.", "Name two.")
        if frozenset((one.set_id, other.set_id)) in _refused(connection):
            return f"{one.shown} and {other.shown} are of two studies already."
        writing.append(STUDIES_APART, one.id, {"other": other.id, "why": one_line(why)})
    return f"{one.shown} and {other.shown} are of two studies."


def _touched(_connection: Connection, act: Act) -> Collection[str]:
    return (act.subject, act.body["other"])


def _says(act: Act) -> str:
    pair = f"{shown_record(act.subject)} and {shown_record(act.body['other'])}"
    return f"{pair} are of two studies" + (f": {act.body['why']}" if act.body["why"] else "")


APART_KIND = Kind(STUDIES_APART, nothing, (), _touched, _says, undoable=True)
