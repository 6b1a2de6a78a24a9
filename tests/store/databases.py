"""Databases of their own on the test run's server, made quickly: one template holds the tables.

To lay out some fifty tables with their indexes and triggers takes a server longer than most tests
last. Each run does that once, and a review begins on a copy of it. Tests of laying out and moving
use an empty database.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping

import psycopg
from sqlalchemy import Connection, func, insert, make_url, select

from review.store import engine, tables

_TEMPLATE = "laid_out"
LayOut = Callable[[Connection, Mapping[str, str]], None]


def lay_out_template(server: str) -> None:
    """Make the database that the others are copies of: every table, and no review yet."""
    opened = engine._engine(_make(server, _TEMPLATE))
    with opened.begin() as connection:
        engine._lay_out(connection, {"review_id": "none"})
        connection.execute(tables.meta.delete())
    opened.dispose()


def fresh_database(server: str, *, empty: bool = False) -> str:
    """Return the URL of a new database: a copy of the template, or with nothing in it."""
    return _make(server, f"review_{uuid.uuid4().hex[:12]}", "" if empty else _TEMPLATE)


def drop(url: str) -> None:
    """Throw a database away, whoever is connected to it."""
    name = make_url(url).database
    with psycopg.connect(_of(url, "postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def laying_out_on_copies(lay_out: LayOut) -> LayOut:
    """Return what begins a review also where the tables came with the database."""

    def begun(connection: Connection, facts: Mapping[str, str]) -> None:
        if connection.dialect.name == "sqlite" or not _only_laid_out(connection):
            lay_out(connection, facts)
            return
        rows = [{"key": key, "value": value} for key, value in facts.items()]
        connection.execute(insert(tables.meta), rows)

    return begun


def _only_laid_out(connection: Connection) -> bool:
    if not engine._exists(connection):
        return False
    return not connection.scalar(select(func.count()).select_from(tables.meta))


def _make(server: str, name: str, template: str = "") -> str:
    like = f'TEMPLATE "{template}"' if template else ""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" {like} STRATEGY FILE_COPY')
    return _of(server, name)


def _of(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)
