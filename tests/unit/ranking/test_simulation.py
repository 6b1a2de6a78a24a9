"""Simulation: what is read, what is measured, and that a run keeps its word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from review.__main__ import run
from review.refusal import Refused
from screening.ranking.labelled import read_labelled
from screening.ranking.labels import label_in
from screening.ranking.measures import measured
from screening.ranking.protocol_words import Words
from screening.ranking.recall_curve import Curve, as_svg, as_text
from screening.ranking.simulating import drawn, simulated
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


def test_each_measure_of_one_order_by_hand() -> None:
    found = measured([at in {0, 1, 4, 9} for at in range(20)])
    # After each include the rest is left: 20 + 19 + 16 + 11 = 66; the best order has
    # 20 + 19 + 18 + 17 = 74, and the worst 4 x 16 = 64 less than that.
    assert found.loss == pytest.approx(8 / 64, abs=1e-9)
    # Three of four is the most within 95 %; found by record 5. By chance there are 4 / 19 more with
    # each record, so that 2.5 is passed, and rounded to three, with the 13th: eight are saved.
    assert found.wss95 == pytest.approx(8 / 20, abs=1e-9)
    assert found.recall10 == pytest.approx(2 / 4, abs=1e-9)
    assert (found.first, found.to_95) == (1, 10)
    # A tenth of nine records is none of them.
    assert measured([True, *[False] * 8]).recall10 == 0.0
    # Where one include is more than 95 %, it is what counts: by chance it comes with the 11th.
    alone = measured([at == 3 for at in range(20)])
    assert alone.wss95 == pytest.approx((10 - 3) / 20, abs=1e-9)


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
        n = chance.randint(10, 300)
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
        # Nothing is drawn: which rows a seed draws is a matter of the file, as it is in ASReview.
        labelled = read_labelled(as_csv(some, labels), "x.csv", "label_included")
        words = Words("home visiting of infants by a nurse")
        runs.append(simulated(labelled, vectorised(labelled.texts), 3, 0, words))
    texts_in_order = [[key.partition("-")[0] for key in run.order] for run in runs]
    assert texts_in_order[0] == texts_in_order[1]
    assert len(runs[0].order) == 80
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


@pytest.mark.parametrize(
    ("column", "mark", "includes"),
    [("included", "1", 1), ("included", "x", 1), ("excluded", "x", 2), ("relevant", "yes", 1)],
)
def test_where_only_one_kind_is_marked_the_rest_is_the_other(
    column: str, mark: str, includes: int
) -> None:
    data = f"title,abstract,{column}\nA one,b,{mark}\nB two,b,\nC three,b,NA\n"
    found = read_labelled(data.encode(), "x.csv", column)
    assert (len(found.texts), found.includes) == (3, includes)
    assert "2 records with nothing there" in found.notices[0]


def test_columns_and_labels_in_other_languages() -> None:
    data = "Titel;Zusammenfassung;Eingeschlossen\nPflege;Hausbesuch;ja\nBau;Brücke;nein\n"
    found = read_labelled(data.encode("latin-1"), "x.csv", "eingeschlossen")
    assert [text.abstract for text in found.texts] == ["Hausbesuch", "Brücke"]
    assert found.includes == 1


def test_labels_of_a_tagged_file() -> None:
    data = "".join(
        f"TY  - JOUR\nTI  - Title {n}\nN1  - ASReview_{'relevant' if n else 'irrelevant'}\nER  - \n"
        for n in range(3)
    )
    assert read_labelled(data.encode(), "x.ris", "asreview_label").includes == 2


@pytest.mark.parametrize(
    ("data", "column", "says"),
    [
        (b"title,abstract,x\nA,b,1\nC,d,0\n", "label", "Labels may stand in x"),
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


def test_a_seed_draws_the_rows_that_asreview_draws() -> None:
    made, labels = texts(60, 10)
    labelled = read_labelled(as_csv(made, labels), "x.csv", "label_included")
    keys = list(labelled.labels)
    # numpy.random.RandomState(7).choice(includes, 2, replace=False), and the same of the excludes
    assert [keys.index(key) for key in drawn(labelled, 7, 2)] == [8, 5, 23, 25]
    assert drawn(labelled, 7, 2) != drawn(labelled, 8, 2)


def test_a_growing_batch_finds_what_fitting_after_every_label_finds() -> None:
    made, labels = texts(700, 40)
    labelled = read_labelled(as_csv(made, labels), "x.csv", "label_included")
    vectors = vectorised(labelled.texts)
    each, growing = (simulated(labelled, vectors, 1, 1, batch=batch) for batch in (1, 0))
    assert sorted(each.order) == sorted(growing.order)
    assert growing.measures.loss == pytest.approx(each.measures.loss, abs=0.01)


def test_every_labelled_row_counts_with_text_or_without() -> None:
    data = (
        b"id,Title,notes,Abstract,Included?\n"
        b"1,A one,,about it,1\n1,A one,,about it,1\n2,nan,,nan,1\n3,,,,0\n4,,,only this,0.0\n"
        b'5,B two,x,,\n6,C three,x,,maybe\n\n7,D "four",,said,no\n'
    )
    found = read_labelled(data, "x.csv", "included")
    assert list(found.labels.values()) == [True, True, True, False, False, False]
    assert list(found.lines.values()) == [2, 3, 4, 5, 6, 10]
    assert len({text.key for text in found.texts}) == 6
    told = " ".join(found.notices)
    assert (
        "2 records without a label in \u201cincluded\u201d left out (1 \u201cmaybe\u201d)" in told
    )
    assert "2 records without a word of text" in told


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("1.0", True),
        ("0,0", False),
        ("True", True),
        ("EXCLUDED", False),
        ("Excluded: wrong population", False),
        ("included (full text)", True),
        ("-1", None),
        ("NaN", None),
        ("not seen", None),
    ],
)
def test_a_label_is_told_by_its_word(said: str, label: bool | None) -> None:
    assert label_in(said) is label


@pytest.mark.parametrize(
    "note",
    [
        "ASReview_{}relevant",
        'RAYYAN-INCLUSION: {{"Ann"=>"{}cluded"}}',
        "{}cluded",
        "Label: {}clude; read twice",
    ],
)
def test_labels_in_the_notes_of_a_tagged_file(note: str) -> None:
    words = ("ir", "") if "relevant" in note else ("Ex", "In")
    records = [
        f"TY  - JOUR\n{'' if number == 2 else f'TI  - Title {number}' + chr(10)}"
        f"N1  - {note.format(words[number % 2])}\nER  - \n"
        for number in range(4)
    ]
    found = read_labelled("".join(records).encode(), "x.ris", "label")
    assert [*found.labels.values()] == [False, True, False, True]


def test_a_table_with_tabs_and_stray_quotes_keeps_its_rows() -> None:
    data = (
        b'title\tabstract\tlabel\n"Home visits\tOf nurses\t1\nSoil\tIts "crust\t0\nIce\t"Old\t0\n'
    )
    assert len(read_labelled(data, "x.tsv", "label").texts) == 3


def test_the_separator_is_the_one_of_the_header() -> None:
    data = "title;abstract;label\nA, b, c;d;ja\nE, f;g, h;nei\n".encode("utf-16")
    found = read_labelled(data, "x.csv", "label")
    assert sorted(text.title for text in found.texts) == ["A, b, c", "E, f"]


def test_labels_of_a_list_in_json_are_read_with_their_zeros() -> None:
    data = (
        b'[{"title": "A", "label": 1}, {"title": "B", "label": 0}, {"title": "C", "label": false}]'
    )
    assert [*read_labelled(data, "x.json", "label").labels.values()] == [True, False, False]
