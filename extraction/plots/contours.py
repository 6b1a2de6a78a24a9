"""The curves of an albatross plot: how many participants give a P value at an effect size.

Harrison 2017, to the first order: z is the normal quantile of the two-sided P.
"""

from __future__ import annotations

from statistics import NormalDist

from review.refusal import Refused


def quantile(p: float) -> float:
    """Return z of a two-sided P, above 0 and up to 1."""
    return -NormalDist().inv_cdf(p / 2)


def smd_number(p: float, d: float, ratio: float = 1.0) -> float:
    """Return N = z² (r + 1)² / (r d²), for a standardised mean difference and a group ratio r."""
    return quantile(p) ** 2 * (ratio + 1) ** 2 / (ratio * d * d)


def correlation_number(p: float, rho: float) -> float:
    """Return N = z² (1 - rho²)² / rho² + 1, for a correlation."""
    return quantile(p) ** 2 * (1 - rho * rho) ** 2 / (rho * rho) + 1


def effective_number(number: float, icc: float, cluster_size: float) -> float:
    """Return N / (1 + ICC (M - 1)), the number of independent participants in clusters of M.

    Raises Refused for an ICC outside 0 to 1 or clusters below 1.
    """
    if not 0 <= icc <= 1 or cluster_size < 1:
        raise Refused(
            f"ICC {icc:g} with {cluster_size:g} in a cluster is not possible.",
            "The ICC is 0 to 1, a cluster has 1 or more.",
        )
    return number / (1 + icc * (cluster_size - 1))
