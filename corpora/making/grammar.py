"""Sentences from templates.

`{service}` names a word of the context, `{a|b}` is a choice, `{20-90}` a number within bounds; a
capital, as in `{Service}`, gives a capital first letter.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from corpora.making.stream import Stream

_INNERMOST = re.compile(r"\{([^{}]*)\}")
_BOUNDS = re.compile(r"(\d+)(?:\.(\d+))?-(\d+)(?:\.(\d+))?")


@cache
def data(name: str) -> Mapping[str, Any]:
    """Return the table of words in the file `name`.toml beside this module."""
    text = (files("corpora.making") / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def expanded(template: str, words: Mapping[str, str], stream: Stream) -> str:
    """Return the template with everything in braces replaced, from the inside out."""
    text = template
    while match := _INNERMOST.search(text):
        text = text[: match.start()] + _replacement(match[1], words, stream) + text[match.end() :]
    return text


def sentence(template: str, words: Mapping[str, str], stream: Stream) -> str:
    """Return the expanded template with a capital at its beginning."""
    return capital(expanded(template, words, stream))


def capital(text: str) -> str:
    """Return `text` with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def _replacement(inside: str, words: Mapping[str, str], stream: Stream) -> str:
    if "|" in inside:
        return stream.pick(inside.split("|"))
    if bounds := _BOUNDS.fullmatch(inside):
        return _number(bounds, stream)
    if inside in words:
        return words[inside]
    return capital(words[inside[:1].lower() + inside[1:]])


def _number(bounds: re.Match[str], stream: Stream) -> str:
    whole, part, whole_most, part_most = bounds.groups()
    if part is None:
        return str(stream.whole(int(whole), int(whole_most)))
    least, most = float(f"{whole}.{part}"), float(f"{whole_most}.{part_most}")
    return f"{stream.between(least, most):.{len(part)}f}"
