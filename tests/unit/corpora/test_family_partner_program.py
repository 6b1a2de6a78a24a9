from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import corpora
from corpora.family_partner import generated, main


def test_the_program_writes_every_file_into_the_folder(tmp_path: Path) -> None:
    assert main([str(tmp_path / "new")]) == 0
    written = {
        path.relative_to(tmp_path / "new").as_posix(): path.read_bytes()
        for path in (tmp_path / "new").rglob("*")
        if path.is_file()
    }
    assert written == dict(generated())


def test_without_a_folder_the_program_says_how_it_is_used(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    assert "OUTDIR" in capsys.readouterr().err


def test_another_seed_of_hashes_makes_the_same_files(tmp_path: Path) -> None:
    root = Path(corpora.__file__).parent.parent
    subprocess.run(
        [sys.executable, "-m", "corpora.family_partner", str(tmp_path)],
        cwd=root,
        env={**os.environ, "PYTHONHASHSEED": "4321"},
        check=True,
    )
    for name, content in generated().items():
        assert (tmp_path / name).read_bytes() == content, name
