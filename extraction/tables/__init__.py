"""Tables of the synthesis: what is agreed about the studies, as values that any format can show."""

from __future__ import annotations
