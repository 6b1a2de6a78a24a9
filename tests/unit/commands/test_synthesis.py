"""Plots, sums, choices and the studies behind every number, as command lines."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from review.__main__ import run
from tests.desk.driving import CHARACTERISTICS

EXPORT = "".join(
    f"TY  - JOUR\nAN  - acc-{n}\nTI  - {title}\nAU  - {author}, A\nPY  - {2015 + n}\nER  -\n\n"
    for n, title, author in ((1, "Home visits", "Berg"), (2, "School meals", "Lie"))
)
RESULT = CHARACTERISTICS["results"][0]
FILES = {
    1: CHARACTERISTICS,
    2: {**CHARACTERISTICS, "results": [{**RESULT, "direction": "favours-comparator"}]},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synthesis")
    (folder / "export.ris").write_text(EXPORT)
    (folder / "choices.json").write_text('{"values": {}}')
    do(folder, "new . --title S --reviewer anna --reviewer bo")
    do(folder, "import export.ris --source Psy --as anna")
    for stage in ("title-abstract", "full-text"):
        for person in ("anna", "bo"):
            for number in FILES:
                do(folder, f"decide acc-{number} include --stage {stage} --as {person}")
        do(folder, f"round reveal --stage {stage} --as anna")
    for number, values in FILES.items():
        (folder / f"{number}.json").write_text(json.dumps({"values": values}))
        form = f"acc-{number} --form characteristics"
        for person in ("anna", "bo"):
            do(folder, f"extract {form} --from {number}.json --done --as {person}")
        do(folder, f"agree {form} --from choices.json --as anna")
    return folder


def do(folder: Path, line: str, code: int = 0) -> None:
    assert run(shlex.split(line), folder) == code, line


@pytest.fixture
def said(made: Path, capsys: pytest.CaptureFixture[str]) -> object:
    capsys.readouterr()

    def typed(line: str, code: int = 0) -> str:
        do(made, line, code)
        out, talk = capsys.readouterr()
        return str(out if code == 0 and out else talk)

    return typed


def test_a_plot_is_printed_written_and_opened(made: Path, said) -> None:  # type: ignore[no-untyped-def]
    assert "effect-direction" in said("plot")
    drawn = said("plot effect-direction --ascii")
    assert "Berg 2016" in drawn
    assert "^" in drawn
    assert "▲" not in drawn
    said("plot effect-direction --format svg --lang nb --out flyt.svg")
    assert "Retning på effekten" in (made / "flyt.svg").read_text("utf-8")
    marks = json.loads(said("plot years --json"))["marks"]
    assert [(one["key"], one["says"]) for one in marks] == [
        ("1.1", "2016: 1 study"),
        ("2.1", "2017: 1 study"),
    ]
    assert "Berg 2016" in said("plot years --open 1.1")
    for line, why in (
        ("plot forest", "no plot “forest”"),
        ("plot years --format gif", "text, svg, png or pdf"),
        ("plot years --lang nn", "Languages: en, nb"),
        ("plot years --open 9.9", "no mark"),
        ("plot harvest --basis size", "no basis"),
        ("plot harvest --share 0.2", "single out"),
        ("plot albatross --outcome Money", "Parenting stress"),
        ("plot albatross --contours odds", "smd or correlation"),
    ):
        assert why in said(line, 2), line


def test_an_outcome_is_summed_up_and_its_numbers_opened(said) -> None:  # type: ignore[no-untyped-def]
    told = said("synthesis count 'parenting stress' --test")
    assert "1 of the 2 studies that measured parenting stress (2 included)" in told
    assert "Sign test, parenting stress: not made. Fewer than 6" in told
    assert "exact two-sided P = 1.0000" in said("synthesis count 'parenting stress' --few")
    assert "Lie 2017" in said("synthesis count 'parenting stress' --open favours-comparator")
    data = json.loads(said("synthesis count --json"))
    assert (data["outcome"], data["measured"], data["median_outcomes"]) == (None, 2, 1)
    assert len(data["directions"]["favours-intervention"]) == 1
    assert data["sign_test"] is None
    assert "Berg 2016" in said("table outcomes --open 1.favours-intervention")
    for line, why in (
        ("synthesis count Money", "No study measured"),
        ("synthesis count --open sideways", "cannot be opened"),
        ("table outcomes --open 9.measured", "The rows are 1 to 2"),
        ("table outcomes --open 1.colour", "The columns are: intervention"),
        ("table results --open 1.study", "are not opened"),
    ):
        assert why in said(line, 2), line


def test_a_choice_is_kept_listed_and_undone(said) -> None:  # type: ignore[no-untyped-def]
    assert "order" in said("synthesis choose")
    assert "says why" in said("synthesis choose order name --as anna", 2)
    said("synthesis choose rows outcome control intervention --why 'reads better' --as anna")
    (choice,) = json.loads(said("synthesis choices --json"))["choices"]
    assert (choice["values"], choice["swim"], choice["post_hoc"]) == (
        ["outcome", "control", "intervention"],
        "1a",
        True,
    )
    assert said("table outcomes --format csv").startswith("Outcome,Control condition,Intervention")
    assert "post hoc" in said("synthesis choices")
    said("undo --as anna")
    assert json.loads(said("synthesis choices --json")) == {"choices": []}
