"""How the sample reviews are made: seeded, invented, and the same on every machine."""

from __future__ import annotations
