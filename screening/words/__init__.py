"""The words of the methods sentences, one TOML file a language."""

from __future__ import annotations
