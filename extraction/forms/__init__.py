"""The forms that come with the program, one TOML file each."""

from __future__ import annotations
