"""The sample overview: its files are what the generator writes, and it runs to its summary."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpora
from corpora.family_preservation import generated, main
from extraction.bias.agreed import agreed_judgements
from extraction.certainty import queries
from extraction.certainty.sentences import statements
from review.__main__ import projectors, run
from review.ledger.ledger import Review
from review.store.engine import open_store

FOLDER = Path(corpora.__file__).parent / "family-preservation"


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Review]:
    """The review at the end of its walkthrough."""
    folder = tmp_path_factory.mktemp("overview")
    line = ["demo", "here", "--sample", "family-preservation", "--no-open"]
    assert run(line, folder) == 0  # which compares the flow with what is expected
    store = open_store(str(folder / "here" / "review.db"))
    yield Review(store, projectors())
    store.close()


def test_the_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    for name, content in generated().items():
        assert (FOLDER / name).read_bytes() == content, name
    assert main([]) == 2
    program = [sys.executable, "-m", "corpora.family_preservation", str(tmp_path)]
    env = {**os.environ, "PYTHONHASHSEED": "4321"}
    subprocess.run(program, cwd=FOLDER.parent.parent, env=env, check=True)
    assert {name: (tmp_path / name).read_bytes() for name in generated()} == dict(generated())


def test_the_numbers_that_must_come_out_are_those_of_the_overview() -> None:
    flow = json.loads(generated()["expected.json"])["flow"]
    assert flow["records_screened"] == 521
    assert sum(content.count(b"TY  -") for content in generated().values()) == 521
    assert (flow["dbr_not_used"], flow["new_studies"]) == (6, 1)
    assert flow["dbr_assessed"] == sum(flow["dbr_excluded"].values()) + 6 + 1


def test_another_sample_is_refused_by_the_names_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["demo", "here", "--sample", "nothing"], tmp_path) == 2
    assert "family-preservation" in capsys.readouterr().err


def test_its_appraisal_is_adopted_from_those_who_made_it(walked: Review) -> None:
    with walked.read() as connection:
        (judged,) = agreed_judgements(connection)
    assert (judged.form, judged.adopted_from) == ("robis", "Pasteboard 2022")
    assert {one.label: one.judgement for one in judged.judged}["D4"] == "unclear"
    assert judged.overall.judgement == "low"


def test_its_norwegian_summary_is_told_from_the_stored_judgements(walked: Review) -> None:
    with walked.read() as connection:
        told = statements(queries.findings(connection), "nb", queries.phrasing(connection))
    child = "risikoen for at et barn blir plassert utenfor hjemmet"
    assert told == [
        f"Intensiv familiestøtte i hjemmet kan muligens gi liten eller ingen forskjell i {child}, "
        "målt ved 3 måneder (++00, lav tillit).",
        f"Intensiv familiestøtte i hjemmet kan muligens gi en reduksjon i {child}, "
        "målt ved 6 og 24 måneder (++00, lav tillit).",
        f"Intensiv familiestøtte i hjemmet gir sannsynligvis en reduksjon i {child}, "
        "målt ved 12 måneder (+++0, moderat tillit).",
        "Det ble ikke rapportert om endring i risikoen for plassering regnet per familie, "
        "målt ved 12 måneder.",
        "Fire av sju studier som målte kostnader, fant at tiltaket sparte penger. "
        "Én fant at det kostet mer enn vanlig praksis. To fant at det kan ha spart penger.",
        "Ingen av de inkluderte studiene målte barnas eget syn på tiltaket.",
    ]
