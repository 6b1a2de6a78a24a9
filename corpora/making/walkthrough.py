"""The whole review as command lines, with what each part is for in plain words."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpora.making.answers import Answer
from corpora.making.decisions import note_on, typed
from corpora.making.entries import FORMS, Extracted
from corpora.making.exports import parts
from corpora.making.shelves import Shelves
from corpora.making.sources import SOURCES
from corpora.making.stream import Stream
from corpora.making.verdicts import ANNA, BO, CEM, FULL_TEXT, TITLE_ABSTRACT, Ballot

TITLE = "Support at home to prevent child maltreatment: a systematic review (sample)"
_CRITERIA = {
    "publication-type": "full-report",
    "language": "readable",
    "study-design": "randomised",
    "population": "families",
    "intervention": "support",
    "comparator": "compared",
    "outcome": "measured",
}


@dataclass(frozen=True, slots=True)
class Story:
    """All that the walkthrough tells; `accession` names for each report the record to type."""

    shelves: Shelves
    accession: Mapping[int, str]
    answers: Sequence[Answer]
    title_abstract: Sequence[Ballot]
    full_text: Sequence[Ballot]
    not_retrieved: Sequence[int]
    links: Sequence[tuple[str, Sequence[str]]]  # name of a study, accessions of its reports
    studies: Sequence[tuple[str, Extracted]]  # what names the study, what is extracted


def walkthrough(story: Story) -> bytes:
    """Return the text of walkthrough.txt."""
    lines = [
        *_says("The sample review (invented) from the first line to the last. Each line is one"),
        *_says("command; names of files are seen from the folder of this file."),
        *_beginning(story),
        *_duplicates(story.answers),
        *_screening(story, story.title_abstract),
        *_retrieval(story),
        *_screening(story, story.full_text),
        *_extraction(story),
        *_part("The numbers and the tables: every figure is counted from what stands above."),
        _line("agreement", "--stage", TITLE_ABSTRACT),
        _line("agreement", "--stage", FULL_TEXT),
        _line("table", "outcomes"),
        _line("prisma"),
    ]
    return ("\n".join(lines) + "\n").encode()


def _line(*words: str) -> str:
    return shlex.join(("review", *words))


def _says(text: str) -> list[str]:
    return [f"# {text}"]


def _part(*texts: str) -> list[str]:
    return ["", *(f"# {text}" for text in texts)]


def _beginning(story: Story) -> Iterator[str]:
    yield from _part("Anna leads, Bo screens with her, and Cem settles what they cannot.")
    people = ("--reviewer", ANNA, "--reviewer", BO, "--adjudicator", CEM)
    yield _line("new", ".", "--title", TITLE, *people)
    yield from _part("The question, the criteria, and the reasons in their order of priority.")
    yield _line("protocol", "set", "protocol.toml", "--as", ANNA)
    yield from _part("What each database gave; found = imported + rejected.")
    for source in SOURCES:
        files = [name for name, _ in parts(source, story.shelves)]
        about = ("--source", source.name, "--platform", source.platform)
        hits = ("--hits", str(len(story.shelves.records[source.name])))
        query = ("--query-file", f"searches/{source.query}")
        when = ("--searched", source.searched)
        yield _line("import", *files, *about, *when, *hits, *query, "--as", ANNA)


def _duplicates(answers: Iterable[Answer]) -> Iterator[str]:
    yield from _part("The certain duplicates are merged, the doubtful ones queued.")
    yield _line("dedupe", "--as", ANNA)
    yield from _part(
        "Anna has looked at the pairs below: those that may have been missed are merged (where",
        "they were found already, nothing changes), and what only looks alike is kept apart.",
    )
    for one in answers:
        yield _line("duplicates", one.word, one.first, one.second, "--why", one.why, "--as", ANNA)


_SCREENS = {
    TITLE_ABSTRACT: "Both screen titles and abstracts, blind to each other: most decisions come",
    FULL_TEXT: "Both read the 251 full texts and give one reason for each exclusion: most come",
}


def _screening(story: Story, ballots: Sequence[Ballot]) -> Iterator[str]:
    stage = ballots[0].stage
    yield from _part(_SCREENS[stage], "from a table, the rest are typed.")
    for reviewer in (ANNA, BO):
        file = f"decisions/{reviewer}-{stage}.csv"
        yield _line("decisions", "import", file, "--stage", stage, "--as", reviewer)
        yield from _typed(story, ballots, reviewer)
    yield from _part("Now each may see what the other said. (A round without an open ballot is")
    yield from _says("revealed by itself; then this line finds nothing left to reveal.)")
    yield _line("round", "reveal", "--stage", stage, "--as", ANNA)
    yield from _part("Where they disagreed: some by discussion, some by Cem as the third reviewer.")
    yield from _settlements(story, ballots)


def _typed(story: Story, ballots: Sequence[Ballot], reviewer: str) -> Iterator[str]:
    chosen = typed(ballots, reviewer)
    stage = chosen[0].stage
    stream = Stream(f"lines {stage} {reviewer}")
    at = ("--stage", stage, "--as", reviewer)
    if stage == TITLE_ABSTRACT and reviewer == ANNA:
        first = story.accession[chosen[0].set]
        yield _line("decide", first, "maybe", *at)
        yield from _says("A slip of the finger: taken back, and decided again.")
        yield _line("undo", "--as", reviewer)
    for ballot in chosen:
        verdict, reason = ballot.verdict(reviewer)
        words = [story.accession[ballot.set], verdict, *at]
        if reason:
            words += ["--fails", _CRITERIA[reason]] if stream.chance(0.5) else ["--reason", reason]
        if note := note_on(ballot, verdict, stream):
            words += ["--note", note]
        yield _line("decide", *words)


_WHY = {
    ("title-abstract", "include"): (
        "The abstract leaves it open; the full text will tell",
        "Support at home is part of what was offered",
        "Random allocation is mentioned in the methods",
    ),
    ("title-abstract", "exclude"): (
        "Read together: no support to parents was tested",
        "The children are older than 12",
        "No comparison group, and the abstract says so",
        "About the views of staff, not about effects",
    ),
    ("full-text", "include"): (
        "The appendix shows that allocation was at random",
        "The youngest half of the children fit, and their results stand apart",
    ),
    ("full-text", "exclude"): (
        "Read again together with the criteria at hand",
        "The highest of the reasons that apply",
    ),
}


def _settlements(story: Story, ballots: Sequence[Ballot]) -> Iterator[str]:
    stream = Stream(f"settlements {ballots[0].stage}")
    for ballot in ballots:
        if not ballot.settled:
            continue
        by_cem = stream.chance(0.4)
        method, who = ("third-reviewer", CEM) if by_cem else ("discussion", stream.pick((ANNA, BO)))
        why = stream.pick(_WHY[ballot.stage, ballot.settled])
        words = [story.accession[ballot.set], ballot.settled, "--stage", ballot.stage]
        words += ["--method", method]
        if ballot.reason:
            words += ["--reason", ballot.reason]
        yield _line("settle", *words, "--why", why, "--as", who)


def _retrieval(story: Story) -> Iterator[str]:
    yield from _part("Seventeen full texts could not be had, whoever was asked.")
    for place, number in enumerate(story.not_retrieved):
        accession = story.accession[number]
        if place % 3 == 0:
            yield _line("retrieval", accession, "requested", "--via", "authors", "--as", BO)
        yield _line(
            "retrieval", accession, "not-retrieved", "--via", "interlibrary loan", "--as", BO
        )


def _extraction(story: Story) -> Iterator[str]:
    yield from _part(
        "A study with two reports, and a report with two studies; the rest are one each."
    )
    for name, accessions in story.links:
        yield _line("study", "link", *accessions, "--name", name, "--as", ANNA)
    yield from _part("Both extract every study on their own, then they agree where they differ.")
    for named, study in story.studies:
        for form in FORMS:
            on = (named, "--form", form)
            for reviewer in (ANNA, BO):
                file = study.entry_file(form, reviewer)
                yield _line("extract", *on, "--from", file, "--done", "--as", reviewer)
            arm = ("--arm", study.arm_of(form)) if study.arm_of(form) else ()
            yield _line("agree", *on, *arm, "--from", study.choices_file(form), "--as", ANNA)
