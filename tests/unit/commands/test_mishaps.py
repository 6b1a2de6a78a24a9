"""When the program itself fails, a person reads words and finds a file; nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_a_fault_of_the_program_ends_in_words(tmp_path: Path) -> None:
    code = (
        "import sys, review.__main__ as program\n"
        "def broken(arguments):\n    raise ZeroDivisionError('oh')\n"
        "program.run = broken\nprogram.main()"
    )
    home = {**os.environ, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=home, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "the review is as it was" in done.stderr
    (file,) = tmp_path.rglob("review-mishap-*.txt")
    assert "ZeroDivisionError: oh" in file.read_text()
