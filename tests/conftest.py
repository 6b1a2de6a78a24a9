"""What holds for every test: none writes keys, drafts or state into the home of whoever runs it.

HYPOTHESIS_PROFILE=soak looks for counterexamples twenty times as long. Under neither profile does
a test fail because the machine is busy: time is measured by the benchmarks.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine

from review.store import engine as engines

BUSY = [HealthCheck.too_slow]
settings.register_profile("quick", max_examples=50, deadline=None, suppress_health_check=BUSY)
settings.register_profile("soak", max_examples=1000, deadline=None, suppress_health_check=BUSY)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session", autouse=True)
def _state_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVIEW_KEYS", str(tmp_path_factory.mktemp("keys")))
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        patch.setenv("REVIEW_DRAFTS", str(tmp_path_factory.mktemp("drafts")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """Compile a statement once in the test run, not once for every small review that is opened."""
    model = create_engine("sqlite://", query_cache_size=5000)
    with model.connect():
        pass  # what the dialect learns of SQLite it learns from its first connection

    def sharing(url: str) -> Engine:
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            engine.dialect = model.dialect
            engine._compiled_cache = model._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "create_engine", sharing)
        yield
    model.dispose()
