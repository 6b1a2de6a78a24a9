"""Two entries that do not differ are agreed on without a file of choices."""

from __future__ import annotations

import pytest

from extraction import two_entries
from extraction.entry import CONSENSUS
from extraction.queries import entries
from review.refusal import Refused
from tests.desk.driving import CHARACTERISTICS, fill, include
from tests.sample import Sample


def test_without_choices_two_agree_where_they_do_not_differ(sample: Sample) -> None:
    one, two = include(sample, 2)
    for study, number in ((one, 120), (two, 118)):
        fill(sample, "anna", study, CHARACTERISTICS)
        fill(sample, "bo", study, {**CHARACTERISTICS, "participants_n": number})
    name = f"s-{one.id}", "characteristics", two_entries.NO_CHOICES
    assert two_entries.agree(sample.lead, *name).values
    with pytest.raises(Refused, match="participants"):
        two_entries.agree(sample.lead, f"s-{two.id}", *name[1:])
    with sample.lead.read() as connection:
        agreed = {at.study for at, of in entries(connection).items() if CONSENSUS in of}
    assert agreed == {one.id}
