"""Entries as files: a form filled in a spreadsheet or by another program, and taken in again."""

from __future__ import annotations
