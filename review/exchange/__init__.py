"""Copies of a review brought together: the file that travels, and what is sealed inside it."""

from __future__ import annotations
