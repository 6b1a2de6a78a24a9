"""A folder in which command lines are run as a user would type them."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from review.__main__ import run

EXPORT = """TY  - JOUR
AN  - acc-1
TI  - Home visits for new parents: a randomised trial
AU  - Solberg, Kari
PY  - 2018
JO  - Journal of Invented Studies
AB  - Families were visited at home. Invented record.
ER  -

TY  - JOUR
AN  - acc-2
TI  - School meals and attendance
AU  - Hart, Jo
PY  - 2019
JO  - Journal of Invented Studies
AB  - Meals were served. Invented record.
ER  -

TY  - JOUR
AN  - acc-3
TI  - Mentors for young mothers
AU  - Berg, Ola
PY  - 2020
JO  - Journal of Invented Studies
AB  - Mentors met mothers. Invented record.
ER  -
"""


@dataclass(frozen=True, slots=True)
class Said:
    """What one command line did."""

    code: int
    out: str
    talk: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


Type = Callable[..., Said]


@pytest.fixture
def command(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Type:
    """Run one command line in the test's folder: `command("prisma --format json", as_="anna")`."""

    def typed(line: str, as_: str = "") -> Said:
        words = shlex.split(line) + (["--as", as_] if as_ else [])
        code = run(words, tmp_path)
        out, talk = capfdbinary.readouterr()
        return Said(code, out.decode(), talk.decode())

    return typed


@pytest.fixture
def begun(command: Type, tmp_path: Path) -> Type:
    """A review with three records, two reviewers and an adjudicator."""
    (tmp_path / "export.ris").write_text(EXPORT)
    assert command("new . --title Sample --reviewer anna --reviewer bo --adjudicator cem").code == 0
    assert command("import export.ris --source PsycINFO").code == 0
    return command
