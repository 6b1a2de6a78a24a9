"""`review simulate`: how well ranking and the stopping rules would have done on a labelled set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from review.commands.shell import JsonOption, put, put_json, read_bytes, save, say
from review.refusal import Refused, Stopped

_MEASURES = ("loss", "wss95", "recall10", "first", "to_95")


def simulate(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="Any export, with labels.")],
    label: Annotated[str, typer.Option("--label", metavar="COLUMN", help="Where they stand.")],
    seeds: Annotated[int, typer.Option("--seeds", help="How many runs.")] = 5,
    priors: Annotated[
        int, typer.Option("--priors", help="Includes, and excludes, known at the start.")
    ] = 1,
    protocol: Annotated[
        str,
        typer.Option("--protocol", metavar="F", help="Begin with its words: with --priors 0."),
    ] = "",
    batch: Annotated[
        int | None,
        typer.Option("--batch", metavar="N", help="Fit the model anew after every N labels."),
    ] = None,
    svg: Annotated[str, typer.Option("--svg", metavar="F", help="Draw the recall curves.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Replay a labelled set: loss, work saved, recall, and where stopping rules would stop.

    Each run begins with other known records, those that `asreview simulate FILE --prior-seed SEED
    --n-prior-included 1 --n-prior-excluded 1` draws (by itself it begins with none), and screens
    one record after the other. The model is fitted anew after every label, in files of more than
    2,500 records whenever 0.5 % more is known and, of more than 10,000 known ones, 1 %, unless
    --batch says otherwise.

    Measures are those of asreview-insights, known records left out. Loss: the area above the recall
    curve, 0 for the best order and 1 for the worst. WSS@95: the share of records that need not be
    read to find the most includes that are no more than 95 %, against reading in any order. Recall
    at 10 %: the share of includes in the first tenth. Stopping rules count what was known, too; one
    that never says stop reads everything.
    """
    from review.commands.bar import Bar
    from screening.ranking.labelled import read_labelled
    from screening.ranking.replaying import EVERY_LABEL_UNTIL, replayed

    if seeds < 1 or priors < 0 or (batch is not None and batch < 1):
        raise Refused(
            "Nothing would be replayed.",
            "--seeds and --batch are at least 1, --priors at least 0.",
        )
    labelled = read_labelled(read_bytes(context, file), file, label)
    words = _words(context, protocol)
    every = 1 if len(labelled.texts) <= EVERY_LABEL_UNTIL else 0
    every = every if batch is None else batch
    try:
        with Bar(f"Replaying {Path(file).name}") as progress:
            runs = replayed(labelled, range(1, seeds + 1), priors, words, every, progress)
    except KeyboardInterrupt:
        raise Stopped(
            "Stopped: a replay that is not whole has no figures, and nothing of it is kept. "
            "--seeds 1 takes least time."
        ) from None
    for notice in labelled.notices:
        say(notice)
    value = {
        "file": Path(file).name,
        "records": len(labelled.texts),
        "includes": labelled.includes,
        "priors": priors,
        "batch": every,
        "notices": list(labelled.notices),
        "runs": runs,
        "mean": {name: _mean([run[name] for run in runs]) for name in _MEASURES},
        "stopping": _stopping(runs),
    }
    if svg:
        _draw(context, value, svg)
    if as_json:
        put_json(value)
    else:
        _tell(value)


def _words(context: typer.Context, protocol: str) -> Mapping[str, Any] | None:
    if not protocol:
        return None
    from review.commands.shell import read_text
    from review.protocol import parse
    from screening.ranking.protocol_words import words_of_protocol

    words = words_of_protocol(parse(read_text(context, protocol), protocol))
    return {"text": words.text, "terms": list(words.terms)}


def _mean(values: Sequence[float | None]) -> float | None:
    from screening.ranking.measures import mean

    return mean(values)


def _stopping(runs: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name in runs[0]["stopping"]:
        each = [run["stopping"][name] for run in runs]
        found[name] = {
            "reached_95": _mean([float(one["reached"]) for one in each]),
            "recall": _mean([one["recall"] for one in each]),
            "worst": min(one["recall"] for one in each),
            "saved": _mean([one["saved"] for one in each]),
        }
    return found


def _draw(context: typer.Context, value: Mapping[str, Any], out: str) -> None:
    from screening.ranking.recall_curve import as_svg

    save(context, as_svg(_curves(value["runs"]), f"Recall, {value['file']}"), out)


def _curves(runs: Sequence[Mapping[str, Any]]) -> list[Any]:
    from screening.ranking.recall_curve import Curve

    return [Curve(f"seed {run['seed']}", [(x, y) for x, y in run["curve"]]) for run in runs]


def _tell(value: Mapping[str, Any]) -> None:
    from screening.ranking.recall_curve import as_text

    put(f"{value['records']:,} records, {value['includes']:,} includes; {_fitted(value['batch'])}")
    put(f"{'seed':8}{'loss':>8}{'WSS@95':>8}{'recall at 10 %':>16}{'first':>7}{'to 95 %':>9}")
    for run in [*value["runs"], {"seed": "mean", **value["mean"]}]:
        put(
            f"{run['seed']!s:8}{_number(run['loss'])}{_number(run['wss95'])}"
            f"{_number(run['recall10'], 16)}{_whole(run['first'], 7)}{_whole(run['to_95'], 9)}"
        )
    put("")
    put(f"{'stopping rule':26}{'95 % reached':>14}{'recall':>8}{'worst':>8}{'work saved':>12}")
    for name, rule in value["stopping"].items():
        put(
            f"{name:26}{_number(rule['reached_95'], 14)}{_number(rule['recall'])}"
            f"{_number(rule['worst'])}{_number(rule['saved'], 12)}"
        )
    put("")
    for line in as_text(_curves(value["runs"][:1]), 72, 12):
        put(line)


def _fitted(batch: int) -> str:
    if not batch:
        return "the model fitted anew whenever 0.5 to 1 % more is known (--batch 1: at every label)"
    return "the model fitted anew after every " + ("label" if batch == 1 else f"{batch:,} labels")


def _number(value: float | None, width: int = 8) -> str:
    return f"{'n/a' if value is None else f'{value:.3f}':>{width}}"


def _whole(value: float | None, width: int) -> str:
    return f"{'n/a' if value is None else f'{value:.0f}':>{width}}"
