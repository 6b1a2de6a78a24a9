"""Who may do what on a team's server, as PostgreSQL's own grants and policies.

Everyone's rights hang on the name of their login (`current_user`), which nobody can choose. The
owner of the tables is not held by policies, so that a backup is whole, and does no work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Table

from review.store import tables
from review.store.membership import caught_up, quoted, schema_of

SHARED = (tables.meta, tables.schema_version, *tables.WRITTEN_ONCE)
ADDED_TO = tuple(table for table in tables.WRITTEN_ONCE if table is not tables.opened)
_FREELY = 10**7  # lamport times up to here are any copy's; above, they count the acts there are

_OWN = 'a."by" = current_user::text'
_ACT = "EXISTS (SELECT 1 FROM public.act a WHERE a.id = {table}.act_id AND {holds})"

# An act far ahead would use up the room that the order of acts has for all later ones.
_LATEST = f"""
CREATE OR REPLACE FUNCTION public.latest_allowed() RETURNS bigint
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT greatest({_FREELY} + count(*), max(a.lamport) + 1) FROM public.act a
$$"""
# In the name of another's installation one could put an end to their chain.
_WRITER = """
CREATE OR REPLACE FUNCTION public.is_own_writer(writer text) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT a."by" = current_user::text FROM public.act a
    WHERE a.writer = is_own_writer.writer ORDER BY a.seq LIMIT 1), true)
$$"""
_FUNCTIONS = {"latest_allowed()": _LATEST, "is_own_writer(text)": _WRITER}


def policies(kinds: Mapping[str, bool]) -> dict[str, dict[str, str]]:
    """Return, for each guarded table, who reads which rows and who adds which.

    `kinds` are all kinds of acts, and whether the bodies of each are their owner's until they are
    opened. No policy reads the table that it guards, but by a function. What is not JSON is
    refused, lest it trip up what reads it.
    """
    sealed = _quoted(kind for kind, is_sealed in kinds.items() if is_sealed)
    owner = f"CASE WHEN a.kind IN ({sealed}) THEN nullif(a.reviewer, '') ELSE '' END"
    return {
        "act": {
            "SELECT": "true",
            "INSERT": '"by" = current_user::text AND '
            f"kind IN ({_quoted(kinds)}) AND seq BETWEEN 1 AND lamport AND "
            f"CASE WHEN lamport > {_FREELY} THEN lamport <= public.latest_allowed() "
            "ELSE true END AND public.is_own_writer(writer) AND "
            "(about = '' OR jsonb_typeof(about::jsonb) = 'object')",
        },
        "act_body": {
            "SELECT": "owner IN ('', current_user::text) OR EXISTS "
            "(SELECT 1 FROM public.opened o WHERE o.act_id = act_body.act_id)",
            "INSERT": "jsonb_typeof(body::jsonb) = 'object' AND "
            + _ACT.format(table="act_body", holds=f"{_OWN} AND act_body.owner = {owner}"),
        },
        "sealed_body": {"SELECT": "true", "INSERT": _ACT.format(table="sealed_body", holds=_OWN)},
        # What someone decided, or wrote down for another, they may show to all.
        "opened": {
            "SELECT": "true",
            "INSERT": _ACT.format(
                table="opened", holds=f"({_OWN} OR a.reviewer = current_user::text)"
            ),
        },
        "exchange": {"SELECT": "true", "INSERT": '"by" = current_user::text'},
        "sent": {
            "SELECT": "true",
            "INSERT": "EXISTS (SELECT 1 FROM public.exchange e WHERE e.id = sent.exchange_id "
            'AND e."by" = current_user::text)',
        },
    }


def guard(kinds: Mapping[str, bool]) -> Iterator[str]:
    """Give the statements that take every right from everyone, and put the policies in place."""
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    for table in tables.metadata.sorted_tables:
        yield f"REVOKE ALL ON TABLE public.{table.name} FROM PUBLIC"
    for signature, function in _FUNCTIONS.items():
        yield function
        yield f"REVOKE ALL ON FUNCTION public.{signature} FROM PUBLIC"
    guarded = policies(kinds)
    for name, rules in guarded.items():
        yield f"ALTER TABLE public.{name} ENABLE ROW LEVEL SECURITY"
        for verb in rules:
            yield f"DROP POLICY IF EXISTS {name}_{verb.lower()} ON public.{name}"
    yield from _tell_nothing()
    for name, rules in guarded.items():
        for verb, rule in rules.items():
            holds = "USING" if verb == "SELECT" else "WITH CHECK"
            policy = f"{name}_{verb.lower()}"
            yield f"CREATE POLICY {policy} ON public.{name} FOR {verb} {holds} ({rule})"


def _tell_nothing() -> Iterator[str]:
    """Keep no statistics of what bodies say, and compress none: both would tell."""
    bodies = {tables.act_body: ("body", "nonce"), tables.sealed_body: ("body",)}
    for table, columns in bodies.items():
        for column in columns:
            alter = f"ALTER TABLE public.{table.name} ALTER COLUMN {column}"
            yield f"{alter} SET STATISTICS 0"
            # Setting the type, though it is the same, drops what was gathered before.
            yield f"{alter} TYPE {table.c[column].type.compile()}"
        yield f"ALTER TABLE public.{table.name} ALTER COLUMN body SET STORAGE EXTERNAL"


def rights(person: str) -> Iterator[str]:
    """Give the statements that let `person` read and add, and nothing else."""
    login = quoted(person)
    for table in tables.metadata.sorted_tables:
        yield f"REVOKE ALL ON TABLE public.{table.name} FROM {login}"
    yield f"GRANT USAGE ON SCHEMA public TO {login}"
    yield f"GRANT SELECT ON {_listed(SHARED)} TO {login}"
    yield f"GRANT INSERT ON {_listed(ADDED_TO)} TO {login}"
    yield f"GRANT INSERT (act_id) ON public.opened TO {login}"
    for signature in _FUNCTIONS:
        yield f"GRANT EXECUTE ON FUNCTION public.{signature} TO {login}"
    yield f"GRANT USAGE ON SEQUENCE public.opened_number_seq TO {login}"


def home(person: str) -> Iterator[str]:
    """Give the statements that make the schema in which `person` keeps what they may see.

    Its tables are made by the person's own program.
    """
    login, schema = quoted(person), quoted(schema_of(person))
    yield f"CREATE SCHEMA IF NOT EXISTS {schema}"
    yield f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC"
    yield f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {login}"
    table = f"{schema}.{caught_up.name}"
    columns = ", ".join(f"{c.name} {c.type.compile()} NOT NULL" for c in caught_up.columns)
    yield f"CREATE TABLE IF NOT EXISTS {table} ({columns})"
    names = ", ".join(column.name for column in caught_up.columns)
    yield (
        f"INSERT INTO {table} ({names}) SELECT '', 0, 0, 0, 0 "
        f"WHERE NOT EXISTS (SELECT 1 FROM {table})"
    )
    yield f"GRANT SELECT, UPDATE ON {table} TO {login}"


def _quoted(kinds: Iterable[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)


def _listed(shared: Sequence[Table]) -> str:
    return ", ".join(f"public.{table.name}" for table in shared)
