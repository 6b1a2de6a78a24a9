"""However long a table is, every row of it is found."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from review.formats.reading import read


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=90), st.sampled_from([",", ";", "\t"]))
def test_every_row_of_a_table_is_a_record(count: int, delimiter: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(["record_id", "title", "abstract"])
    writer.writerows([n, f"Title number {n}", f"Abstract {n}"] for n in range(count))
    parsed = read(text.getvalue().encode(), "rows.csv")
    assert [record.accession for record in parsed.records] == [str(n) for n in range(count)]
