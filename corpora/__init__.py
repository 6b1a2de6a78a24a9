"""Invented reviews to try the program on, with what makes them."""

from __future__ import annotations
