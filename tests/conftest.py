"""What holds for every test: none writes keys, drafts or state into the home of whoever runs it.

The same code gives the same result in each run: what hypothesis tries follows from the test.
HYPOTHESIS_PROFILE=soak looks for new counterexamples each time, twenty times as long. Under neither
profile does a test fail because the machine is busy: time is measured by the benchmarks.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, event

from review.store import engine as engines

BUSY = [HealthCheck.too_slow]
settings.register_profile(
    "quick", max_examples=50, deadline=None, suppress_health_check=BUSY, derandomize=True
)
settings.register_profile("soak", max_examples=1000, deadline=None, suppress_health_check=BUSY)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the modules that take long."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what every test has in common, and come less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _state_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVIEW_KEYS", str(tmp_path_factory.mktemp("keys")))
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        patch.setenv("REVIEW_DRAFTS", str(tmp_path_factory.mktemp("drafts")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _small_reviews_open_quickly() -> Iterator[None]:
    """Compile a statement once in the test run, not for each review; wait for no disk.

    No review of a test has to outlive a power cut.
    """
    model = create_engine("sqlite://", query_cache_size=5000)
    with model.connect():
        pass  # what the dialect learns of SQLite it learns from its first connection
    prepare = engines._prepare_sqlite

    def prepared(engine: Engine) -> None:
        prepare(engine)
        engine.dialect = model.dialect
        engine._compiled_cache = model._compiled_cache

        @event.listens_for(engine, "connect")
        def _connected(connection: Any, _record: object) -> None:
            connection.execute("PRAGMA synchronous = OFF")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "_prepare_sqlite", prepared)
        yield
    model.dispose()
