"""What holds for every test: none writes keys, drafts or state into the home of whoever runs it.

HYPOTHESIS_PROFILE=soak looks for counterexamples ten times as long.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("soak", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session", autouse=True)
def _state_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVIEW_KEYS", str(tmp_path_factory.mktemp("keys")))
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        patch.setenv("REVIEW_DRAFTS", str(tmp_path_factory.mktemp("drafts")))
        yield
