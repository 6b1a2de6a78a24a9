"""Words in which two otherwise equal titles exclude each other.

Two titles that differ in a number, a phase, a species, a sex or a negation are opposed, however
alike the rest: `rats` and `mice`, `part I` and `part II`, `hypotension` and `hypertension`.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise

_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
          "xi": "11", "xii": "12", "xiii": "13", "xiv": "14", "xv": "15"}  # fmt: skip
_CUED_ROMAN = {"i": "1", "v": "5", "x": "10"}
_SPELT = {
    word: str(number)
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
}
_ORDINAL = {
    word: str(number)
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
        ],
        1,
    )
}
_CUES = frozenset(
    {"part", "parts", "phase", "type", "stage", "class", "grade", "volume", "vol", "chapter",
     "section", "study", "trial", "paper", "report", "series", "level", "group", "update",
     "edition", "no", "number"}
)  # fmt: skip
_DIGITS = re.compile(r"\d+")
_STEM = 3  # letters that two words must share behind opposed beginnings
# Words that exclude each other: of two titles, one with each, at most one is meant.
_OPPOSED = tuple(
    tuple(frozenset(side.split()) for side in line.split("|"))
    for line in (
        "rat rats|mouse mice murine|human humans|rabbit rabbits|dog dogs canine|cat cats feline|"
        "pig pigs porcine|sheep ovine|monkey monkeys macaque macaques|hamster hamsters",
        "men male males boys boy|women woman female females girls girl",
        "mother mothers maternal|father fathers paternal",
        "child children pediatric paediatric|adult adults|adolescent adolescents|"
        "infant infants neonate neonates newborn newborns neonatal|elderly older",
        "boy boys gutt gutter pojkar drenge|girl girls jente jenter flickor piger",
        "mor modre modrar mutter|far fedre fader vater",
        "acute|chronic",
        "mild|moderate|severe",
        "urban|rural",
        "facilitators|barriers",
        "short|long",
        "low lower|high higher|intermediate|medium",
        "upper|lower",
        "left|right",
        "increase increased increases increasing|decrease decreased decreases decreasing",
        "before|after",
        "pre|post",
        "with|without",
        "systolic|diastolic",
        "inpatient inpatients|outpatient outpatients",
        "vitro|vivo",
        "positive|negative",
        "typical|atypical",
        "primary|secondary|tertiary",
        "benign|malignant",
        "qualitative|quantitative",
        "spring|summer|autumn fall|winter",
        "january|february|march|april|may|june|july|august|september|october|november|december",
    )
)
_SIDES: dict[str, list[tuple[int, int]]] = {}
for _group, _sides in enumerate(_OPPOSED):
    for _side, _words in enumerate(_sides):
        for _word in _words:
            _SIDES.setdefault(_word, []).append((_group, _side))
_NEGATIONS = frozenset(
    [
        "no",
        "not",
        "non",
        "without",
        "never",
        "lack",
        "absence",
        "fails",
        "failed",
        "ineffective",
        "nicht",
        "pas",
        "sin",
    ]
)
_OPPOSED_STARTS = (
    ("hypo", "hyper"), ("intra", "inter"), ("pre", "post"), ("uni", "bi"), ("micro", "macro"),
    ("under", "over"), ("mono", "poly"), ("mono", "di"), ("anti", "pro"), ("endo", "exo"),
    ("ante", "post"), ("sub", "super"), ("homo", "hetero"), ("in", "out"),
)  # fmt: skip
_DENYING_STARTS = ("un", "non")
_STARTS: dict[str, list[tuple[str, str]]] = {}
for _pair in _OPPOSED_STARTS:
    for _one, _other in (_pair, _pair[::-1]):
        _STARTS.setdefault(_one[:2], []).append((_one, _other))


def opposition(a: str, b: str) -> tuple[str, bool]:
    """Return the words in which two folded titles exclude each other, empty for none.

    The second value tells whether only one of them has the number or negation.
    """
    mine, yours = set(a.split()), set(b.split())
    only_mine, only_yours = mine - yours, yours - mine
    if pair := _opposed_words(only_mine, only_yours) or _opposed_starts(only_mine, only_yours):
        return pair, False
    first, second = numbers(a), numbers(b)
    if sorted(first) != sorted(second):
        left, right = _without(first, second), _without(second, first)
        shown = " / ".join(", ".join(side) or "none" for side in (left, right))
        return f"number {shown}", not (left and right)
    if negated := (only_mine ^ only_yours) & _NEGATIONS:
        return min(negated), True
    return "", False


def _opposed_words(mine: AbstractSet[str], yours: AbstractSet[str]) -> str:
    there = {side: word for word in sorted(yours) for side in _SIDES.get(word, ())}
    if not there:
        return ""
    for word in sorted(mine):
        for group, side in _SIDES.get(word, ()):
            for (other_group, other_side), other in there.items():
                if group == other_group and side != other_side:
                    return f"{word} / {other}"
    return ""


def _opposed_starts(mine: AbstractSet[str], yours: AbstractSet[str]) -> str:
    found = [
        f"{word} / {other}{rest}"
        for word in mine
        if word[:2] in _STARTS
        for one, other in _STARTS[word[:2]]
        if word.startswith(one) and len(rest := word[len(one) :]) > _STEM and other + rest in yours
    ]
    for here, there in ((mine, yours), (yours, mine)):
        found += [
            f"{rest} / {word}"
            for word in here
            if word.startswith(_DENYING_STARTS)
            for start in _DENYING_STARTS
            if len(rest := word.removeprefix(start)) > _STEM and rest in there
        ]
    return min(found, default="")


@lru_cache(maxsize=100_000)
def numbers(title: str) -> tuple[str, ...]:
    """Return the numbers of a folded title in order: digits, Roman numerals, number words."""
    found: list[str] = []
    words = title.split()
    last = len(words) - 1
    for at, (before, word) in enumerate(pairwise(["", *words])):
        if word in _ROMAN:
            found.append(_ROMAN[word])
        elif word in _CUED_ROMAN and (before in _CUES or at == last):
            found.append(_CUED_ROMAN[word])
        elif word in _SPELT:
            found.append(_SPELT[word])
        elif word in _ORDINAL:
            found.append(_ORDINAL[word])
        else:
            found.extend(number.lstrip("0") or "0" for number in _DIGITS.findall(word))
    return tuple(found)


def _without(these: tuple[str, ...], those: tuple[str, ...]) -> list[str]:
    rest, kept = list(those), []
    for number in these:
        if number in rest:
            rest.remove(number)
        else:
            kept.append(number)
    return kept
