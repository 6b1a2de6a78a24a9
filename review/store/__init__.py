"""The store: one review, one database. All DDL is in `tables`, SQL in the modules beside it."""

from __future__ import annotations
