"""The ground that the slices stand on, and the shell around them."""

from __future__ import annotations

__version__ = "0.1.0"
