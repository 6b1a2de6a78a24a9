"""What a person is told when the program itself fails: words, and a file for those who mend it."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime
from pathlib import Path


def told(error: BaseException) -> str:
    """Keep the traceback of `error` in a file and return what to say.

    Transactions are whole or not at all, so the review is as it was before.
    """
    report = "".join(traceback.format_exception(error))
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    for folder in _folders():
        file = folder / f"review-mishap-{stamp}.txt"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file.write_text(report, encoding="utf-8")
        except OSError:
            continue
        return (
            f"The program failed ({type(error).__name__}); the review is as it was before. "
            f"Details for a report are in {file}"
        )
    return f"The program failed ({type(error).__name__}: {error}); the review is as it was before."


def _folders() -> tuple[Path, ...]:
    import tempfile

    from platformdirs import user_log_path

    return (user_log_path("tandem-review"), Path(tempfile.gettempdir()))
