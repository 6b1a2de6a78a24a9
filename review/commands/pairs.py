"""What is said as CODE=NAME, as often as it takes."""

from __future__ import annotations

from collections.abc import Iterable

from review.refusal import Refused


def pairs_of(option: str, form: str, example: str, given: Iterable[str] | None) -> dict[str, str]:
    """Return what an option that may stand several times says; the last `=` parts code and name."""
    pairs = [pair.rpartition("=") for pair in given or ()]
    if not all(sign and name.strip() for _code, sign, name in pairs):
        raise Refused(f"{option} takes {form}.", f"For instance {option} {example}.")
    return {code.strip(): name.strip() for code, _sign, name in pairs}
