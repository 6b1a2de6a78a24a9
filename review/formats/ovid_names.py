"""What Ovid hangs onto names and titles: degrees, marks of institutions, the kind of document."""

from __future__ import annotations

import re

_KIND = re.compile(r"\.?\s*\[([A-Z][A-Za-z :-]+)\]\.?$")
_BRACKETED = re.compile(r"\s*\[[^\[\]]{0,200}\]?$")
_DEGREES = frozenset(
    ["md", "phd", "dphil", "edd", "psyd", "rn", "ms", "msc", "mph", "ma", "faan", "bs", "bsc", "ba",
     "facsm", "mb", "mbbs", "dsc", "dnp", "drph", "fracp", "frcp", "frcpc", "facp", "lcsw", "msw"]
)  # fmt: skip
_MARKS = frozenset("0123456789*+#^,")


def titled(title: str) -> tuple[str, str]:
    """Return `A title` and `Review` of `A title.[Review]`; the second may be empty."""
    found = _KIND.search(title)
    return (title[: found.start()], found[1]) if found else (title, "")


def without_marks(name: str) -> str:
    """Return `Hart, Jo` of `Hart, Jo MD, PhD *`; nothing where only a degree stands."""
    words = _BRACKETED.sub("", name).split()
    while words and (set(words[-1]) <= _MARKS or _is_degree(words[-1])):
        words.pop()
    return " ".join(words).rstrip(",;")


def _is_degree(word: str) -> bool:
    return word.replace(".", "").strip(",;").lower() in _DEGREES
