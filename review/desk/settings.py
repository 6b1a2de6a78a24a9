"""The person's settings for the desk: theme and keys, from desk.toml in the platform's place.

theme = "dark"            # dark, light or none
[keys]
"screen.include" = "a"    # the id of a command, as the help page shows it, and its key
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from review.desk.action import Action

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


def checked(
    settings: Settings, shared: Iterable[Action], screens: Mapping[str, Iterable[Action]]
) -> tuple[Settings, list[str]]:
    """Return the settings without the keys that cannot be, and what is wrong with those.

    `shared` and `screens` as in `key_problems`.
    """
    wrong = key_problems(settings.keys, shared, screens)
    kept = {name: key for name, key in settings.keys.items() if name not in wrong}
    return replace(settings, keys=kept), list(wrong.values())


def key_problems(
    keys: Mapping[str, str], shared: Iterable[Action], screens: Mapping[str, Iterable[Action]]
) -> dict[str, str]:
    """Return what is wrong with remapped keys, by the id of the command.

    `shared` are the commands that work in every workspace, `screens` those of each workspace by its
    title. Two commands of one workspace may not share a key.
    """
    everywhere = tuple(shared)
    places = {title: (*everywhere, *actions) for title, actions in screens.items()}
    known = {action.id for actions in places.values() for action in actions}
    wrong: dict[str, str] = {}
    for name in keys:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f" Did you mean “{near[0]}”?" if near else " The help page lists the ids."
            wrong[name] = f"There is no command “{name}”.{hint}"
    for title, actions in places.items():
        taken: dict[str, Action] = {}
        for action in sorted(actions, key=lambda action: action.id in keys):
            for key in keys.get(action.id, action.key).split(","):
                other = taken.setdefault(key.strip(), action)
                if other.id != action.id and action.id in keys:
                    wrong[action.id] = (
                        f"The key “{key.strip()}” of {action.id} is taken by {other.id} "
                        f"({other.label}) in {title}."
                    )
    return wrong
