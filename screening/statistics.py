"""Agreement statistics of two reviewers, and Krippendorff's alpha for any number.

Formulas: Cohen 1960 (kappa, with the large-sample standard error), Byrt et al. 1993 (PABAK), Gwet
2008 (AC1), Cicchetti and Feinstein 1990 (positive and negative agreement), Krippendorff 2004
(nominal alpha). Undefined is None, never 0.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_Z = 1.96


@dataclass(frozen=True, slots=True)
class Agreement:
    """Statistics of one square table; proportions are 0 to 1."""

    table: tuple[tuple[int, ...], ...]
    n: int
    percent: float | None
    kappa: float | None
    kappa_se: float | None
    kappa_ci: tuple[float, float] | None
    pabak: float | None
    ac1: float | None
    positive: float | None
    negative: float | None


def agreement(table: Sequence[Sequence[int]]) -> Agreement:
    """Return the statistics of a square table: rows the first reviewer, columns the second.

    The first category counts as positive and the last as negative agreement.
    """
    cells = tuple(tuple(row) for row in table)
    n = sum(map(sum, cells))
    if n == 0:
        return Agreement(cells, 0, None, None, None, None, None, None, None, None)
    size = len(cells)
    rows = [sum(row) for row in cells]
    columns = [sum(row[k] for row in cells) for k in range(size)]
    observed = sum(cells[k][k] for k in range(size)) / n
    chance = sum(rows[k] * columns[k] for k in range(size)) / n**2
    kappa = _beyond(observed, chance)
    error = math.sqrt(observed * (1 - observed) / n) / (1 - chance) if kappa is not None else None
    shares = [(rows[k] + columns[k]) / (2 * n) for k in range(size)]
    gwet_chance = sum(share * (1 - share) for share in shares) / (size - 1)
    return Agreement(
        table=cells,
        n=n,
        percent=observed,
        kappa=kappa,
        kappa_se=error,
        kappa_ci=None
        if kappa is None or error is None
        else (kappa - _Z * error, kappa + _Z * error),
        pabak=(size * observed - 1) / (size - 1),
        ac1=_beyond(observed, gwet_chance),
        positive=_specific(cells, rows, columns, 0),
        negative=_specific(cells, rows, columns, size - 1),
    )


def told_interval(interval: tuple[float, float]) -> tuple[float, float]:
    """Return an interval of kappa as it is told in words: no kappa is above 1 or below -1.

    The large-sample formula knows nothing of that; `Agreement` and the JSON keep what it gives.
    """
    low, high = interval
    return max(low, -1.0), min(high, 1.0)


def _beyond(observed: float, chance: float) -> float | None:
    return None if math.isclose(chance, 1) else (observed - chance) / (1 - chance)


def _specific(
    cells: Sequence[Sequence[int]], rows: Sequence[int], columns: Sequence[int], category: int
) -> float | None:
    total = rows[category] + columns[category]
    return 2 * cells[category][category] / total if total else None


def alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Return Krippendorff's nominal alpha; each unit lists the values that its coders gave."""
    usable = [unit for unit in units if len(unit) > 1]
    total = sum(len(unit) for unit in usable)
    if not total:
        return None
    overall = Counter(value for unit in usable for value in unit)
    disagreement = 0.0
    for unit in usable:
        counts = Counter(unit)
        pairs = sum(count * (len(unit) - count) for count in counts.values())
        disagreement += pairs / (len(unit) - 1)
    expected = sum(count * (total - count) for count in overall.values()) / (total - 1)
    return None if expected == 0 else 1 - disagreement / expected


def fleiss(units: Sequence[Sequence[str]]) -> float | None:
    """Return Fleiss' kappa; None where not all units have the same number of values, or undefined.

    Fleiss 1971.
    """
    raters = {len(unit) for unit in units}
    if len(raters) != 1 or raters <= {0, 1}:
        return None
    (number,) = raters
    overall = Counter(value for unit in units for value in unit)
    agreed = sum(
        sum(count * (count - 1) for count in Counter(unit).values()) / (number * (number - 1))
        for unit in units
    )
    total = len(units) * number
    chance = sum((count / total) ** 2 for count in overall.values())
    return _beyond(agreed / len(units), chance)
