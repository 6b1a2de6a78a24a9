"""What the store promises: facts and acts stay, upgrades lose nothing, odd places are refused."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from review.__main__ import projectors
from review.duplicates.judging import judge
from review.ledger.ledger import Review
from review.ledger.proving import broken_hashes, stale_projections
from review.protocol import TITLE_ABSTRACT
from review.refusal import Refused, StoreUnusable
from review.reports.retrieving import record_retrieval, remove_record
from review.store import tables
from review.store.engine import create, is_url, open_store
from review.store.migrations import SCRIPTS, upgrade
from screening.revealing import reveal
from tests.sample import Sample, record


@pytest.mark.parametrize("table", tables.WRITTEN_ONCE, ids=lambda table: table.name)
def test_facts_and_acts_cannot_be_changed(sample: Sample, table: object) -> None:
    column = next(iter(table.columns))  # type: ignore[attr-defined]
    for statement in (update(table).values({column.name: column}), delete(table)):  # type: ignore[arg-type]
        with sample.lead.store.engine.connect() as connection:
            rows = connection.scalar(select(func.count()).select_from(table))  # type: ignore[arg-type]
            if not rows and sample.lead.store.embedded:
                continue  # SQLite's triggers speak for each row
            with pytest.raises(DBAPIError, match="written once"):
                connection.execute(statement)


def test_a_changed_act_is_found(sample: Sample) -> None:
    sample.decide("anna", 0, "include")
    with sample.lead.store.write() as connection:
        if sample.lead.store.embedded:
            connection.execute(text("DROP TRIGGER act_body_no_update"))
        else:
            connection.execute(text("ALTER TABLE act_body DISABLE TRIGGER USER"))
        changed = tables.act_body.c.body.contains('"verdict":"include"')
        connection.execute(
            update(tables.act_body)
            .where(changed)
            .values(body=func.replace(tables.act_body.c.body, '"include"', '"exclude"'))
        )
    with sample.lead.read() as connection:
        assert [problem.rule for problem in broken_hashes(connection)] == ["hash"]


def test_an_upgrade_keeps_rows_and_triggers(sample: Sample, tmp_path: Path) -> None:
    sample.decide("anna", 0, "include")
    scripts = tmp_path / "scripts"
    shutil.copytree(SCRIPTS, scripts)
    (scripts / "versions" / "9999_more.py").write_text(
        "from alembic import op\nimport sqlalchemy as sa\n"
        f"revision = '9999'\ndown_revision = '{tables.SCHEMA}'\n"
        "def upgrade():\n    op.add_column('source', sa.Column('limits', sa.Text))\n"
    )
    store = sample.lead.store
    backup = upgrade(store.engine, store.location, tables.SCHEMA, scripts)
    with store.read() as connection:
        assert connection.scalar(select(tables.schema_version.c.version_num)) == "9999"
        assert connection.scalar(text("SELECT count(limits) FROM source")) == 0
        assert connection.scalar(select(func.count()).select_from(tables.record)) == 10
    assert (backup is not None and backup.is_file()) is store.embedded
    with pytest.raises(DBAPIError, match="written once"), store.write() as connection:
        connection.execute(delete(tables.record))
    with pytest.raises(StoreUnusable, match="newer version"):
        open_store(store.location)


def test_a_review_of_the_first_schema_opens_whole(tmp_path: Path) -> None:
    file = tmp_path / "review.db"
    with closing(sqlite3.connect(file)) as plain:
        plain.executescript((Path(__file__).parent / "review_0001.sql").read_text())
    review = Review(open_store(str(file)), projectors(), "anna")
    assert stale_projections(review) == []
    with review.read() as connection:
        assert broken_hashes(connection) == []
        owners = connection.execute(
            select(tables.act.c.kind, tables.act_body.c.owner).join(tables.act_body)
        ).all()
        assert {kind for kind, owner in owners if owner} == {"decide"}
        assert sorted(owner for _kind, owner in owners if owner) == ["anna", "anna", "bo"]
    with pytest.raises(DBAPIError, match="written once"), review.store.write() as connection:
        connection.execute(delete(tables.act_body))
    review.store.close()


def test_the_same_file_twice_is_refused_unless_asked_for(sample: Sample) -> None:
    with pytest.raises(Refused, match="imported before"):
        sample.add("PsycINFO", [record(number) for number in range(10)])


def test_records_come_back_as_they_went_in(sample: Sample) -> None:
    from review.records.lookup import whole

    odd = record(
        0, title="<b>[/b] [red", abstract="a\x1b[31m", keywords=("x", "y"), extra=(("ZZ", "q"),)
    )
    sample.add("Odd", [odd])
    with sample.lead.read() as connection:
        row = connection.execute(
            select(tables.record.c.id).where(tables.record.c.title == "<b>[/b] [red")
        ).one()
        assert whole(connection, row[0]) == odd


def test_a_place_without_a_review_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="no review"):
        open_store(str(tmp_path / "none.db"))
    (tmp_path / "other.db").write_text("this is no database at all, but long enough to look at")
    with pytest.raises(StoreUnusable):
        open_store(str(tmp_path / "other.db"))
    with pytest.raises(Refused, match="exists already"):
        create(str(tmp_path / "other.db"), "x")


def test_a_review_can_be_opened_again(sample: Sample) -> None:
    again = open_store(sample.lead.store.location)
    assert again.review_id == sample.lead.store.review_id
    assert is_url(again.location) is not again.embedded
    again.close()


def test_sets_made_in_one_go_are_those_made_one_by_one(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.add("Web", [record(20, accession="web")], "website")
    sample.both(0, "exclude", "exclude")
    sample.both(1, "include", "include")
    sample.decide("anna", 2, "exclude")
    judge(sample.lead, "merge", ("acc-3", "acc-4"))
    remove_record(sample.lead, "acc-5", "other", "why")
    reveal(sample.lead, TITLE_ABSTRACT)
    record_retrieval(sample.lead, "acc-1", "retrieved")
    monkeypatch.setattr("review.duplicates.folding.BATCH", 0)  # as if there were many records
    assert stale_projections(sample.lead) == []
    with sample.lead.write() as writing:
        writing.connection.execute(delete(tables.ballot_part))
        writing.connection.execute(update(tables.ballot).values(state="forward"))
    found = {problem.message.partition(":")[0] for problem in stale_projections(sample.lead)}
    assert found == {"ballot", "ballot_part"}


def test_another_file_at_the_same_place_is_another_review(tmp_path: Path) -> None:
    place = tmp_path / "review.db"
    seen = []
    for _time in range(2):
        create(str(place), "A title").close()
        again = open_store(str(place))
        with again.read() as connection:
            seen.append((again.review_id, connection.scalar(select(func.count(tables.meta.c.key)))))
        place.unlink()  # while a connection to it is held
    assert len(set(seen)) == 2
