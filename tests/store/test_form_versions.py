"""A form's next version: entries stay whole, and each is looked at again by whoever filled it."""

from __future__ import annotations

import json
import runpy

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from extraction import two_entries, working
from extraction.checks import outdated
from extraction.consensus import Choice
from extraction.entry import CONSENSUS, Entry
from extraction.form_adding import add_form
from extraction.looking_again import confirm, left_behind
from extraction.queries import Place, entries
from review.ids import shown_study
from review.ledger.proving import stale_projections
from review.ledger.undoing import undo_last
from review.refusal import Refused
from review.store.migrations import SCRIPTS
from review.studies import Study
from tests.desk.driving import include
from tests.sample import Sample

FORM = """
id = "short"
version = 1
names = { en = "Short" }
[[fields]]
id = "n"
kind = "integer"
required = true
names = { en = "Number" }
"""
NEXT = FORM.replace("version = 1", "version = 2").replace(
    'kind = "integer"', 'kind = "integer"\nleast = 5'
)


def fill(sample: Sample, person: str, study: Study, n: int, *, done: bool) -> None:
    answers = json.dumps({"values": {"n": n}})
    hand = sample.hand(person)
    working.fill_from_file(hand, f"s-{study.id}", "short", answers, part="", name="f", done=done)


def there(sample: Sample, study: Study) -> dict[str, Entry]:
    with sample.lead.read() as connection:
        return entries(connection).get(Place(study.id, "short", ""), {})


def waiting(sample: Sample, person: str) -> list[tuple[str, str, bool]]:
    with sample.lead.read() as connection:
        found = left_behind(connection, person, "short")
    return [(one.study, one.found.entry.extractor, one.found.fits) for one in found]


def test_entries_wait_until_they_are_looked_at_again(sample: Sample) -> None:
    one, two = include(sample, 2)
    add_form(sample.lead, FORM, "short.toml")
    fill(sample, "anna", one, 7, done=True)
    fill(sample, "bo", one, 7, done=False)
    fill(sample, "anna", two, 3, done=True)
    added = add_form(sample.lead, NEXT, "short.toml")
    assert added.changes == ("n: least is now 5",)
    assert sample.lead.person == "anna"
    assert {behind.found.entry.extractor for behind in added.behind} == {"anna"}
    assert there(sample, one)["anna"].version == 1
    assert there(sample, one)["anna"].complete
    assert there(sample, one)["anna"].values["n"].value == 7

    assert sorted(waiting(sample, "anna")) == sorted(
        [(one.name, "anna", True), (two.name, "anna", False)]
    )
    assert waiting(sample, "bo") == [(one.name, "bo", True)], "another's own is not told"
    assert waiting(sample, "") == []

    assert "version 2 of short" in confirm(sample.hand("anna"), f"s-{one.id}", "short")
    assert there(sample, one)["anna"].version == 2
    assert there(sample, one)["anna"].complete
    with pytest.raises(Refused, match="Nothing of"):
        confirm(sample.hand("anna"), f"s-{one.id}", "short")
    with pytest.raises(Refused, match="n: 3 is out of range"):
        confirm(sample.hand("anna"), f"s-{two.id}", "short")
    undo_last(sample.hand("anna"))
    assert there(sample, one)["anna"].version == 1
    assert there(sample, one)["anna"].complete
    assert stale_projections(sample.lead) == []

    # One value written under the new version does not speak for the rest; calling it complete does.
    working.finish(sample.hand("bo"), f"s-{one.id}", "short")
    assert there(sample, one)["bo"].version == 2


def test_what_is_agreed_is_confirmed_as_a_whole(sample: Sample) -> None:
    (study,) = include(sample, 1)
    add_form(sample.lead, FORM, "short.toml")
    fill(sample, "anna", study, 7, done=True)
    fill(sample, "bo", study, 8, done=True)
    two_entries.settle(
        sample.hand("anna"), Place(study.id, "short", ""), {"n": Choice("second", "the table")}
    )
    add_form(sample.lead, NEXT, "short.toml")
    assert {name for _study, name, _fits in waiting(sample, "cem")} == {"anna", "bo", CONSENSUS}
    with sample.lead.read() as connection:
        (problem,) = outdated(connection, "")
    assert problem.ids == (shown_study(study.id),)
    assert problem.message.startswith("1 study has entries under an older version of short")
    for person in ("anna", "bo", "cem"):
        confirm(sample.hand(person), f"s-{study.id}", "short")
    assert waiting(sample, "anna") == []
    agreed = there(sample, study)[CONSENSUS]
    assert (agreed.version, agreed.values["n"].value) == (2, 8)
    assert stale_projections(sample.lead) == []


def test_versions_are_found_in_the_acts_of_an_older_review(sample: Sample) -> None:
    (study,) = include(sample, 1)
    add_form(sample.lead, FORM, "short.toml")
    fill(sample, "anna", study, 7, done=True)
    (script,) = (SCRIPTS / "versions").glob("*_form_versions.py")
    migration = runpy.run_path(str(script))
    with sample.lead.store.write() as connection:
        for table in ("entry_value", "entry_state"):
            connection.execute(text(f"ALTER TABLE {table} DROP COLUMN version"))
        connection.execute(text("ALTER TABLE entry_state DROP COLUMN checked"))
        with Operations.context(MigrationContext.configure(connection)):
            migration["upgrade"]()
    assert stale_projections(sample.lead) == []
    assert there(sample, study)["anna"].version == 1
