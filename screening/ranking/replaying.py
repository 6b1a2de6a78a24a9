"""Replaying in several processes at once, one for each processor: every run is by itself."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from screening.ranking.labelled import Labelled
from screening.ranking.process import Progress, ask

EVERY_LABEL_UNTIL = 2_500  # records; in longer files the model is fitted anew less often
_AT_ONCE = 100_000  # records in all processes together: some 20 KB of memory each
_MOST = 4  # processes


def replayed(
    labelled: Labelled,
    seeds: Sequence[int],
    priors: int,
    words: Mapping[str, Any] | None,
    batch: int,
    progress: Progress,
) -> list[dict[str, Any]]:
    """Return the runs of `seeds`, in their order; `known` holds the lines of what was known.

    A `batch` of 0 grows. All processes end when one fails or this one is interrupted. Raises
    Refused where one failed.
    """
    room = max(1, _AT_ONCE // len(labelled.texts))
    number = min(len(seeds), room, _MOST, os.cpu_count() or 1)
    over = threading.Event()
    told = _Sum(number, progress)
    request = {
        "job": "simulate",
        "texts": [[text.key, text.title, text.abstract] for text in labelled.texts],
        "labels": labelled.labels,
        "priors": priors,
        "words": words,
        "batch": batch,
    }

    def share(at: int) -> list[dict[str, Any]]:
        asked = {**request, "seeds": list(seeds[at::number])}
        answer = ask(asked, progress=lambda done, of: told(at, done, of), is_cancelled=over.is_set)
        return list(answer["runs"])

    with ThreadPoolExecutor(number) as pool:
        futures = [pool.submit(share, at) for at in range(number)]
        try:
            runs = [run for future in futures for run in future.result()]
        finally:
            over.set()
    for run in runs:
        run["known"] = [labelled.lines[key] for key in run["known"]]
    return sorted(runs, key=lambda run: seeds.index(run["seed"]))


class _Sum:
    """Progress of several, told as one."""

    def __init__(self, number: int, progress: Progress) -> None:
        self._parts = [(0, 0)] * number
        self._progress = progress
        self._alone = threading.Lock()

    def __call__(self, at: int, done: int, total: int) -> None:
        with self._alone:
            self._parts[at] = (done, total)
            if all(part for _done, part in self._parts):
                self._progress(*map(sum, zip(*self._parts, strict=True)))
