"""The sum of a calculated field: numbers, names of fields, + - * / and brackets, nothing else."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping

from review.refusal import Refused

_OPERATORS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def names_in(formula: str) -> frozenset[str]:
    """Return the fields that `formula` needs; raises Refused where it is not such a sum."""
    tree = _tree(formula)
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def evaluate(formula: str, numbers: Mapping[str, float]) -> float | None:
    """Return the result, or None where a number is missing or the result is not finite."""
    try:
        result = _value(_tree(formula), numbers)
    except (KeyError, ZeroDivisionError, OverflowError):
        return None
    return result if math.isfinite(result) else None


def _tree(formula: str) -> ast.expr:
    try:
        tree = ast.parse(formula, mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        raise _not_a_sum(formula) from None
    for node in ast.walk(tree):
        sum_part = isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS
        number = isinstance(node, ast.Constant) and type(node.value) in {int, float}
        named = isinstance(node, ast.Name | ast.Load | ast.operator)
        if not (sum_part or number or named):
            raise _not_a_sum(formula)
    return tree


def _value(node: ast.expr, numbers: Mapping[str, float]) -> float:
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, numbers), _value(node.right, numbers)
        return _OPERATORS[type(node.op)](left, right)
    if isinstance(node, ast.Name):
        return float(numbers[node.id])
    assert isinstance(node, ast.Constant)
    assert isinstance(node.value, int | float)
    return float(node.value)


def _not_a_sum(formula: str) -> Refused:
    return Refused(
        f"“{formula}” is not a sum of fields.",
        "Use the ids of number fields, numbers, + - * / and brackets.",
    )
