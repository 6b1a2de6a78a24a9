"""Tools for judging bias: what each proposes from the answers, and what people judged.

A module a tool, pure: answers in, proposal out. People decide; a judgement that departs from the
proposal has its reason.
"""
