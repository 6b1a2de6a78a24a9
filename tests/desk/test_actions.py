"""Every command that a screen names in its footer, palette and help is one that it does."""

from __future__ import annotations

import importlib
import pkgutil

import extraction.screens
import review.desk
import screening.screens
from review.desk.base import WorkScreen


def test_every_action_has_its_method() -> None:
    for package in (review.desk, extraction.screens, screening.screens):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    waiting: list[type] = [WorkScreen]
    lacking = set()
    while waiting:
        screen = waiting.pop()
        waiting += screen.__subclasses__()
        for action in vars(screen).get("ACTIONS", ()):
            if not hasattr(screen, f"action_{action.method}"):
                lacking.add((screen.__name__, action.id))
    assert lacking == set()
