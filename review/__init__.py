"""The ground that the slices stand on, and the shell around them."""

from __future__ import annotations
