"""Judgements to test with, made from entries as people fill them."""

from __future__ import annotations

from typing import Any

from extraction.bias.judgement import Judgement, Subject, judge
from extraction.bias.tools import find_tool
from extraction.entry_file import parse
from extraction.form import shipped
from extraction.value import Value

# All questions of RoB 2 that the algorithm reads where everything is well.
WELL = {
    "1.1": "y",
    "1.2": "y",
    "1.3": "n",
    "2.1": "n",
    "2.2": "n",
    "2.6": "y",
    "3.1": "y",
    "4.1": "n",
    "4.2": "n",
    "4.3": "n",
    "5.1": "y",
    "5.2": "n",
    "5.3": "n",
}


def values_of(form: str, part: str = "", **answers: Any) -> dict[str, Value]:
    import json

    text = json.dumps({"values": answers})
    return dict(parse(shipped()[form], text, study="s", extractor="anna", part=part).values)


def judgement(
    form: str, name: str = "Berg 2018", part: str = "", study: str = "", **answers: Any
) -> Judgement:
    scope = shipped()[form].scope
    part = part or ("Sleep @ 6 months" if scope == "result" else "")
    values = values_of(form, part, **answers)
    subject = Subject(study or name, name, part)
    return judge(subject, find_tool(form), shipped()[form], values, "assignment")


def rob2(domains: str, name: str = "Berg 2018", part: str = "", **more: Any) -> Judgement:
    """Return a judgement of RoB 2 by the letters of its domains and the whole: `LLSLLS`."""
    words = {"L": "low", "S": "some-concerns", "H": "high"}
    ids = ("d1", "d2", "d3", "d4", "d5", "overall")
    told = {key: words[letter] for key, letter in zip(ids, domains, strict=True)}
    return judgement("rob2", name, part, **{**told, **more})
