"""The program of each sample: it writes the generated files into a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path


def write_all(
    module: str, arguments: list[str], generated: Callable[[], Mapping[str, bytes]]
) -> int:
    """Write the files into the one folder that `arguments` name; return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write(f"Usage: python -m {module} OUTDIR\n")
        return 2
    folder = Path(arguments[0])
    for name, content in generated().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0
