"""Every key that a screen names does something."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest

import extraction.screens
import review.desk
import screening.screens
from review.desk.action import Action


def screens() -> Iterator[type]:
    for package in (review.desk, screening.screens, extraction.screens):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for _name, one in inspect.getmembers(module, inspect.isclass):
                if one.__module__ == found.name and isinstance(getattr(one, "ACTIONS", 0), tuple):
                    yield one


@pytest.mark.parametrize("screen", list(screens()), ids=lambda one: one.__name__)
def test_each_action_has_its_method(screen: type) -> None:
    actions = [one for one in screen.ACTIONS if isinstance(one, Action)]  # type: ignore[attr-defined]
    assert [one.id for one in actions if not hasattr(screen, f"action_{one.method}")] == []
