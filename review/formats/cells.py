"""Several values in one cell: authors, keywords and links parted as their vendor joins them."""

from __future__ import annotations

import ast
import re

from review.formats.kinds import ris_type
from review.formats.mapping import Tags
from review.formats.table import Table

_AND = re.compile(r"\s(?:and|&)\s")
_OUTSIDE_BRACKETS = re.compile(r",\s+(?![^(\[]*[)\]])")
# `Smith AB` or `van der Berg J.-P.`: a surname and initials, no comma between.
_INITIALS_LAST = re.compile(
    r"^(\S.*?)\s+((?:[^\W\d_a-z]\.?-?){1,4})(?:,?\s+(Jr|Sr|II|III|\d(?:st|nd|rd|th))\.?)?$"
)
# Springer joins names with nothing between: `Andy SmithTom Weber`; McDonald is one word.
_RUN_TOGETHER = re.compile(
    r"(?<=[a-z\u00df-\u00ff.])(?<!\bMc)(?<!\bMac)(?=[A-Z\u00c0-\u00de][a-z\u00df-\u00ff.])"
)
_EMAIL = re.compile(r"\([^()@\s]{1,80}@[^()\s]{1,80}\)")
_WITH_INITIALS = frozenset({"pubmed", "embase", "scopus"})
_EMBASE_SOURCE = re.compile(
    r"^(?P<journal>.+?) \((?P<year>\d{4})\)(?: (?P<volume>(?!Article Number)[^:() ]{1,40}))?"
    r"(?::(?P<issue>[^():]{0,40}?))?(?: \((?P<pages>[^()]{0,60})\))?"
    r"(?:\.? Article Number: (?P<article_number>[^\s:]{1,60}?))?"
    r"\.?(?: Date of Publication: (?P<date>.+?))?\.?$"
)
_ET_AL = "et al."  # for the `...` of a list that was cut
_NO_VALUE = frozenset({"na", "n/a", "nan", "none", "null"})


def parted(tags: Tags, table: Table) -> Tags:
    """Return the tags with lists where a cell holds several values."""
    if table.name == "embase":
        _embase_source(tags, table)
    if table.name == "publish-or-perish":
        _without_zeros(tags, table)
    if table.name == "rayyan":
        _lists_apart(tags)
    for name, values in tags.items():
        tags[name] = ["" if value.lower() in _NO_VALUE else value for value in values]
    for names, part in (
        ((*table.authors, *table.editors), lambda cell: people(cell, table.name)),
        (table.keywords, lambda cell: words(cell, table.name)),
        (table.urls, _links),
        (table.affiliations, re.compile(r";\s+").split),
    ):
        for name in names:
            tags[name] = [value for cell in tags.get(name, ()) for value in part(cell)]
    for name in table.type:
        if tags.get(name) and (kind := ris_type(tags[name][0])) not in {"", tags[name][0]}:
            tags[name].insert(0, kind)
    return tags


def _lists_apart(tags: Tags) -> None:
    """Part the list that Rayyan writes where a field has several titles, journals or ISSNs."""
    for name, values in tags.items():
        tags[name] = [one for value in values for one in _python_list(value) or [value]]


def _without_zeros(tags: Tags, table: Table) -> None:
    """Empty the zeros that stand for a volume, an issue or a page that is not known."""
    for name in (*table.volume, *table.issue, *table.start_page, *table.end_page):
        tags[name] = ["" if value == "0" else value for value in tags.get(name, ())]


def _embase_source(tags: Tags, table: Table) -> None:
    """Take year, volume, issue and pages out of Embase's one column for all of them."""
    for cell in tags.get("Source", tags.get("SOURCE", [])):
        if found := _EMBASE_SOURCE.match(cell):
            tags["Source" if "Source" in tags else "SOURCE"] = [found["journal"]]
            for name, part in found.groupdict().items():
                filled = any(any(tags.get(column, ())) for column in getattr(table, name, ()))
                if part and name != "journal" and not filled:
                    tags[name.title()] = [part.strip()]


def people(cell: str, dialect: str = "generic") -> list[str]:
    """Return the names in a cell, told apart by `;`, ` and `, or commas between whole names."""
    cell = cell.strip()
    if (listed := _python_list(cell)) is not None:
        return listed
    if dialect == "rayyan":  # `Hart,, Jo`
        cell = cell.replace(",,", ",")
    if dialect == "springer":
        names = _RUN_TOGETHER.split(cell)
    elif ";" in cell:
        names = cell.split(";")
    elif _AND.search(cell) and (dialect == "rayyan" or not _is_one_body(cell)):
        names = _AND.split(cell)
    elif "\n" in cell:
        names = cell.split("\n")
    elif "," in cell and _are_whole_names(cell):
        names = [_ET_AL if name.strip() == "..." else name for name in cell.split(",")]
    else:
        names = [cell]
    names = [name for one in names if (name := _EMAIL.sub("", one).strip())]
    if dialect == "pubmed" and names and not names[-1].endswith(".."):
        names[-1] = names[-1].removesuffix(".")
    if dialect in _WITH_INITIALS:
        names = [initials_apart(name) for name in names]
    return names


def initials_apart(name: str) -> str:
    """Return `Smith AB` as `Smith, AB`; a name of another form stays as it is."""
    found = _INITIALS_LAST.match(name) if "," not in name else None
    return f"{found[1]}, {found[2]}" + (f", {found[3]}" if found[3] else "") if found else name


def _is_one_body(cell: str) -> bool:
    """Tell `Ministry of Health and Care` from `Hart, A and Fox, B` and `Berg AB and Fox C`."""
    if all(map(_INITIALS_LAST.match, _AND.split(cell))):
        return False
    return "," not in cell and any(len(part.split()) > 3 for part in _AND.split(cell))  # noqa: PLR2004 - words of a name


def _are_whole_names(cell: str) -> bool:
    """Tell `Liu R., Adler D.G.` and `J Hart, A Fox, ...` from `Hart, Jo`: parts of two words."""
    parts = [part.strip() for part in cell.split(",") if part.strip()]
    return len(parts) > 1 and all(" " in part for part in parts if part != "...")


def words(cell: str, dialect: str = "generic") -> list[str]:
    """Return the keywords in a cell, told apart by `;`, `|`, lines, or commas outside brackets."""
    cell = cell.strip()
    if (listed := _python_list(cell)) is not None:
        return listed
    for sign in (";", "|", "\n"):
        if sign in cell:
            return [word.strip() for word in cell.split(sign) if word.strip()]
    parts = cell.split(",") if dialect == "rayyan" else _OUTSIDE_BRACKETS.split(cell)
    return [word.strip() for word in parts if word.strip()]


def _links(cell: str) -> list[str]:
    """Return the links in a cell; a semicolon within one is part of it."""
    links = re.split(r"(?<=[;|\s])(?=https?://)", cell)
    return [links[0], *links[1:]] if len(links) == 1 else [link.rstrip(" ;|\n") for link in links]


def _python_list(cell: str) -> list[str] | None:
    if not (cell.startswith("[") and cell.endswith("]") and cell[1:2] in "'\"]"):
        return None
    try:
        values = ast.literal_eval(cell)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return [str(value) for value in values]
