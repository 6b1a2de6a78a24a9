"""The text of a PDF, page by page, as pypdf finds it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

from review.clean import drawable
from review.refusal import Refused

_LEFT_OUT = "p opens it in a viewer."
_BROKEN_WORD = re.compile(r"(?<=[a-zà-ÿ])-\n(?=[a-zà-ÿ])")


# A line that reaches nearly as far as the longest ones goes on in the next.
_FULL_LINE = 0.8
_LONG_LINES = 0.9  # of all lines of a page, this share is shorter than what counts as long


def flowing(page: str) -> str:
    """Return the text of a page with the lines of a paragraph joined, to be wrapped anew.

    Short lines (headings, the last of a paragraph, the cells of a table) stay lines of their own.
    """
    lines = page.split("\n")
    lengths = sorted(len(line) for line in lines if line.strip())
    if not lengths:
        return page
    full = _FULL_LINE * lengths[int(_LONG_LINES * (len(lengths) - 1))]
    found = [lines[0]]
    for before, line in pairwise(lines):
        if line.strip() and len(before) >= full:
            found[-1] += f" {line.strip()}"
        else:
            found.append(line)
    return "\n".join(found)


class PdfText:
    """One opened file; a page is read when it is first asked for."""

    def __init__(self, path: Path) -> None:
        """Open the file; Refused, in words, where it is no PDF, is broken, or is locked."""
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError

        try:
            self._reader: Any = PdfReader(path)
            if self._reader.is_encrypted and not self._reader.decrypt(""):
                raise Refused(f"{path.name} is locked by a password.", _LEFT_OUT)
            self.pages = len(self._reader.pages)
        except (PyPdfError, OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise Refused(f"{path.name} cannot be read as a PDF: {error}.", _LEFT_OUT) from None
        self._texts: dict[int, str] = {}

    def page(self, number: int) -> str:
        """Return the text of page `number`, from 1; "" for a picture or what cannot be read."""
        if number not in self._texts:
            try:
                text = self._reader.pages[number - 1].extract_text()
            except Exception:  # noqa: BLE001 - a broken page must not take the others away
                text = ""
            self._texts[number] = _BROKEN_WORD.sub("", drawable(text)).strip()
        return self._texts[number]

    def find(self, words: str, start: int) -> int | None:
        """Return the first page from `start` on, then from the first, that holds `words`."""
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
        numbers = [*range(start, self.pages + 1), *range(1, start)]
        return next((number for number in numbers if pattern.search(self.page(number))), None)
