"""The parts of README.md that follow from the program: commands, keys, who may see what.

`python -m tests.readme` writes them anew; a test compares them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import typer

from extraction.screens import WORKSPACES as EXTRACTION
from review.__main__ import build
from review.desk.action import Action
from review.desk.places import ground
from review.sight_table import markdown
from screening.screens import WORKSPACES as SCREENING

README = Path(__file__).parents[1] / "README.md"


def sections() -> dict[str, str]:
    """Return each generated part by the name that its markers bear."""
    return {"commands": commands(), "keys": keys(), "sight": markdown()}


def commands() -> str:
    """Return a table of every command with the first line of its help."""
    group = typer.main.get_command(build())
    lines = ["| command | what it does |", "|---|---|"]
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        inner = getattr(command, "commands", {})
        own = (command.help or "").strip().splitlines()[0]
        lines.append(f"| `review {name}` | {own} |")
        lines += [
            f"| `review {name} {sub}` | {(inner[sub].help or '').strip().splitlines()[0]} |"
            for sub in sorted(inner)
        ]
    return "\n".join(lines)


def keys() -> str:
    """Return a table of the keys of every workspace."""
    lines = ["| workspace | key | what it does |", "|---|---|---|"]
    for workspace in sorted((*ground(), *SCREENING, *EXTRACTION), key=lambda one: one.key):
        title = f"{workspace.key} {workspace.title}"
        for action in _distinct(workspace.screen().ACTIONS):
            lines.append(f"| {title} | {_key(action.key)} | {action.help} |")
            title = ""
    return "\n".join(lines)


def _distinct(actions: Iterable[Action]) -> Iterable[Action]:
    return {action.id: action for action in actions}.values()


def _key(key: str) -> str:
    names = {"slash": "/", "question_mark": "?", "enter": "⏎"}
    return " ".join(f"`{names.get(one.strip(), one.strip())}`" for one in key.split(","))


def filled(text: str) -> str:
    """Return `text` with every generated part brought up to date."""
    for name, part in sections().items():
        begin, end = f"<!-- {name}: generated -->", f"<!-- {name}: end -->"
        pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        text = pattern.sub(lambda _match, b=begin, e=end, p=part: f"{b}\n{p}\n{e}", text)  # type: ignore[misc]
    return text


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
