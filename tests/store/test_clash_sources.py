"""Where clashes can come from, whom they wait for, and what is imported to look for them."""

from __future__ import annotations

import subprocess
import sys
from typing import get_args

import pytest

from review.__main__ import projectors, slices
from review.clashes.clash import ClashKind
from review.clashes.clashing import Source, all_clashes
from review.people.status import MAY_SETTLE
from review.people.team import ROLES
from tests.sample import Sample


def test_every_kind_of_clash_has_a_source_and_somebody_who_may_settle_it() -> None:
    kinds = set(get_args(ClashKind))
    assert slices().clashes.keys() == kinds == MAY_SETTLE.keys()
    assert {role for roles in MAY_SETTLE.values() for role in roles} <= set(ROLES)


def test_the_acts_that_can_contradict_each_other_are_acts_that_there_are() -> None:
    for kind, source in slices().clashes.items():
        assert source.kinds, kind
        assert set(source.kinds) <= projectors().kinds.keys(), kind


@pytest.mark.parametrize("acts", [0, 1, 2])
def test_a_source_is_asked_only_where_two_of_its_acts_are(sample: Sample, acts: int) -> None:
    asked = []

    def find(_connection: object) -> list[object]:
        asked.append(True)
        return []

    for number in range(acts):
        with sample.lead.write() as writing:
            writing.append("link", sample.record(0).id, {"other": sample.record(number + 1).id})
    source = Source(("merge", "link"), find, lambda *_words: "")  # type: ignore[arg-type]
    with sample.lead.read() as connection:
        all_clashes(connection, {"duplicates": source})
    assert bool(asked) == (acts > 1)


def test_an_overview_imports_nothing_that_only_writing_needs(sample: Sample) -> None:
    code = (
        "import sys\n"
        "from review.__main__ import projectors, slices\n"
        "from review.ledger.ledger import Review\n"
        "from review.overview import overview\n"
        "from review.store.engine import open_store\n"
        "hand = Review(open_store(sys.argv[1]), projectors, 'anna')\n"
        "with hand.read() as connection:\n"
        "    assert overview(connection, hand, slices()).records == 10\n"
        "heavy = ('alembic', 'rapidfuzz', 'pandas', 'screening.folding', 'extraction.queries',\n"
        "         'extraction.certainty.queries', 'review.duplicates', 'review.flow',\n"
        "         'review.reporting', 'review.reports.retraction', 'review.editions.edition')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    if not sample.lead.store.embedded:
        pytest.skip("the driver of PostgreSQL is another one")
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, sample.lead.store.location],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "[]"
