"""All tables of a review: facts, acts, and the projections that follow from both.

Facts and acts are written once; triggers refuse everything else. Every projection row carries the
act that caused it or follows from rows that do, so that all of them can be built anew.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    false,
    true,
)

SCHEMA = "0008"

metadata = MetaData()


def _id(name: str = "id") -> Column[str]:
    return Column(name, String(32), primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


# --- facts ---------------------------------------------------------------------------------------

# Alembic's own table: the schema that this database has.
schema_version = Table(
    "alembic_version", metadata, Column("version_num", String(32), primary_key=True)
)

meta = Table("meta", metadata, Column("key", Text, primary_key=True), _text("value"))

source = Table(
    "source",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    _text("platform"),
    _text("searched"),
    Column("hits", Integer),
    _text("query"),
)

import_file = Table(
    "import_file",
    metadata,
    _id(),
    Column("source_id", ForeignKey("source.id"), nullable=False),
    _text("name"),
    Column("sha256", String(64), nullable=False, index=True),
    Column("bytes", Integer, nullable=False),
    _text("format"),
    _text("dialect"),
    _text("encoding"),
    Column("found", Integer, nullable=False),
    Column("imported", Integer, nullable=False),
    Column("copy", Integer, nullable=False, default=0),
)

rejected_record = Table(
    "rejected_record",
    metadata,
    Column("import_file_id", ForeignKey("import_file.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    _text("why"),
    _text("text"),
    PrimaryKeyConstraint("import_file_id", "position"),
)

record = Table(
    "record",
    metadata,
    _id(),
    Column("import_file_id", ForeignKey("import_file.id"), nullable=False),
    Column("source_id", ForeignKey("source.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    _text("accession"),
    _text("title"),
    _text("authors"),
    Column("year", Integer),
    _text("journal"),
    _text("doi"),
    _text("pmid"),
    Column("has_abstract", Boolean, nullable=False),
    Index("record_in_file", "import_file_id", "position"),
    Index("record_accession", "accession"),
)

record_text = Table(
    "record_text",
    metadata,
    Column("record_id", ForeignKey("record.id"), primary_key=True),
    _text("abstract"),
    _text("fields"),  # the other fields of the record, as JSON
    _text("raw"),
)

# --- acts ----------------------------------------------------------------------------------------

act = Table(
    "act",
    metadata,
    _id(),
    Column("writer", String(32), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("lamport", BigInteger, nullable=False, index=True),
    Column("recorded_at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("body_hash", String(64), nullable=False),
    _text("about"),  # the part of a sealed act that everyone may know, as JSON
    # Not unique: a backup put back by hand gives one writer two histories, and both are kept.
    Index("act_of_writer", "writer", "seq"),
)

act_body = Table(
    "act_body",
    metadata,
    Column("act_id", ForeignKey("act.id"), primary_key=True),
    Column("nonce", String(32), nullable=False),
    Column("body", Text, nullable=False),
    _text("owner"),  # whose it is until it is revealed; "" where it is everyone's from the start
)

# A body as it came from another copy, to be opened by its owner's key alone.
sealed_body = Table(
    "sealed_body",
    metadata,
    Column("act_id", ForeignKey("act.id"), primary_key=True),
    Column("key_id", String(16), nullable=False),
    Column("body", Text, nullable=False),  # base64
)

# On a server with a login for each person: the bodies that the team may read since a reveal.
opened = Table(
    "opened",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("act_id", String(32), nullable=False, unique=True),
)

# Exchanges of this copy with others: files sent and files merged.
exchange = Table(
    "exchange",
    metadata,
    _id(),
    Column("direction", Text, nullable=False),  # sent, merged
    Column("by", Text, nullable=False),
    _text("partner"),  # whose file was merged
    _text("copy"),  # that it came from
    Column("at", Text, nullable=False),
    Column("acts", Integer, nullable=False),
    Column("facts", Integer, nullable=False),
)

# How far each writer's acts have left this copy: what was sent is not undone.
sent = Table(
    "sent",
    metadata,
    Column("exchange_id", ForeignKey("exchange.id"), nullable=False),
    Column("writer", String(32), nullable=False),
    Column("seq", Integer, nullable=False),
    PrimaryKeyConstraint("exchange_id", "writer"),
)

WRITTEN_ONCE = (
    source,
    import_file,
    rejected_record,
    record,
    record_text,
    act,
    act_body,
    sealed_body,
    opened,
    exchange,
    sent,
)

# --- projections of the ground -------------------------------------------------------------------

withdrawal = Table(
    "withdrawal",
    metadata,
    Column("act_id", String(32), nullable=False),  # the act that no longer stands
    Column("withdrawn_by", String(32), nullable=False, index=True),
    PrimaryKeyConstraint("act_id", "withdrawn_by"),
)

# Acts whose bodies are not in hand, or may not be read here yet.
sealed_act = Table("sealed_act", metadata, _id("act_id"))

act_record = Table(
    "act_record",
    metadata,
    Column("record_id", String(32), nullable=False),
    Column("act_id", String(32), nullable=False),
    PrimaryKeyConstraint("record_id", "act_id"),
    Index("act_record_by_act", "act_id"),
)

person = Table(
    "person",
    metadata,
    Column("name", Text, primary_key=True),
    Column("roles", Text, nullable=False),  # separated by blanks
    Column("active", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
)

team_act = Table(
    "team_act",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("active", Boolean, nullable=False),
)

protocol_version = Table(
    "protocol_version",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    _text("parent"),
    Column("body", Text, nullable=False),
)

import_act = Table(
    "import_act",
    metadata,
    _id("act_id"),
    Column("import_file_id", String(32), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    _text("stage"),  # full-text, where its records came as reports that are sought
)

# What people say in place of a fact, field by field; which holds is told by `over`.
correction = Table(
    "correction",
    metadata,
    Column("act_id", String(32), nullable=False),
    Column("thing", String(32), nullable=False),  # a record or a source
    Column("field", Text, nullable=False),
    Column("order", Text, nullable=False),
    Column("over", Text, nullable=False),  # ids of acts, separated by blanks
    Column("value", Text, nullable=False),  # JSON
    PrimaryKeyConstraint("act_id", "field"),
    Index("correction_of", "thing", "field"),
)

bond = Table(
    "bond",
    metadata,
    Column("act_id", String(32), nullable=False),
    Column("a", String(32), nullable=False),
    Column("b", String(32), nullable=False),
    Column("order", Text, nullable=False),  # of the act; the latest word on a pair holds
    Column("kind", Text, nullable=False),  # merged, apart, queued, linked
    Column("rule", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("why", Text, nullable=False),
    PrimaryKeyConstraint("act_id", "a", "b", "kind"),
    Index("bond_a", "a", "b"),
    Index("bond_b", "b"),
)

removal = Table(
    "removal",
    metadata,
    _id("act_id"),
    Column("record_id", String(32), nullable=False, index=True),
    Column("because", Text, nullable=False),
    Column("why", Text, nullable=False),
)

retrieval = Table(
    "retrieval",
    metadata,
    _id("act_id"),
    Column("record_id", String(32), nullable=False, index=True),
    Column("order", Text, nullable=False),
    Column("state", Text, nullable=False),
    _text("file"),
    _text("via"),
    _text("at"),
)

study_link = Table(
    "study_link",
    metadata,
    Column("act_id", String(32), nullable=False),
    Column("record_id", String(32), nullable=False),
    Column("study_id", String(32), nullable=False, index=True),
    Column("order", Text, nullable=False),
    _text("name"),
    Column("linked", Boolean, nullable=False),  # false: taken out of the study
    PrimaryKeyConstraint("act_id", "record_id", "study_id"),
    Index("study_link_record", "record_id"),
)

# Editions that were closed: what each keeps, and which words on the same number it takes over.
edition = Table(
    "edition",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("body", Text, nullable=False),
)

# Work done outside the program, as somebody entered it: numbers without records.
elsewhere = Table(
    "elsewhere",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("kind", Text, nullable=False),  # of the source
    Column("reason", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
)

record_set = Table(
    "record_set",
    metadata,
    _id("record_id"),
    Column("set_id", String(32), nullable=False, index=True),
    Column("source_id", String(32), nullable=False),
    Column("place", BigInteger, nullable=False),  # order of arrival
    Index("record_set_source", "source_id", "set_id"),
)

duplicate_set = Table(
    "duplicate_set",
    metadata,
    _id("set_id"),
    Column("shown_id", String(32), nullable=False),
    Column("size", Integer, nullable=False),
    Column("arm", Text, nullable=False),  # database, other
    Column("kind", Text, nullable=False),  # of the source that it arrived by
    Column("place", BigInteger, nullable=False),
    Column("removed", Text, nullable=False),  # "", automation, other
    # It came as a report that is sought: it is not screened on title and abstract.
    Column("straight", Boolean, nullable=False, server_default=false()),
    Column("title_abstract", Text, nullable=False),  # shared states of the two ballots
    Column("retrieval", Text, nullable=False),
    Column("full_text", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Index("duplicate_set_place", "place"),
    Index("duplicate_set_counts", "arm", "kind", "standing", "reason", "removed"),
)

# What the review says of things that are neither records nor studies: bodies of evidence, their
# certainty, answers on checklists. Which of several holds is told by `over`.
statement = Table(
    "statement",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("thing", String(64), nullable=False),
    Column("person", Text, nullable=False),
    Column("over", Text, nullable=False),  # ids of acts, separated by blanks
    Column("content", Text, nullable=False),  # JSON; "" while it is sealed
    Index("statement_of", "kind", "thing"),
)

# --- projections of screening --------------------------------------------------------------------

decision = Table(
    "decision",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    Column("record_id", String(32), nullable=False, index=True),
    Column("stage", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reasons", Text, nullable=False),  # ids, highest first, separated by blanks
    Column("fails", Text, nullable=False),  # ids of criteria, separated by blanks
    Column("note", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("protocol", String(32), nullable=False),
    Column("replaces", Text, nullable=False),  # ids of own decisions, separated by blanks
    Column("sealed", Boolean, nullable=False, server_default=false()),  # the verdict is not in hand
    Index("decision_of_reviewer", "reviewer", "stage", "record_id"),
)

revealed = Table(
    "revealed",
    metadata,
    Column("decision_id", String(32), nullable=False),
    Column("act_id", String(32), nullable=False, index=True),
    PrimaryKeyConstraint("decision_id", "act_id"),
)

ballot = Table(
    "ballot",
    metadata,
    Column("set_id", String(32), nullable=False),
    Column("stage", Text, nullable=False),
    Column("round_id", String(32), nullable=False),
    Column("place", BigInteger, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("revealed", Boolean, nullable=False),
    Column("state", Text, nullable=False),  # pending until revealed
    Column("reason", Text, nullable=False),
    Column("settlement", String(32), nullable=False),
    Column("reasons_differ", Boolean, nullable=False),
    _text("asked"),  # names of those who are asked, each between blanks
    # Whoever is not asked by name may take part: nothing is allocated, or somebody is missing.
    Column("anyone", Boolean, nullable=False, server_default=true()),
    PrimaryKeyConstraint("set_id", "stage"),
    Index("ballot_open", "stage", "round_id", "revealed", "complete", "settlement"),
    Index("ballot_state", "stage", "state", "place"),
)

# One row per set, stage and reviewer: the sealed part of a ballot.
ballot_part = Table(
    "ballot_part",
    metadata,
    Column("set_id", String(32), nullable=False),
    Column("stage", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("decision_id", String(32), nullable=False),  # the one that holds
    Column("first_id", String(32), nullable=False),  # the first that was made, for agreement
    Column("verdict", Text, nullable=False),  # "" while the reviewer's own decisions differ
    Column("revealed", Boolean, nullable=False),
    Column("place", BigInteger, nullable=False),
    PrimaryKeyConstraint("set_id", "stage", "reviewer"),
    Index("ballot_part_of_reviewer", "reviewer", "stage", "place"),
)

# Decisions that stay sealed because their key is lost: they count no longer.
given_up = Table(
    "given_up",
    metadata,
    Column("decision_id", String(32), nullable=False),
    Column("act_id", String(32), nullable=False, index=True),
    _text("reviewer"),
    _text("why"),
    PrimaryKeyConstraint("decision_id", "act_id"),
)

settlement = Table(
    "settlement",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    Column("record_id", String(32), nullable=False, index=True),
    Column("stage", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("people", Text, nullable=False),
    Column("settles", Text, nullable=False),  # ids of decisions, sorted, separated by blanks
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
)

screening_round = Table(
    "screening_round",
    metadata,
    _id(),
    Column("order", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),  # calibration, main
    Column("seed", Integer, nullable=False),
    Column("closed", Boolean, nullable=False),
    # How many were drawn by the protocol's terms; the others at random.
    Column("ranked", Integer, nullable=False, server_default="0"),
)

round_record = Table(
    "round_record",
    metadata,
    Column("round_id", String(32), nullable=False),
    Column("record_id", String(32), nullable=False, index=True),
    PrimaryKeyConstraint("round_id", "record_id"),
)

# How a round ended: its decisions kept or discarded.
round_closing = Table(
    "round_closing",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    Column("round_id", String(32), nullable=False, index=True),
    Column("choice", Text, nullable=False),  # keep, discard
    Column("why", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# Records that left a round when it was closed, and are screened in the main one.
round_released = Table(
    "round_released",
    metadata,
    Column("act_id", String(32), nullable=False),
    Column("round_id", String(32), nullable=False),
    Column("record_id", String(32), nullable=False),
    PrimaryKeyConstraint("act_id", "record_id"),
    Index("round_released_of", "round_id", "record_id"),
)

STANDS = "stands"
# Decisions and settlements that count no longer because their records are screened again; where it
# is STANDS that they are here for, they count all the same.
set_aside = Table(
    "set_aside",
    metadata,
    Column("aside_id", String(32), nullable=False),
    Column("act_id", String(32), nullable=False, index=True),
    Column("because", Text, nullable=False),  # discarded, again, stands
    PrimaryKeyConstraint("aside_id", "act_id"),
)

# Who is asked at a stage: so many reviewers a record, by shares; the latest word holds.
allocation = Table(
    "allocation",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column(
        "body", Text, nullable=False
    ),  # JSON: reviewers, shares, overlap, seed; {}: nobody named
)

succession = Table(
    "succession",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    Column("leaver", Text, nullable=False),
    Column("successor", Text, nullable=False),
)

remark = Table(
    "remark",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    Column("record_id", String(32), nullable=False, index=True),
    Column("stage", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("text", Text, nullable=False),
)

tag = Table(
    "tag",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    Column("record_id", String(32), nullable=False, index=True),
    Column("stage", Text, nullable=False),  # whose reveal shows it to all
    Column("reviewer", Text, nullable=False),
    Column("name", Text, nullable=False),  # "" while it is sealed
    Column("present", Boolean, nullable=False),  # false: taken off
    Index("tag_of_reviewer", "reviewer", "name"),
)

# --- projections of ranked screening -------------------------------------------------------------

# How the records of a stage are ordered: ranked, random or source, from this act on.
rank_way = Table(
    "rank_way",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("way", Text, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("target", Float, nullable=False),  # recall to be reached, 0 to 1
    Column("confidence", Float, nullable=False),
    _text("why"),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# Records known to be relevant before screening: the first that ranking learns from.
rank_seed = Table(
    "rank_seed",
    metadata,
    Column("act_id", String(32), nullable=False),
    Column("order", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("record_id", String(32), nullable=False),
    PrimaryKeyConstraint("act_id", "record_id"),
)

# The records that were released to all reviewers together, in the order of the model.
rank_batch = Table(
    "rank_batch",
    metadata,
    Column("act_id", String(32), nullable=False),
    Column("order", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("record_id", String(32), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    PrimaryKeyConstraint("act_id", "record_id"),
    Index("rank_batch_of", "stage", "order", "place"),
)

# Screening stopped at a stage, or taken up again; the acts tell which of them are over others.
rank_stop = Table(
    "rank_stop",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("stopped", Boolean, nullable=False),
    Column("target", Float, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("p", Float, nullable=False),
    Column("total", Integer, nullable=False),  # records at the stage
    Column("screened", Integer, nullable=False),
    Column("found", Integer, nullable=False),  # includes
    _text("why"),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# The records that a stop left unscreened.
rank_left = Table(
    "rank_left",
    metadata,
    Column("act_id", String(32), nullable=False),
    Column("record_id", String(32), nullable=False, index=True),
    PrimaryKeyConstraint("act_id", "record_id"),
)

# --- projections of extraction -------------------------------------------------------------------

entry_value = Table(
    "entry_value",
    metadata,
    Column("act_id", String(32), nullable=False),
    Column("order", Text, nullable=False),
    Column("study_id", String(32), nullable=False),
    Column("form", Text, nullable=False),
    Column("arm", Text, key="part", nullable=False),
    Column("extractor", Text, nullable=False),  # "" in the consensus
    Column("path", Text, nullable=False),
    Column("value", Text, nullable=False),  # JSON: value, status, page, quote, note, ...
    Column("version", Integer, nullable=False, server_default="0"),  # of the form
    PrimaryKeyConstraint("act_id", "path"),
    Index("entry_value_of", "study_id", "form", "part", "extractor"),
)

entry_state = Table(
    "entry_state",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    Column("study_id", String(32), nullable=False),
    Column("form", Text, nullable=False),
    Column("arm", Text, key="part", nullable=False),
    Column("extractor", Text, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("checked", Boolean, nullable=False, server_default=false()),  # by another, not blind
    # Of the form, where the act says that the whole entry stands under it; else 0.
    Column("version", Integer, nullable=False, server_default="0"),
    Index("entry_state_of", "study_id", "form", "part", "extractor"),
)

form_version = Table(
    "form_version",
    metadata,
    _id("act_id"),
    Column("order", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("body", Text, nullable=False),
)

PROJECTIONS = tuple(
    table for table in metadata.sorted_tables if table not in {*WRITTEN_ONCE, meta, schema_version}
)
