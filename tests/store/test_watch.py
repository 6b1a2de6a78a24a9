from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest

from review.finding import find
from review.refusal import Refused
from review.store.engine import open_store
from review.store.watch import watch
from tests.sample import Sample


@contextmanager
def watched(store):
    heard, stop = threading.Semaphore(0), threading.Event()
    thread = threading.Thread(target=watch, args=(store, heard.release, stop))
    thread.start()
    stop.wait(0.7)  # until the watch looks
    try:
        yield heard
    finally:
        stop.set()
        thread.join(60)
        assert not thread.is_alive()


def test_a_commit_of_another_store_is_heard_within_two_seconds(sample: Sample) -> None:
    other = open_store(sample.lead.store.location)
    with watched(other) as heard:
        in_time = 0
        for number in range(10):  # on a busy machine it may be late, but not each time
            sample.decide("anna", number, "include")
            in_time += heard.acquire(timeout=2)
            if in_time == 2:
                break
        assert in_time == 2
    other.close()


def test_reading_and_refused_writes_are_not_heard(sample: Sample) -> None:
    other = open_store(sample.lead.store.location)
    with watched(other) as heard:
        with sample.lead.read():
            pass
        with pytest.raises(Refused):
            sample.decide("cem", 1, "include")
        assert not heard.acquire(timeout=1.2)
    other.close()


def test_the_nearest_review_is_found(tmp_path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find(deep, "") == str(deep / "review.db")
    (tmp_path / "review.db").touch()
    assert find(deep, "") == str(tmp_path / "review.db")
    assert find(deep, "..") == str(deep / ".." / "review.db")
    assert find(tmp_path, "a") == str(tmp_path / "a" / "review.db")
    assert find(tmp_path, "postgresql://host/name") == "postgresql://host/name"
