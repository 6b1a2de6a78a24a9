"""Two people extract the same study by commands, two processes on one server, blind to each other.

On one file, and by keys, it is tests/desk/test_extraction_by_keys.py that shows it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extraction import working
from extraction.opened import is_open
from extraction.queries import Place, entries
from review.ledger.proving import broken_hashes, stale_projections
from tests.desk.driving import CHARACTERISTICS, include
from tests.sample import Sample

# Command lines as they are typed, one after another; what each says goes to its own file.
WORKER = """
import contextlib, io, json, pathlib, sys
from review.__main__ import run
folder, person, *lines = sys.argv[1:]
for line in lines:
    out, talk = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in "ot")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(talk):
        code = run([*line.split(), "--as", person], pathlib.Path(folder))
    print(json.dumps([line, code, *(one.buffer.getvalue().decode() for one in (out, talk))]))
"""
FILLINGS = 3


def start(sample: Sample, folder: Path, person: str, *lines: str) -> subprocess.Popen[str]:
    at = ["--review", sample.lead.store.location]
    command = [sys.executable, "-c", WORKER, str(folder), person]
    told = [" ".join([*line.split(), *at]) for line in lines]
    return subprocess.Popen([*command, *told], stdout=subprocess.PIPE, text=True)


def said(worker: subprocess.Popen[str]) -> list[tuple[str, int, str]]:
    out, _ = worker.communicate(timeout=300)
    assert worker.returncode == 0
    told = [json.loads(line) for line in out.splitlines()]
    return [(line.partition(" --review")[0], code, out + talk) for line, code, out, talk in told]


@pytest.mark.parametrize("location", ["postgresql"], indirect=True)
def test_neither_sees_the_others_entry_before_both_are_complete(
    sample: Sample, tmp_path: Path
) -> None:
    (study,) = include(sample, 1)
    secrets = {"anna": "SECRETANNA", "bo": "SECRETBO"}
    of_form = f"s-{study.id} --form characteristics"
    done = f"extract {of_form} --done"
    looks = (
        f"extract {of_form} --json",
        f"entries show s-{study.id} --json --before",
        "entries export --form characteristics --format csv --of all --shape long",
        f"compare {of_form}",
        "entries agreement --json",
        "table characteristics --format csv",
    )
    for person, secret in secrets.items():
        for number in range(FILLINGS):
            values = {**CHARACTERISTICS, "participants_n": number, "setting": secret}
            name = f"{person}-{number}.json"
            (tmp_path / name).write_text(json.dumps({"values": values}))

    def work(person: str) -> subprocess.Popen[str]:
        fills = [f"extract {of_form} --from {person}-{number}.json" for number in range(FILLINGS)]
        return start(sample, tmp_path, person, *fills, *looks)

    workers = {person: work(person) for person in secrets}
    for person, other in (("anna", "bo"), ("bo", "anna")):
        lines = said(workers[person])
        assert len(lines) == FILLINGS + len(looks)
        for line, _code, text in lines:
            assert secrets[other] not in text, line
        assert all(code == 0 for line, code, _text in lines if line.startswith("extract"))
        assert any(secrets[person] in text for line, _code, text in lines if "show" in line)

    # One is complete: to the other nothing has changed, not even that.
    working.finish(sample.hand("anna"), f"s-{study.id}", "characteristics")
    for line, _code, text in said(start(sample, tmp_path, "bo", *looks, done)):
        assert secrets["anna"] not in text, line
    told = said(start(sample, tmp_path, "anna", *looks))
    seen = {line for line, _code, text in told if secrets["bo"] in text}
    assert seen == set(looks[1:5]), "all but one's own entry and what is not agreed yet"

    with sample.lead.read() as connection:
        of_place = entries(connection)[Place(study.id, "characteristics", "")]
        assert is_open(of_place)
        last = {name: entry.values["participants_n"].value for name, entry in of_place.items()}
        assert last == {"anna": FILLINGS - 1, "bo": FILLINGS - 1}, "nothing of either was lost"
        assert broken_hashes(connection) == []
    assert stale_projections(sample.lead) == []
