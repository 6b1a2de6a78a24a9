"""The whole review as command lines, with what each part is for in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpora.making.answers import Answer
from corpora.making.entries import FORMS, Extracted
from corpora.making.exports import parts
from corpora.making.judged import Judged
from corpora.making.lines import line, part, says
from corpora.making.screening_lines import screening
from corpora.making.shelves import Shelves
from corpora.making.sources import SOURCES
from corpora.making.verdicts import ANNA, BO, CEM, FULL_TEXT, TITLE_ABSTRACT, Ballot

TITLE = "Support at home to prevent child maltreatment: a systematic review (sample)"


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
    judged: Sequence[tuple[str, Judged]]


def walkthrough(story: Story) -> bytes:
    """Return the text of walkthrough.txt."""
    lines = [
        *says("The sample review (invented) from the first line to the last. Each line is one"),
        *says("command; names of files are seen from the folder of this file."),
        *_beginning(story),
        *_duplicates(story.answers),
        *screening(story.accession, story.title_abstract),
        *_retrieval(story),
        *screening(story.accession, story.full_text),
        *_extraction(story),
        *_bias(story),
        *part("What outcomes and interventions are called in Norwegian."),
        line("synthesis", "names", "names.toml", "--as", ANNA),
        *part("The numbers and the tables: every figure is counted from what stands above."),
        line("agreement", "--stage", TITLE_ABSTRACT),
        line("agreement", "--stage", FULL_TEXT),
        line("table", "outcomes"),
        line("prisma"),
    ]
    return ("\n".join(lines) + "\n").encode()


def _beginning(story: Story) -> Iterator[str]:
    yield from part("Anna leads, Bo screens with her, and Cem settles what they cannot.")
    people = ("--reviewer", ANNA, "--reviewer", BO, "--adjudicator", CEM)
    yield line("new", ".", "--title", TITLE, *people)
    yield from part("The question, the criteria, and the reasons in their order of priority.")
    yield line("protocol", "set", "protocol.toml", "--as", ANNA)
    yield from part("What each database gave; found = imported + rejected.")
    for source in SOURCES:
        files = [name for name, _ in parts(source, story.shelves)]
        about = ("--source", source.name, "--platform", source.platform)
        hits = ("--hits", str(len(story.shelves.records[source.name])))
        query = ("--query-file", f"searches/{source.query}")
        when = ("--searched", source.searched)
        yield line("import", *files, *about, *when, *hits, *query, "--as", ANNA)


def _duplicates(answers: Iterable[Answer]) -> Iterator[str]:
    yield from part("The certain duplicates are merged, the doubtful ones queued.")
    yield line("dedupe", "--as", ANNA)
    yield line("duplicates", "queue")
    yield from part(
        "Anna has looked at the pairs below: those that may have been missed are merged (where",
        "they were found already, nothing changes), and what only looks alike is kept apart.",
    )
    for one in answers:
        yield line("duplicates", one.word, one.first, one.second, "--why", one.why, "--as", ANNA)


def _retrieval(story: Story) -> Iterator[str]:
    yield from part("Seventeen full texts could not be had, whoever was asked.")
    for place, number in enumerate(story.not_retrieved):
        accession = story.accession[number]
        if place % 3 == 0:
            yield line("retrieval", accession, "requested", "--via", "authors", "--as", BO)
        yield line(
            "retrieval", accession, "not-retrieved", "--via", "interlibrary loan", "--as", BO
        )


def _extraction(story: Story) -> Iterator[str]:
    yield from part(
        "A study with two reports, and a report with two studies; the rest are one each."
    )
    for name, accessions in story.links:
        yield line("study", "link", *accessions, "--name", name, "--as", ANNA)
    yield from part("Both extract every study on their own, then they agree where they differ.")
    for named, study in story.studies:
        for form in FORMS:
            on = (named, "--form", form)
            for reviewer in (ANNA, BO):
                file = study.entry_file(form, reviewer)
                yield line("extract", *on, "--from", file, "--done", "--as", reviewer)
            arm = ("--arm", study.arm_of(form)) if study.arm_of(form) else ()
            yield line("agree", *on, *arm, "--from", study.choices_file(form), "--as", ANNA)


def _bias(story: Story) -> Iterator[str]:
    yield from part(
        "Both judge the risk of bias in each result on maltreatment; what RoB 2 proposes from",
        "their answers is taken unless they say otherwise.",
    )
    for named, one in story.judged:
        on = (named, "--form", one.form, "--part", one.part)
        for reviewer in (ANNA, BO):
            file = one.entry_file(reviewer)
            yield line("judge", *on, "--from", file, "--accept", "--done", "--as", reviewer)
        yield line("agree", *on, "--from", one.choices_file, "--as", ANNA)
