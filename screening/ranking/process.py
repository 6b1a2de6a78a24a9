"""Asking the learning process: it is started, asked once, and ended, or killed when cancelled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from review.refusal import Refused, Stopped

Progress = Callable[[int, int], None]
_COMMAND = ("-P", "-m", "screening.ranking")  # -P: nothing of this folder is imported
# Threads of the numeric library have nothing to do here, and take time to start.
_ALONE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
_EVERY = 0.1  # seconds between two looks at whether it is cancelled


def ask(
    request: Mapping[str, Any],
    texts: Callable[[], Sequence[Sequence[str]]] | None = None,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> dict[str, Any]:
    """Return the answer to `request`; `texts` gives the texts where the process asks for them.

    Raises Refused where the process failed or was cancelled, Stopped where this one is interrupted.
    """
    with subprocess.Popen(  # noqa: S603 - this program's own interpreter and module
        [sys.executable, *_COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, **_ALONE},
    ) as process:
        ended = threading.Event()
        watching = threading.Thread(
            target=_end_when_cancelled, args=(process, is_cancelled, ended), daemon=True
        )
        watching.start()
        try:
            return _conversation(process, request, texts, progress)
        except (BrokenPipeError, json.JSONDecodeError, _EndedError):
            if is_cancelled():
                raise Refused("Ranking was cancelled.", "What was released before stays.") from None
            raise _failed(process) from None
        except KeyboardInterrupt:
            raise Stopped(
                "Stopped while the model learned: no batch was released, and every decision is "
                "kept. The same command begins anew."
            ) from None
        finally:
            ended.set()
            process.kill()


class _EndedError(Exception):
    """The process ended before it had answered."""


def _end_when_cancelled(
    process: subprocess.Popen[str], is_cancelled: Callable[[], bool], ended: threading.Event
) -> None:
    """Kill the process once it is cancelled: whoever waits for its next line sees it end."""
    while not ended.wait(_EVERY):
        if is_cancelled():
            process.kill()
            return


def _conversation(
    process: subprocess.Popen[str],
    request: Mapping[str, Any],
    texts: Callable[[], Sequence[Sequence[str]]] | None,
    progress: Progress | None,
) -> dict[str, Any]:
    _send(process, request)
    assert process.stdout
    for line in process.stdout:
        said = json.loads(line)
        if "answer" in said:
            found: dict[str, Any] = said["answer"]
            return found
        if "need" in said and texts:
            _send(process, texts())
        elif "done" in said and progress:
            progress(said["done"], said["of"])
    raise _EndedError


def _send(process: subprocess.Popen[str], value: object) -> None:
    assert process.stdin
    process.stdin.write(json.dumps(value) + "\n")
    process.stdin.flush()


def _failed(process: subprocess.Popen[str]) -> Refused:
    said = process.stderr.read().strip().splitlines() if process.stderr else []
    why = said[-1] if said else "it ended without a word"
    return Refused(
        f"The ranking process failed: {why}.",
        "Screening goes on without it: `review rank order source`.",
    )
