"""Agreement in plain lines: counts first, then the figures, no adjectives (METHOD)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from screening.statistics import told_interval

_POLICY = {
    "include": "a maybe is counted as forward",
    "own": "a maybe is a category of its own",
    "drop": "records with a maybe are left out",
}


def agreement_text(report: Mapping[str, Any]) -> str:
    """Return the report of `screening.agreement.report` in plain lines."""
    lines = [
        f"Agreement at {report['stage']}: n = {report['n']}; {_POLICY[report['maybe_policy']]}"
    ]
    lines += [f"  left out: {row['n']} ({row['reason']})" for row in report["left_out"]]
    for pair in report["pairs"]:
        lines += ["", *_pair_lines(pair)]
    if len(report["reviewers"]) > 2:  # noqa: PLR2004 - alpha is for more than two
        lines += [
            "",
            f"Krippendorff's alpha {_number(report['alpha'])}",
            f"Fleiss' kappa {_number(report['fleiss'])} (where all decided on all)",
        ]
    if not report["pairs"]:
        lines += ["", "No record has two revealed, independent decisions yet."]
    return "\n".join([*lines, *_twice_lines(report)])


def _twice_lines(report: Mapping[str, Any]) -> list[str]:
    """Return what is said of records that turned out to be one report after they were decided."""
    lines = []
    if report.get("late_duplicates"):
        lines += ["", f"Late duplicates: {', '.join(report['late_duplicates'])}"]
    for one in report.get("within_reviewer", ()):
        lines.append(
            f"{one['reviewer']} decided on {one['n']} reports through two records, and said the "
            f"same of {one['same']}: {', '.join(one['records'])}"
        )
    return lines


def _pair_lines(pair: Mapping[str, Any]) -> list[str]:
    first, second = pair["reviewers"]
    names = pair["categories"]
    lines = [f"{first} (down) and {second} (across)"]
    lines.append(f"{'':12}" + "".join(f"{name:>10}" for name in names))
    for name, row in zip(names, pair["table"], strict=True):
        lines.append(f"{name:12}" + "".join(f"{count:>10}" for count in row))
    ends = told_interval(pair["kappa_ci"]) if pair["kappa_ci"] else ()
    shown = f" (95 % CI {' to '.join(f'{end:.2f}' for end in ends)})" if ends else ""
    words = f": {pair['words']} ({pair['words_from']})" if pair.get("words") else ""
    return [
        *lines,
        f"  agreement on includes (p+) {_number(pair['positive'])}",
        f"  agreement on excludes (p-) {_number(pair['negative'])}",
        f"  agreement {_number(pair['percent'])}",
        f"  Cohen's kappa {_number(pair['kappa'])}{shown}{words}",
        f"  PABAK {_number(pair['pabak'])}   AC1 {_number(pair['ac1'])}",
        *_reasons(pair["reasons"]),
    ]


def _reasons(found: Mapping[str, Any] | None) -> list[str]:
    """Return how far those who both excluded gave one reason, apart from the figures above."""
    if not found or not found["n"]:
        return []
    return [
        f"  of {found['n']} that both excluded, the main reason is the same in {found['same']} "
        f"({_number(found['percent'])}; kappa {_number(found['kappa'])})"
    ]


def _number(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.3f}"
