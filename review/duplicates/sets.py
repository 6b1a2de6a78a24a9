"""Duplicate sets from bonds between records, cut where two members are known to differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Bond:
    """Two records taken for one report: `weight` 2.0 by a person, else the rule's score 0 to 1."""

    a: str
    b: str
    weight: float
    act: str


def fold(
    ids: Iterable[str], bonds: Iterable[Bond], apart: AbstractSet[tuple[str, str]]
) -> dict[str, str]:
    """Return record id -> set id, the smallest record id, for records in a set of two or more.

    `apart` holds pairs (smaller id first) that are never one set: the component that joins them is
    cut at the weakest bond of the strongest way from one to the other, until no way is left. The
    result depends on the values only, not on the order in which they come.
    """
    known = set(ids)
    weights: dict[tuple[str, str], float] = {}
    for bond in bonds:
        pair = (bond.a, bond.b) if bond.a < bond.b else (bond.b, bond.a)
        if bond.a != bond.b and bond.a in known and bond.b in known and pair not in apart:
            weights[pair] = max(weights.get(pair, bond.weight), bond.weight)
    root = joined(weights)
    torn: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for a, b in apart:
        if a in root and root[a] == root.get(b):
            torn[root[a]].append((a, b))
    if not torn:
        return root
    kept: dict[tuple[str, str], float] = {}
    inner: dict[str, dict[tuple[str, str], float]] = {top: {} for top in torn}
    for pair, weight in weights.items():
        inner.get(root[pair[0]], kept)[pair] = weight
    for top, split in torn.items():
        kept.update(_cut(inner[top], sorted(split)))
    return joined(kept)


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return id -> smallest id of its component, for every id in `pairs`."""
    parent: dict[str, str] = {}

    def top(one: str) -> str:
        parent.setdefault(one, one)
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for a, b in pairs:
        first, second = sorted((top(a), top(b)))
        parent[second] = first
    return {one: top(one) for one in parent}


def _cut(
    weights: Mapping[tuple[str, str], float], split: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], float]:
    """Return the bonds of one component that are left when each pair of `split` is separate."""
    import networkx as nx

    graph: Any = nx.Graph()
    for (a, b), weight in sorted(weights.items()):
        graph.add_edge(a, b, weight=weight)
    for a, b in split:
        while nx.has_path(graph, a, b):
            strongest = nx.maximum_spanning_tree(graph)
            way = nx.shortest_path(strongest, a, b)
            steps = (tuple(sorted(step)) for step in pairwise(way))
            graph.remove_edge(*min(steps, key=lambda step: (graph.edges[step]["weight"], step)))
    return {pair: weight for pair, weight in weights.items() if graph.has_edge(*pair)}
