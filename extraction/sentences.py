"""Sentences that tell a count with its basis, denominator and warnings."""

from __future__ import annotations

from extraction.counting import FEWEST, Count, SignTest, obstacle, sign_test
from extraction.wording import Words, in_sentence


def count_sentences(count: Count, words: Words, outcome: str = "") -> tuple[str, ...]:
    """Return the sentences of a count; `outcome` is the outcome's name in the language.

    "15 of the 40 studies that measured maltreatment (56 included) favour the intervention; ...".
    Any outcome comes with its warning.
    """
    n, measured, included = count.n("favours-intervention"), count.measured, count.included
    numbers = {
        "n": n,
        "measured": len(measured),
        "included": len(included),
        "favour": _verb(words, "favour", n),
    }
    if count.outcome is None:
        key = "any_one" if len(measured) == 1 else "any"
        sentences = [words("sentence", key, **numbers)]
        if count.median_outcomes is not None:
            median = words.median(count.median_outcomes)
            sentences.append(words("sentence", "any_warning", median=median))
        return tuple(sentences)
    name = in_sentence(outcome or count.outcome)
    key = "denominator_one" if len(measured) == 1 else "denominator"
    rest = words(
        "sentence",
        "rest",
        comparator=count.n("favours-comparator"),
        no_difference=count.n("no-difference"),
        mixed=count.n("mixed"),
        not_reported=count.n("not-reported"),
        favour=_verb(words, "favour", count.n("favours-comparator")),
        show=_verb(words, "show", count.n("no-difference")),
        are=_verb(words, "are", count.n("mixed")),
        do=_verb(words, "do", count.n("not-reported")),
    )
    return (f"{words('sentence', key, outcome=name, **numbers)}; {rest}.",)


def _verb(words: Words, verb: str, number: int) -> str:
    """Return a verb as it follows a number."""
    return words("verb_one" if number == 1 else "verb_many", verb)


def sign_test_sentence(
    count: Count, words: Words, outcome: str = "", *, asked: bool = False
) -> str:
    """Return the sentence of the sign test on a count, or why it is not made."""
    name = in_sentence(outcome or count.outcome or words("table", "all"))
    hindrance = obstacle(count, asked=asked)
    if hindrance:
        why = words("no_test", hindrance, fewest=FEWEST)
        return words("sentence", "no_sign_test", outcome=name, why=why)
    return _sign_test(sign_test(count, asked=asked), words, name)


def _sign_test(test: SignTest, words: Words, name: str) -> str:
    sentence = words(
        "sentence",
        "sign_test",
        outcome=name,
        k=test.k,
        n=test.n,
        p=words.p_told(test.p),
        share=words.number(test.k / test.n),
        low=words.number(test.wilson[0], 3),
        high=words.number(test.wilson[1], 3),
        exact_low=words.number(test.clopper_pearson[0], 3),
        exact_high=words.number(test.clopper_pearson[1], 3),
        no_difference=test.left_out["no-difference"],
        mixed=test.left_out["mixed"],
        not_reported=test.left_out["not-reported"],
    )
    if test.n < FEWEST:
        sentence += " " + words("sentence", "sign_test_small", n=test.n)
    return sentence
