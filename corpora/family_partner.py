"""Make the sample review: `python -m corpora.family_partner OUTDIR` writes its generated files.

Everything in it is invented. The same files come out on every machine, so the committed ones can be
compared with a new run byte by byte.
"""

from __future__ import annotations

import sys
from pathlib import Path

from corpora.making.whole import generated


def main(arguments: list[str]) -> int:
    """Write the files into the folder that is named; return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("Usage: python -m corpora.family_partner OUTDIR\n")
        return 2
    folder = Path(arguments[0])
    for name, content in generated().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
