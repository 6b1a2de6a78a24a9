"""Kinds of act are known by name before their modules are imported."""

from __future__ import annotations

import pytest

from review.__main__ import projectors
from review.ledger.kinds import Kinds, held_in


def test_every_kind_is_where_it_is_said_to_be() -> None:
    kinds = projectors().kinds
    assert [kind.name for kind in kinds.values()] == list(kinds)


def test_knowing_a_kind_imports_nothing() -> None:
    kinds = Kinds(held_in("review.nowhere", "KINDS", "one", "other"))
    assert "one" in kinds
    assert list(kinds) == ["one", "other"]
    with pytest.raises(ModuleNotFoundError):
        kinds["one"]


def test_a_kind_that_its_module_does_not_hold_is_an_error() -> None:
    with pytest.raises(LookupError, match="merge"):
        Kinds(held_in("review.fulltext", "RETRIEVAL_KIND", "merge"))["merge"]
