"""Make the sample review: `python -m corpora.family_partner OUTDIR` writes its generated files.

Everything in it is invented. The same files come out on every machine, so the committed ones can be
compared with a new run byte by byte.
"""

from __future__ import annotations

import sys

from corpora.making.program import write_all
from corpora.making.whole import generated


def main(arguments: list[str]) -> int:
    """Write the files into the folder that is named; return the exit code."""
    return write_all("corpora.family_partner", arguments, generated)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
