"""Signs that no cell of a workbook holds as they are, written as Office Open XML escapes them.

`_x0007_` stands for the sign with that number; a text that looks so itself has its first sign
written in this way (ECMA-376 part 1, 22.9.2.19).
"""

from __future__ import annotations

import re

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def escaped(text: str) -> str:
    """Return `text` as a cell can hold it."""
    return _UNFIT.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)


def meant(text: str) -> str:
    """Return the text that `escaped` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
