"""Countries: their names in English and Norwegian, and what a person may type for them."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def _table() -> Mapping[str, Mapping[str, object]]:
    text = (files("extraction") / "countries.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum())


@cache
def _by_name() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for code, row in _table().items():
        also = row.get("also", ())
        assert isinstance(also, list | tuple)
        for name in (code, row["en"], row["nb"], *also):
            known.setdefault(_folded(str(name)), code)
    return MappingProxyType(known)


def code_of(typed: str) -> str | None:
    """Return the ISO 3166 code of what was typed: a code or a name in either language."""
    return _by_name().get(_folded(typed))


def name_of(code: str, language: str) -> str:
    """Return the name of the country in `language`; an unknown code stands for itself."""
    row = _table().get(code)
    return code if row is None else str(row.get(language) or row["en"])


def alike(typed: str) -> tuple[str, ...]:
    """Return up to three English names that resemble what was typed."""
    from difflib import get_close_matches

    found = get_close_matches(_folded(typed), list(_by_name()), n=3, cutoff=0.6)
    return tuple(dict.fromkeys(name_of(_by_name()[name], "en") for name in found))


def names(language: str) -> tuple[str, ...]:
    """Return the names of all countries in `language`, in alphabetical order."""
    return tuple(sorted(name_of(code, language) for code in _table()))
