"""A small review that tests can drive: two screeners, an adjudicator, records without files."""

from __future__ import annotations

from dataclasses import dataclass, replace

from review.__main__ import projectors
from review.beginning import begin
from review.facts import File
from review.ledger.ledger import Review
from review.protocol import FULL_TEXT, TITLE_ABSTRACT, Protocol, Stage
from review.record import Record
from review.records.lookup import Found, resolve
from review.sources.describing import Search
from review.sources.importing import sha256, store_file
from screening.deciding import Wish, decide

TITLES = (
    "Home visits for new parents",
    "Group training in parenting skills",
    "School meals and attendance",
    "Family therapy after a crisis",
    "Mentors for young mothers",
    "Respite care for foster families",
    "Cash support and child health",
    "Early reading with toddlers",
    "Neighbourhood nurses in rural areas",
    "Video feedback for caregivers",
)


def record(number: int, **more: object) -> Record:
    fields: dict[str, object] = {
        "title": TITLES[number % len(TITLES)],
        "abstract": f"Invented abstract number {number}.",
        "authors": (f"Surname{number}, Given",),
        "year": 2000 + number,
        "journal": "Journal of Invented Studies",
        "accession": f"acc-{number}",
    }
    return Record(**{**fields, **more})  # type: ignore[arg-type]


@dataclass(slots=True)
class Sample:
    """A review with its reviewers' hands on it."""

    lead: Review

    @classmethod
    def begin(cls, location: str, count: int = 10, protocol: Protocol | None = None) -> Sample:
        lead = begin(location, "Sample", ["anna", "bo"], ["cem"], protocol, projectors())
        made = cls(lead)
        if count:
            made.add("PsycINFO", [record(number) for number in range(count)])
        return made

    def close(self) -> None:
        self.lead.store.close()

    def hand(self, person: str) -> Review:
        return replace(self.lead, person=person)

    def add(self, source: str, records: list[Record], kind: str = "database") -> str:
        data = repr((source, records)).encode()
        file = File(f"{source}.ris", sha256(data), len(data), "ris", "", "utf-8", records, [])
        return store_file(self.lead, Search(source, kind), file)

    def record(self, accession: str | int) -> Found:
        typed = f"acc-{accession}" if isinstance(accession, int) else accession
        with self.lead.read() as connection:
            return resolve(connection, typed)

    def decide(
        self,
        person: str,
        accession: str | int,
        verdict: str,
        stage: Stage = TITLE_ABSTRACT,
        **more: object,
    ) -> None:
        if stage == FULL_TEXT and verdict == "exclude":
            more = {"reason": "population", **more}
        decide(
            self.hand(person),
            self.record(accession),
            stage,
            Wish(verdict, **more),  # type: ignore[arg-type]
        )

    def both(
        self, accession: str | int, first: str, second: str, stage: Stage = TITLE_ABSTRACT
    ) -> None:
        self.decide("anna", accession, first, stage)
        self.decide("bo", accession, second, stage)
