"""The words of the methods sentences on duplicates: one data file a language."""

from __future__ import annotations
