"""The process that learns: one request on its standard input, its answer on its standard output.

It is started by `process`, never imported by the commands or the desk, so that neither waits for
the learning libraries or for the interpreter that they hold. Request, progress and answer are one
line of JSON each. It opens no review: texts and labels are all that it gets to see.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from screening.ranking import learner
from screening.ranking.first_words import pseudo_record
from screening.ranking.labelled import Labelled
from screening.ranking.protocol_words import Words
from screening.ranking.recall_curve import corners
from screening.ranking.simulating import Run, simulated
from screening.ranking.texts import Text
from screening.ranking.vectors import Vectors, load, save, vectorised

_WORDS = 12  # that are told of a model, on each side
Request = Mapping[str, Any]
Tell = Callable[[Mapping[str, Any]], None]


def answer(source: TextIO, target: TextIO) -> None:
    """Read one request from `source` and write what comes of it to `target`."""

    def tell(value: Mapping[str, Any]) -> None:
        target.write(json.dumps(value) + "\n")
        target.flush()

    request = json.loads(source.readline())
    if request["job"] == "simulate":
        tell({"answer": _simulate(request, tell)})
        return
    work = _apart if request["job"] == "apart" else _order
    tell({"answer": work(request, _vectors(request, source, tell))})


def _vectors(request: Request, source: TextIO, tell: Tell) -> Vectors:
    """Return the vectors that are kept; ask for the texts where there are none of just these."""
    path = Path(request["cache"]) if request["cache"] else None
    kept = load(path, request["content"]) if path else None
    if kept:
        return kept
    tell({"need": "texts"})
    made = vectorised(_texts(json.loads(source.readline())))
    if path:
        save(path, made)
    return made


def _texts(rows: Sequence[Sequence[str]]) -> list[Text]:
    return [Text(*row) for row in rows]


def _order(request: Request, vectors: Vectors) -> Mapping[str, Any]:
    """Return all keys in the order of the model, with their scores and the words that drive it."""
    words = Words(request["words"]["text"], tuple(request["words"]["terms"]))
    labels = {vectors.row_of[key]: bool(label) for key, label in request["labels"].items()}
    learnt = learner.learned(vectors, labels, pseudo_record(vectors, words))
    rows = learner.ranked(learnt.scores, learner.by_chance(vectors, request["seed"]))
    return {
        "order": [vectors.keys[row] for row in rows],
        "scores": [float(learnt.scores[row]) for row in rows],
        "words": learner.driving_words(vectors, learnt, _WORDS),
    }


def _apart(request: Request, vectors: Vectors) -> Mapping[str, Any]:
    """Return the labelled keys in the order of models that have not learned from each."""
    labels = {vectors.row_of[key]: bool(label) for key, label in request["labels"].items()}
    scores = learner.scores_apart(vectors, labels, request["seed"])
    ties = learner.by_chance(vectors, request["seed"])
    rows = [row for row in learner.ranked(scores, ties) if row in labels]
    return {"order": [vectors.keys[row] for row in rows]}


def _simulate(request: Request, tell: Tell) -> Mapping[str, Any]:
    texts = _texts(request["texts"])
    labelled = Labelled(tuple(texts), request["labels"], {}, ())
    asked = request["words"]
    words = Words(asked["text"], tuple(asked["terms"])) if asked else None
    vectors = vectorised(texts)
    runs: list[Run] = []
    seeds = request["seeds"]

    def progress(done: int, total: int) -> None:
        """Tell how far it is: a run takes about as many records as the one before."""
        took = [_until_all_found(run) for run in runs]
        each = max(took[-1], done) if took else total
        tell({"done": sum(took) + done, "of": sum(took) + each * (len(seeds) - len(runs))})

    for seed in seeds:
        batch, priors = request["batch"], request["priors"]
        run = simulated(labelled, vectors, seed, priors, words, progress, batch)
        runs.append(run)
    return {"runs": [_run_data(run) for run in runs]}


def _until_all_found(run: Run) -> int:
    return max((at for at, include in enumerate(run.labels, start=1) if include), default=0)


def _run_data(run: Run) -> Mapping[str, Any]:
    return {
        "seed": run.seed,
        "known": list(run.priors),
        "loss": run.measures.loss,
        "wss95": run.measures.wss95,
        "recall10": run.measures.recall10,
        "first": run.measures.first,
        "to_95": run.measures.to_95,
        "curve": corners(run.labels),
        "stopping": {
            name: {"at": one.at, "recall": one.recall, "saved": one.saved, "reached": one.reached}
            for name, one in run.stopped.items()
        },
    }
