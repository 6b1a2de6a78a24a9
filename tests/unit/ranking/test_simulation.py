"""Simulation: what is read, what is measured, and that a run keeps its word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from review.__main__ import run
from review.refusal import Refused
from screening.ranking.labelled import read_labelled
from screening.ranking.measures import measured
from screening.ranking.recall_curve import Curve, as_svg, as_text
from screening.ranking.simulating import simulated
from screening.ranking.vectors import vectorised
from tests.unit.ranking.invented import as_csv, texts

SHARED = Path(__file__).parents[3] / ".." / "shared"


def test_measures_of_small_orders_by_hand() -> None:
    best = measured([True, True, False, False])
    assert (best.loss, best.first, best.to_95) == (0.0, 1, 2)
    worst = measured([False, False, True, True])
    assert (worst.loss, worst.first, worst.to_95) == (1.0, 3, 4)
    assert measured([False, True]).loss == 1.0
    # One include third of twenty: 2 of 19 are above the curve; 10 % are two records.
    third = measured([False, False, True, *[False] * 17])
    assert third.loss == pytest.approx(2 / 19)
    assert third.recall10 == 0.0
    assert measured([False, False]).loss is None


@pytest.mark.shared
def test_measures_equal_the_evaluation_of_reference() -> None:
    import importlib.util
    import random

    file = SHARED / "eval" / "ranking_metrics.py"
    if not file.exists():
        pytest.skip("the shared evaluation is not here")
    spec = importlib.util.spec_from_file_location("ranking_metrics", file)
    assert spec
    assert spec.loader
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    chance = random.Random(3)
    for _time in range(60):
        n = chance.randint(3, 300)
        labels = [chance.random() < 0.1 for _ in range(n)]
        labels[:2] = [True, False]
        chance.shuffle(labels)
        wanted, found = reference.metrics([int(label) for label in labels]), measured(labels)
        assert found.loss == pytest.approx(wanted["loss"])
        assert found.wss95 == pytest.approx(wanted["wss95"])
        assert found.recall10 == pytest.approx(wanted["r10"])
        assert found.to_95 == wanted["n95"]


def test_a_run_is_the_same_in_any_order_of_the_file() -> None:
    made, labels = texts(80, 12)
    runs = []
    for some in (made, made[::-1]):
        labelled = read_labelled(as_csv(some, labels), "x.csv", "label_included")
        runs.append(simulated(labelled, vectorised(labelled.texts), 3, 1))
    assert runs[0].order == runs[1].order
    assert runs[0].priors == runs[1].priors
    assert not set(runs[0].priors) & set(runs[0].order)
    assert len(runs[0].order) + len(runs[0].priors) == 80
    assert runs[0].measures.loss is not None
    assert runs[0].measures.loss < 0.1


@pytest.mark.parametrize(
    ("head", "values"),
    [
        ("Label Included", ("1", "0")),
        ("label_included", ("1.0", "0.0")),
        ("LABEL-INCLUDED", ("TRUE", "False")),
        ("label included", (" yes ", "no")),
        ("label_included", ("Included", "excluded")),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_labels_are_read_as_people_write_them(
    head: str, values: tuple[str, str], encoding: str
) -> None:
    lines = [f"title,abstract,{head}"]
    lines += [f"Tiltak for små barn {n},Första på svenska,{values[n % 2]}" for n in range(6)]
    found = read_labelled("\n".join(lines).encode(encoding), "x.csv", "label_included")
    assert (len(found.texts), found.includes) == (6, 3)


def test_records_without_a_label_are_left_out_and_told() -> None:
    data = b"title,abstract,label\nA one,,1\nB two,,0\nC three,,\nD four,,-1\n"
    found = read_labelled(data, "x.csv", "label")
    assert len(found.texts) == 2
    assert any("2 records without a label" in notice for notice in found.notices)


def test_what_a_statistics_program_writes_for_nothing_is_no_text() -> None:
    data = b"title,abstract,label\nA one,NaN,1\nB two,nan,0\n"
    assert [text.abstract for text in read_labelled(data, "x.csv", "label").texts] == ["", ""]


def test_labels_of_a_tagged_file() -> None:
    data = "".join(
        f"TY  - JOUR\nTI  - Title {n}\nN1  - ASReview_{'relevant' if n else 'irrelevant'}\nER  - \n"
        for n in range(3)
    )
    assert read_labelled(data.encode(), "x.ris", "asreview_label").includes == 2


@pytest.mark.parametrize(
    ("data", "column", "says"),
    [
        (b"title,abstract,x\nA,b,1\nC,d,0\n", "label", "What could hold the labels: title"),
        (b"title,abstract,label\nA,b,1\nC,d,perhaps\n", "label", "is no label"),
        (b"title,abstract,label\nA,b,1\nC,d,1\n", "label", "both kinds"),
    ],
)
def test_what_cannot_be_replayed_is_refused_in_words(data: bytes, column: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        read_labelled(data, "x.csv", column)
    assert says in str(refused.value)


def test_the_command_prints_its_figures_and_draws(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, labels = texts(60, 10)
    file = tmp_path / "corpus.csv"
    file.write_bytes(as_csv(made, labels))
    picture = tmp_path / "curve.svg"
    line = ["simulate", str(file), "--label", "label_included", "--seeds", "2", "--json"]
    assert run([*line, "--svg", str(picture)]) == 0
    value = json.loads(capsys.readouterr().out)
    assert [one["seed"] for one in value["runs"]] == [1, 2]
    assert set(value["runs"][0]) >= {"loss", "wss95", "recall10"}
    mean = sum(one["loss"] for one in value["runs"]) / 2
    assert value["mean"]["loss"] == pytest.approx(mean)
    assert "</svg>" in picture.read_text(encoding="utf-8")


def test_curves_are_drawn_within_their_width_and_bear_no_markup() -> None:
    curves = [Curve("<b>", [(0, 0), (3, 1), (9, 2), (20, 2)], 12)]
    lines = as_text(curves, 40, 8)
    assert len(lines) == 8
    assert max(map(len, lines)) <= 40
    assert "&lt;b&gt;" in as_svg(curves, "a & b")
