"""The flow counted a second time, naively and slowly, from the acts themselves.

Nothing of it uses the program's projections but which records make a set, whose own tests are
elsewhere; it knows the stage rule of two reviewers alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from review.acts import WITHDRAW, Act, load_all
from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from review.store import tables

OUT = {"removed", "excluded-title-abstract"}
PENDING = {
    "to-screen": "title_abstract",
    "conflict-title-abstract": "title_abstract",
    "sought": "retrieval",
    "to-assess": "full_text",
    "conflict-full-text": "full_text",
}
ASSESSED = {"excluded-full-text", "awaiting", "ongoing", "not-used", "included"}


@dataclass
class Snapshot:
    """What a test remembers of the moment at which an edition was closed."""

    records: set[str]
    standings: dict[str, str]
    studies: dict[str, set[str]]
    aside: set[str]  # decisions and settlements
    total_studies: int = 0
    total_reports: int = 0


@dataclass
class Naive:
    """The review, as its acts have it."""

    connection: Connection
    screen_other: bool
    acts: list[Act] = field(init=False)

    def __post_init__(self) -> None:
        everything = load_all(self.connection)
        gone: set[str] = set()
        self.acts = []
        for act in reversed(everything):
            if act.id in gone:
                continue
            if act.kind == WITHDRAW:
                gone.add(act.body["act"])
            else:
                self.acts.insert(0, act)
        kind_of = {row.id: row.kind for row in self.connection.execute(select(tables.source))}
        self.place: dict[str, tuple[int, int]] = {}
        self.kind: dict[str, str] = {}
        imports = [act.subject for act in self.of("import")]
        for row in self.connection.execute(select(tables.record)):
            if row.import_file_id in imports:
                self.place[row.id] = (imports.index(row.import_file_id), row.position)
                self.kind[row.id] = kind_of[row.source_id]
        in_set = self.connection.execute(select(tables.record_set)).all()
        self.set_of = {row.record_id: row.set_id for row in in_set}
        assert self.set_of.keys() == self.place.keys()
        self.sets: dict[str, list[str]] = defaultdict(list)
        for record in sorted(self.place, key=self.place.__getitem__):
            self.sets[self.set_of[record]].append(record)
        self.aside = {
            one
            for act in self.of("again")
            for one in (*act.body["decisions"], *act.body["settlements"])
        }
        self.revealed = {d for act in self.of("reveal") for d in act.body["decisions"]}
        self.standings = {one: self.standing(one) for one in self.sets}

    def of(self, kind: str) -> list[Act]:
        return [act for act in self.acts if act.kind == kind]

    def arm(self, set_id: str) -> str:
        kinds = [self.kind[record] for record in self.sets[set_id]]
        if "previous" in kinds:
            return "previous"
        return "database" if kinds[0] in {"database", "register"} else "other"

    def standing(self, set_id: str) -> str:
        records, arm = self.sets[set_id], self.arm(set_id)
        if any(act.subject in records for act in self.of("remove")):
            return "removed"
        if arm == "previous":
            return "included"
        if arm == "database" or self.screen_other:
            state, _reason = self.ballot(set_id, TITLE_ABSTRACT)
            if state != "forward":
                return {
                    "conflict": "conflict-title-abstract",
                    "excluded": "excluded-title-abstract",
                }.get(state, "to-screen")
        state, _reason = self.ballot(set_id, FULL_TEXT)
        named = {
            "excluded": "excluded-full-text",
            "conflict": "conflict-full-text",
            "to-discuss": "conflict-full-text",
        }
        if state != "pending":
            return named.get(state, state)
        log = [act.body["state"] for act in self.of("retrieval") if act.subject in records]
        last = log[-1] if log else ""
        return {"not-retrieved": "not-retrieved", "retrieved": "to-assess"}.get(last, "sought")

    def ballot(self, set_id: str, stage: str) -> tuple[str, str]:
        """Return the state of a ballot and its reason, as everyone may know them."""
        held, whole, shown = self._held(set_id, stage)
        settles = {act.id for act in held}
        settled = [
            act.body
            for act in self._on(set_id, stage, "settle")
            if set(act.body["settles"]) == settles
        ]
        if settled:
            outcome = settled[-1]["outcome"]
            forward = "included" if stage == FULL_TEXT else "forward"
            named = {"exclude": "excluded", "include": forward}
            return named.get(outcome, outcome), settled[-1].get("reason", "")
        if not (shown and whole):
            return ("conflict" if shown else "pending"), ""
        verdicts = {act.body["verdict"] for act in held}
        if verdicts == {"exclude"}:
            reasons = [act.body["reasons"][0] for act in held if act.body["reasons"]]
            return "excluded", min(reasons, default="")
        if stage == TITLE_ABSTRACT:
            return ("conflict" if "exclude" in verdicts else "forward"), ""
        if verdicts == {"include"}:
            return "included", ""
        return ("conflict" if verdicts >= {"include", "exclude"} else "to-discuss"), ""

    def _on(self, set_id: str, stage: str, kind: str) -> list[Act]:
        """Return the acts on a set at a stage, without those that are to be done anew."""
        records = set(self.sets[set_id])
        return [
            act
            for act in self.of(kind)
            if act.subject in records and act.body["stage"] == stage
            if act.id not in self.aside
        ]

    def _held(self, set_id: str, stage: str) -> tuple[list[Act], bool, bool]:
        """Return the revealed decisions that hold, whether each reviewer has one, if revealed."""
        made = self._on(set_id, stage, "decide")
        replaced = {old for act in made for old in act.body["replaces"]}
        says: dict[str, set[str]] = defaultdict(set)
        holds: dict[str, Act] = {}
        for reviewer in {act.reviewer for act in made}:
            left = [act for act in made if act.reviewer == reviewer and act.id not in replaced]
            frozen = [act for act in left if act.id in self.revealed]
            for act in frozen or left:
                says[reviewer].add(act.body["verdict"])
                holds.setdefault(reviewer, act)
        first = {act.reviewer: act for act in reversed(made)}
        seen = [r for r in says if {holds[r].id, first[r].id} & self.revealed]
        whole = all(len(says[r]) == 1 for r in seen)
        shown = (whole and len(seen) > 1) or not whole
        held = [holds[r] for r in seen if len(says[r]) == 1] if shown else []
        return held, whole, shown

    def studies(self) -> dict[str, set[str]]:
        """Return the included studies by id, with their included sets."""
        found: dict[str, set[str]] = {}
        for act in self.of("study-link"):
            study = found.setdefault(self.set_of.get(act.subject, act.subject), set())
            for record in act.body["records"]:
                if record in self.set_of:
                    change = study.add if act.body["linked"] else study.discard
                    change(self.set_of[record])
        linked = set().union(*found.values())
        included = {one for one, standing in self.standings.items() if standing == "included"}
        for one in included - linked:
            found[one] = {one}
        return {study: sets & included for study, sets in found.items() if sets & included}

    def snapshot(self, before: Snapshot | None) -> Snapshot:
        numbers = self.numbers(before)
        standings = {one: now for one, now in self.standings.items() if now not in OUT}
        return Snapshot(
            set(self.place),
            standings,
            self.studies(),
            self.aside,
            numbers["total_studies"],
            numbers["total_reports"],
        )

    def numbers(self, base: Snapshot | None) -> dict[str, int]:
        """Return what the rows of the flow should say; rows that are 0 may be missing."""
        was, again, new = self._parts(base)
        found: Counter[str] = Counter()
        for record, kind in self.kind.items():
            if (base and record in base.records) or kind not in {"database", "register"}:
                continue
            found[f"{kind}_results"] += 1
            found["duplicates"] += 1
            found["already_assessed"] += self.set_of[record] not in new
        for one in new:
            found["duplicates"] -= self.arm(one) == "database"
        for one in again:
            found["reassessed" if self.arm(one) == "database" else "other_reassessed"] += 1
        for one in new | again:
            self._count(one, found)
        self._studies_in(found, base, was, new | again)
        return found

    def _parts(self, base: Snapshot | None) -> tuple[dict[str, str], set[str], set[str]]:
        was: dict[str, str] = {}
        for former in sorted(base.standings if base else ()):
            one = self.set_of.get(former)
            if one and was.get(one) != "included":
                was[one] = base.standings[former]  # type: ignore[union-attr]
        new = {
            one
            for one, records in self.sets.items()
            if self.arm(one) != "previous" and not (base and base.records & set(records))
        }
        late = self.aside - (base.aside if base else set())
        anew = {self.set_of.get(act.subject) for act in self.acts if act.id in late}
        again = set()
        for one in self.sets.keys() - new if base else ():
            then, now = was.get(one, ""), self.standings[one]
            now = "" if now in OUT else now
            if not then == now == "included" and (then != now or then in PENDING or one in anew):
                again.add(one)
        return was, again, new

    def _count(self, one: str, found: Counter[str]) -> None:
        standing, arm = self.standings[one], self.arm(one)
        prefix = "dbr" if arm == "database" else "other"
        if standing == "removed":
            found[f"{arm}_removed"] += 1
            return
        found[f"{arm}_screened"] += 1
        if standing in PENDING:
            found[f"pending_{PENDING[standing]}"] += 1
        if standing == "excluded-title-abstract":
            found[f"{arm}_records_excluded"] += 1
        elif standing not in {"to-screen", "conflict-title-abstract"}:
            found[f"{prefix}_sought_reports"] += 1
            found[f"{prefix}_notretrieved_reports"] += standing == "not-retrieved"
            found[f"{prefix}_assessed"] += standing in ASSESSED
            found[f"{prefix}_excluded"] += standing == "excluded-full-text"
            found[f"{prefix}_{standing}"] += 1

    def _studies_in(
        self, found: Counter[str], base: Snapshot | None, was: dict[str, str], counted: set[str]
    ) -> None:
        studies = self.studies()
        included = {one for one, standing in self.standings.items() if standing == "included"}
        found["total_studies"], found["total_reports"] = len(studies), len(included)
        if base:
            found["previous_studies"] = base.total_studies
            found["previous_reports"] = base.total_reports
            kept = sum(was.get(one) == "included" for one in included)
            found["withdrawn_reports"] = base.total_reports - kept
            found["reports_not_before"] = len(included & counted)
        else:
            found["new_studies"] = sum(
                all(self.arm(one) != "previous" for one in sets) for sets in studies.values()
            )
