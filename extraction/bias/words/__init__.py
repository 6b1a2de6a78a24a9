"""The words of tables and sentences, one TOML file a language."""

from __future__ import annotations
