"""The parts of README.md that follow from the program: commands, keys, who may see what.

`python -m tests.readme` writes them anew; a test compares them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import typer

from extraction.screens import WORKSPACES as EXTRACTION
from review.__main__ import build
from review.desk.action import Action
from review.desk.places import ground
from review.formats.column_names import SIGNS
from review.formats.reading import FORMATS
from review.formats.ris_dialects import DIALECTS
from review.formats.table import MIXED
from review.sight_table import markdown
from screening.screens import WORKSPACES as SCREENING

_ROOT = Path(__file__).parents[1]
README = _ROOT / "README.md"


def sections() -> dict[str, str]:
    """Return each generated part by the name that its markers bear."""
    return {
        "commands": commands(),
        "keys": keys(),
        "formats": formats(),
        "sight": markdown(),
        "folders": folders(),
    }


def folders() -> str:
    """Return a table of the packages of each slice with the first line of what they say."""
    lines = ["| folder | what is in it |", "|---|---|"]
    for top in ("review", "screening", "extraction"):
        for package in sorted(_ROOT.glob(f"{top}/*/__init__.py")):
            about = ast.get_docstring(ast.parse(package.read_text(encoding="utf-8"))) or ""
            lines.append(f"| `{top}/{package.parent.name}` | {about.splitlines()[0]} |")
    return "\n".join(lines)


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


def formats() -> str:
    """Return a table of the formats that are read, with the dialects that are told apart."""
    of_tables = ", ".join(sorted({name for name, _ in SIGNS} - {"rispy"}))
    of_ris = ", ".join(sorted({*DIALECTS, MIXED} - {"generic", "review"}))
    dialects = {"ris": of_ris, "csv": of_tables, "xlsx": of_tables}
    lines = ["| `--format` | what it is | dialects that are told apart |", "|---|---|---|"]
    lines += [f"| `{name}` | {_FORMATS[name]} | {dialects.get(name, '')} |" for name in FORMATS]
    return "\n".join(lines)


_FORMATS = {
    "ris": "RIS, as databases and reference managers write it",
    "medline": "MEDLINE (`.nbib`), of PubMed and ERIC",
    "wos": "Web of Science tagged text (`.txt`, `.ciw`, `.isi`)",
    "refworks": "RefWorks tagged text",
    "ovid-tagged": "Ovid's tagged text (`.ovd`, `.cgi`, Reprint/Medium)",
    "ovid-text": "Ovid's text with field names in full",
    "cochrane-text": "the Cochrane Library's plain text",
    "enw": "EndNote tagged text (`.enw`)",
    "bibtex": "BibTeX and BibLaTeX",
    "csv": "tables with commas, semicolons, tabs or bars",
    "xlsx": "workbooks",
    "pubmed-xml": "PubMed's XML",
    "ictrp-xml": "the XML of the WHO's trials portal",
    "endnote-xml": "EndNote's XML, of Zotero and Mendeley too",
    "json": "CSL-JSON, and lists of flat JSON objects",
}


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
