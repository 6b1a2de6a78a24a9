"""The sign test and the intervals of a proportion, exactly and without a library."""

from __future__ import annotations

import math

Z95 = 1.959964  # the normal quantile of a two-sided interval of 95 per cent
ALPHA = 0.05
_HALVINGS = 52  # the bits of a float; one more could end in 1 itself


def sign_test_p(k: int, n: int) -> float:
    """Return the two-sided exact P of `k` of `n` under one half.

    p = min(1, 2 * sum over i from max(k, n - k) to n of C(n, i) / 2^n), in whole numbers until the
    last division. Raises ValueError unless 0 <= k <= n and n > 0.
    """
    _check(k, n)
    tail = sum(math.comb(n, i) for i in range(max(k, n - k), n + 1))
    return min(1.0, 2 * tail / (1 << n))


def wilson(k: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Return Wilson's interval of k/n: centre (p + z2/2n) / (1 + z2/n), 0 to 1."""
    _check(k, n)
    share, squared = k / n, z * z
    below = 1 + squared / n
    centre = (share + squared / (2 * n)) / below
    half = z * math.sqrt(share * (1 - share) / n + squared / (4 * n * n)) / below
    low = 0.0 if k == 0 else max(0.0, centre - half)
    return low, 1.0 if k == n else min(1.0, centre + half)


def clopper_pearson(k: int, n: int, alpha: float = ALPHA) -> tuple[float, float]:
    """Return the exact interval of k/n: the shares that leave alpha/2 in either binomial tail."""
    _check(k, n)
    low = 0.0 if k == 0 else _share_where_at_least(k, n, alpha / 2)
    high = 1.0 if k == n else 1 - _share_where_at_least(n - k, n, alpha / 2)
    return low, high


def _share_where_at_least(k: int, n: int, tail: float) -> float:
    """Return the share at which `k` or more of `n` have the probability `tail`, by halving."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _at_least(k, n, middle) < tail:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _at_least(k: int, n: int, share: float) -> float:
    log_yes, log_no = math.log(share), math.log1p(-share)
    logs = (
        math.lgamma(n + 1)
        - math.lgamma(i + 1)
        - math.lgamma(n - i + 1)
        + i * log_yes
        + (n - i) * log_no
        for i in range(k, n + 1)
    )
    return math.fsum(math.exp(one) for one in logs)


def _check(k: int, n: int) -> None:
    if n < 1 or not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is no proportion")
