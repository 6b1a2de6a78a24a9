"""The start of the learning process: the libraries are imported as fast as they can be.

Collecting garbage among imports takes a tenth of them, and scikit-learn imports pandas wherever it
is installed, for tables that it never gets here.
"""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Answer one request."""
    gc.disable()
    sys.modules["pandas"] = None  # type: ignore[assignment]  # so that it cannot be imported
    from screening.ranking.worker import answer

    del sys.modules["pandas"]  # where it is looked for later, it is only not loaded
    gc.enable()
    answer(sys.stdin, sys.stdout)


if __name__ == "__main__":
    main()
