"""Exports of databases and reference managers: text in, records out, and back; no store here."""

from __future__ import annotations
