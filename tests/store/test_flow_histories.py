"""Any history of acts: the flow adds up, equals a naive count, and every number opens to itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.duplicates.judging import judge
from review.editions.closing import close
from review.editions.past import unlike
from review.elsewhere.entering import Work, enter
from review.elsewhere.entries import WHAT
from review.flow.checks import check
from review.flow.counts import Look
from review.flow.numbering import numbers_of
from review.flow.opening import rows_behind
from review.flow.queries import flow
from review.ledger.proving import stale_projections
from review.ledger.undoing import redo_last, undo_last
from review.protocol import DEFAULT, FULL_TEXT, TITLE_ABSTRACT
from review.refusal import Refused
from review.reports.linking import link, unlink
from review.reports.retrieving import record_retrieval, remove_record
from screening.again import Meant, again
from screening.revealing import reveal
from screening.settling import Proposal, settle
from tests.naive_flow import Naive, Snapshot
from tests.opened import every_line_opens
from tests.sample import Sample, record

KINDS = ("database", "register", "website", "citation-search", "other")
STAGES = (TITLE_ABSTRACT, FULL_TEXT)


class History:
    """A review that random steps are played on, and what was seen when editions were closed."""

    def __init__(self, location: str, *, by_record: bool, screen_other: bool) -> None:
        protocol = replace(
            DEFAULT,
            reveal="record" if by_record else "round",
            screen_other_methods=screen_other,
        )
        self.sample = Sample.begin(location, 4, protocol)
        self.screen_other = screen_other
        self.known = [f"acc-{number}" for number in range(4)]
        self.snapshots: list[Snapshot] = []
        self.entered = False

    def play(self, kind: str, person: str, number: int, second: int, verdict: str) -> None:
        """Play one step; Refused where it makes no sense here."""
        sample, hand = self.sample, self.sample.hand(person)
        one = self.known[number % len(self.known)]
        two = self.known[second % len(self.known)]
        stage = STAGES[second % 2]
        steps: dict[str, Callable[[], object]] = {
            "import": lambda: self.bring_in(number, second),
            "merge": lambda: judge(hand, "merge", (one, two)),
            "split": lambda: judge(hand, "different", (one, two)),
            "decide": lambda: sample.decide(person, one, verdict, stage),
            "both": lambda: self.both(one, verdict, stage),
            "reveal": lambda: reveal(sample.lead, stage),
            "settle": lambda: self.settle(person, one, verdict, stage, second),
            "retrieve": lambda: record_retrieval(
                hand, one, "retrieved" if second % 2 else "not-retrieved"
            ),
            "remove": lambda: remove_record(
                hand, one, "automation" if second % 2 else "other", "why"
            ),
            "link": lambda: link(hand, [one, two]),
            "unlink": lambda: unlink(hand, [one]),
            "undo": lambda: undo_last(hand),
            "redo": lambda: redo_last(hand),
            "again": lambda: again(sample.lead, stage, "other criteria", Meant([one])),
            "elsewhere": lambda: self.enter(number, second),
            "close": self.close,
        }
        steps[kind]()

    def bring_in(self, number: int, second: int) -> None:
        place = len(self.known)
        kind = KINDS[number % len(KINDS)]
        names = [f"new-{place}-{n}" for n in range(1 + second % 3)]
        records = [record(place + n, accession=name) for n, name in enumerate(names)]
        self.sample.add(f"{kind} {place}", records, kind)
        self.known += names

    def both(self, one: str, verdict: str, stage: str) -> None:
        for person in ("anna", "bo"):
            self.sample.decide(person, one, verdict, stage)  # type: ignore[arg-type]

    def settle(self, person: str, one: str, verdict: str, stage: str, second: int) -> None:
        outcome = ("include", "exclude", "awaiting", "ongoing", "not-used")[second % 5]
        reason = "population" if (outcome, stage) == ("exclude", FULL_TEXT) else ""
        proposal = Proposal(outcome, "discussion", verdict, reason)
        settle(self.sample.hand(person), self.sample.record(one), stage, proposal)  # type: ignore[arg-type]

    def enter(self, number: int, second: int) -> None:
        what = tuple(WHAT)[number % len(WHAT)]
        kind = "" if what.startswith("previous") else KINDS[second % len(KINDS)]
        reason = "population" if what == "excluded" else ""
        source = f"Elsewhere {kind}" if kind else ""
        enter(self.sample.lead, Work(what, 1 + second, "why", source, kind, reason))
        self.entered = True

    def close(self) -> None:
        number = len(self.snapshots) + 1
        base = self.snapshots[-1] if self.snapshots else None
        with self.sample.lead.read() as connection:
            seen = Naive(connection, self.screen_other).snapshot(base)
        close(self.sample.lead, number, "why")
        self.snapshots.append(seen)

    def holds(self) -> None:
        """Assert all that holds of every history."""
        with self.sample.lead.read() as connection:
            counted = flow(connection)
            assert [p.message for p in check(counted) if p.level == "error"] == []
            counted = replace(counted, look=Look(title_abstract_reasons=True))
            every_line_opens(counted, lambda key: rows_behind(connection, key))
            if not self.entered:
                self.equals_the_naive_count(Naive(connection, self.screen_other))

    def equals_the_naive_count(self, naive: Naive) -> None:
        with self.sample.lead.read() as connection:
            counted = flow(connection)
        numbers = numbers_of(counted)
        candidates = [naive.numbers(base) for base in (*reversed(self.snapshots), None)]
        # While nothing has come since an edition, the flow is still the one before it.
        expected = next(
            one
            for one in candidates
            if one["previous_studies"] == (numbers.get("previous_studies") or 0)
            and bool(one.get("previous_reports")) == bool(numbers.get("previous_reports"))
            and one["database_results"] == (numbers.get("database_results") or 0)
        )
        pairs = {
            "records_screened": "database_screened",
            "records_excluded": "database_records_excluded",
            "dbr_not_used": "dbr_not-used",
            "other_not_used": "other_not-used",
        }
        rows = (
            *("database_results", "register_results", "duplicates", "already_assessed"),
            *("reassessed", "other_reassessed", "records_screened", "records_excluded"),
            *(
                f"{arm}_{row}"
                for arm in ("dbr", "other")
                for row in ("sought_reports", "notretrieved_reports", "assessed", "excluded")
            ),
            *(
                f"{arm}_{row}"
                for arm in ("dbr", "other")
                for row in ("awaiting", "ongoing", "not_used", "included")
            ),
        )
        for row in rows:
            assert (numbers.get(row) or 0) == expected[pairs.get(row, row)], row
        for name in ("title_abstract", "retrieval", "full_text"):
            assert getattr(counted.pending, name) == expected[f"pending_{name}"], name
        assert counted.total_studies == expected["total_studies"]
        assert counted.total_reports == expected["total_reports"]
        assert counted.withdrawn_reports == expected["withdrawn_reports"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("both", "both", "both", "both", "decide", "reveal", "settle", "retrieve"),
                *("import", "import", "merge", "merge", "split", "remove", "link", "unlink"),
                *("undo", "redo", "again", "close", "close"),
            ]
        ),
        st.sampled_from(["anna", "bo", "cem"]),
        st.integers(0, 30),
        st.integers(0, 30),
        st.sampled_from(["include", "include", "exclude", "maybe"]),
    ),
    max_size=30,
)
ENTRIES = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=3)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS, ENTRIES, st.booleans(), st.booleans())
def test_any_history_adds_up_is_counted_rightly_and_opens(
    tmp_path_factory: object,
    steps: list[tuple[str, str, int, int, str]],
    entries: list[tuple[int, int]],
    by_record: bool,
    screen_other: bool,
) -> None:
    folder = tmp_path_factory.mktemp("history")  # type: ignore[attr-defined]
    history = History(str(folder / "review.db"), by_record=by_record, screen_other=screen_other)
    for step in steps:
        try:
            history.play(*step)
        except Refused:
            continue
    history.holds()
    for number, second in entries:
        try:
            history.play("elsewhere", "anna", number, second, "")
        except Refused:
            continue
    history.holds()
    assert stale_projections(history.sample.lead) == []
    assert unlike(history.sample.lead) == []
    history.sample.close()
