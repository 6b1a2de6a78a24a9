"""Looking through all records: words in title or abstract, years, a source."""

from __future__ import annotations

from pathlib import Path

from review.__main__ import projectors
from review.ledger.ledger import Review
from review.protocol import TITLE_ABSTRACT
from review.store.engine import open_store
from screening.cards import listed
from screening.filters import Filter
from tests.benchmarks.measuring import Row, reference_loop, since, so_far

_FILTERS = {
    "a word": Filter(text="abc"),
    "three words": Filter(text="abc def ghi"),
    "years": Filter(from_year=2000, to_year=2005),
    "a source": Filter(source="X"),
    "no abstract": Filter(without_abstract=True),
}


def finding(folder: Path, size: int) -> list[Row]:
    """Return how long each filter takes on a list of `size`; above 0.2 s the desk shows a bar."""
    review = Review(open_store(str(folder / f"review-{size}" / "review.db")), projectors(), "bo")
    loop = reference_loop()
    rows = []
    for name, wanted in _FILTERS.items():
        with review.read() as connection:
            begun = so_far()
            listed(connection, "bo", TITLE_ABSTRACT, "all", wanted)
            cost = since(begun)
        rows.append(Row(f"filter by {name}, {size} records", cost, None, "s"))
        rows.append(Row("  / the reference loop", cost / loop, None, "x"))
    review.store.close()
    return rows
