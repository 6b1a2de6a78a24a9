"""The person's settings for the desk: theme and keys, from desk.toml in the platform's place.

theme = "dark"            # dark, light or none
[keys]
"screen.include" = "a"    # the id of a command, as the help page shows it, and its key
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

THEMES = ("dark", "light", "none")


@dataclass(frozen=True, slots=True)
class Settings:
    """What desk.toml says, and what is wrong with it in words."""

    theme: str = "dark"
    keys: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def settings_file() -> Path:
    """Return where desk.toml belongs on this machine; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path("tandem-review", appauthor=False) / "desk.toml"


def read_settings(path: Path) -> Settings:
    """Read desk.toml; what cannot be used is told and left out, no file means the defaults."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Settings(problems=(f"{path} cannot be read: {error}. The usual keys are used.",))
    problems = [
        f"{path}: “{name}” is no setting. Settings: theme, keys."
        for name in values
        if name not in {"theme", "keys"}
    ]
    theme = values.get("theme", "dark")
    if theme not in THEMES:
        problems.append(f"{path}: theme “{theme}” does not exist. Themes: {', '.join(THEMES)}.")
        theme = "dark"
    keys = values.get("keys", {})
    if not isinstance(keys, dict):
        problems.append(f"{path}: keys is a table: write [keys], then one line per command.")
        keys = {}
    for name, key in list(keys.items()):
        if not isinstance(key, str) or not key.strip():
            problems.append(f'{path}: the key of “{name}” is not a text such as "a" or "f2".')
            del keys[name]
    return Settings(theme, keys, tuple(problems))
