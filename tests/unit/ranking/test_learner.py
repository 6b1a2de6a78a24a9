"""The ranker: the same order for the same decisions, whatever order the files have."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from screening.ranking import learner
from screening.ranking.first_words import pseudo_record
from screening.ranking.protocol_words import Words
from screening.ranking.texts import Text, content_of, in_order
from screening.ranking.vectors import vectorised
from screening.ranking.worker import answer
from tests.unit.ranking.invented import texts


def order(made: list[Text], labels: dict[str, bool], seed: int = 1) -> list[str]:
    vectors = vectorised(made)
    known = {vectors.row_of[key]: label for key, label in labels.items()}
    learnt = learner.learned(vectors, known, None)
    rows = learner.ranked(learnt.scores, learner.by_chance(vectors, seed))
    return [vectors.keys[row] for row in rows]


def test_what_is_like_the_includes_comes_first() -> None:
    made, labels = texts(60, 15)
    known = {key: labels[key] for key in ("k0", "k1", "k30", "k31", "k32")}
    assert set(order(made, known)[:15]) == {f"k{n}" for n in range(15)}


def test_the_order_of_the_file_has_no_part_in_it() -> None:
    made, labels = texts(60, 15)
    known = {key: labels[key] for key in ("k0", "k1", "k30", "k31")}
    shuffled = made[:]
    random.Random(5).shuffle(shuffled)
    backwards = dict(reversed(known.items()))
    assert order(shuffled, backwards) == order(made, known)


def test_ties_are_broken_by_the_seed_and_copies_of_a_text_stand_together() -> None:
    made = [Text(f"k{n}", f"title {'abcdefgh'[n]}{'abcdefgh'[n]}") for n in range(8)]
    made.append(Text("copy", " Title  CC "))
    assert order(made, {}, 1) != order(made, {}, 2)
    for seed in range(1, 6):
        found = order(made, {}, seed)
        assert abs(found.index("copy") - found.index("k2")) == 1


def test_includes_alone_rank_by_likeness_and_excludes_alone_by_chance() -> None:
    made, _labels = texts(60, 15)
    assert set(order(made, {"k0": True})[:8]) <= {f"k{n}" for n in range(15)}
    assert order(made, {"k40": False}) == order(made, {})


def test_protocol_words_rank_until_enough_includes_are_known() -> None:
    made, labels = texts(60, 15)
    vectors = vectorised(made)
    first = pseudo_record(vectors, Words("Do nurse home visits help parents?", ("infan",)))
    learnt = learner.learned(vectors, {}, first)
    rows = learner.ranked(learnt.scores, learner.by_chance(vectors, 1))
    assert sum(labels[vectors.keys[row]] for row in rows[:10]) >= 9
    known = {vectors.row_of[f"k{n}"]: n < 5 for n in (*range(5), 40, 41)}
    without = learner.learned(vectors, known, None)
    assert (learner.learned(vectors, known, first).scores == without.scores).all()


def test_words_that_no_record_has_say_nothing() -> None:
    made, _labels = texts(20, 5)
    assert pseudo_record(vectorised(made), Words("", ("zzz",))) is None


@pytest.mark.parametrize("empty", [["", ""], ["1 2", "."]])
def test_texts_without_words_are_ranked_by_chance(empty: list[str]) -> None:
    made = [Text(f"k{n}", text) for n, text in enumerate(empty)]
    assert sorted(order(made, {"k0": True, "k1": False})) == ["k0", "k1"]
    assert not any(text.readable for text in made)


def asked(path: Path, made: list[Text]) -> tuple[bool, list[str]]:
    """Ask the learning process's own code: whether it wanted the texts, and the order it gave."""
    request = {
        "job": "order",
        "content": content_of(in_order(made)),
        "cache": str(path),
        "labels": {"k0": True, "k19": False},
        "words": {"text": "", "terms": []},
        "seed": 1,
    }
    rows = [[text.key, text.title, text.abstract] for text in made]
    said = io.StringIO()
    answer(io.StringIO(f"{json.dumps(request)}\n{json.dumps(rows)}\n"), said)
    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    return {"need": "texts"} in lines, lines[-1]["answer"]["order"]


def test_vectors_are_kept_and_made_anew_when_damaged(tmp_path: Path) -> None:
    made, _labels = texts(30, 6)
    path = tmp_path / "kept.npz"
    wanted, first = asked(path, made)
    assert wanted
    assert asked(path, made) == (False, first)
    data = bytearray(path.read_bytes())
    for at in range(300, len(data) - 300, 97):
        data[at] ^= 0xFF
    path.write_bytes(bytes(data))
    assert asked(path, made) == (True, first)
    assert asked(path, made) == (False, first)
    path.write_bytes(path.read_bytes()[: len(data) // 2])
    assert asked(path, made) == (True, first)


def test_kept_vectors_of_other_texts_are_not_taken(tmp_path: Path) -> None:
    made, _labels = texts(30, 6)
    path = tmp_path / "kept.npz"
    asked(path, made)
    wanted, order_of_fewer = asked(path, made[:20])
    assert wanted
    assert len(order_of_fewer) == 20


def test_where_nothing_can_be_kept_ranking_goes_on(tmp_path: Path) -> None:
    made, _labels = texts(20, 3)
    assert len(asked(tmp_path / "missing" / "kept.npz", made)[1]) == 20


def test_the_learning_libraries_are_not_loaded_with_the_program() -> None:
    code = (
        "import sys\nimport screening.ranking.releases, screening.ranking.commands\n"
        "import screening.ranking.stops, screening.screens.ranking, screening.projector\n"
        "print([m for m in ('sklearn', 'scipy', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_words_that_drive_the_model_are_told_with_their_sign() -> None:
    made, labels = texts(60, 15)
    vectors = vectorised(made)
    known = {vectors.row_of[key]: labels[key] for key in ("k0", "k1", "k30", "k31")}
    words = dict(learner.driving_words(vectors, learner.learned(vectors, known, None), 5))
    assert max(words.values()) > 0 > min(words.values())
