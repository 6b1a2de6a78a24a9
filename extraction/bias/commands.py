"""The commands of judging bias: judge, robvis; and the tables."""

from __future__ import annotations

from typing import Annotated

import typer

from review.commands.shell import (
    AsOption,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    read_text,
    save,
    say,
)


def judge(
    context: typer.Context,
    study: Annotated[
        str, typer.Argument(metavar="STUDY", help="A study's id or name, or its report.")
    ],
    form: Annotated[str, typer.Option("--form", help="A tool: rob2, robis, amstar-2 ...")],
    part: Annotated[str, typer.Option("--part", help="The result: 'OUTCOME @ TIME'.")] = "",
    file: Annotated[
        str, typer.Option("--from", metavar="FILE.json", help="Answers and judgements.")
    ] = "",
    adopt: Annotated[
        str,
        typer.Option("--adopt", metavar="REVIEW", help="The judgements are of its authors."),
    ] = "",
    accept: Annotated[
        bool, typer.Option("--accept", help="Take what is proposed where I have not judged.")
    ] = False,
    done: Annotated[bool, typer.Option("--done", help="My judgement is complete.")] = False,
    reopen: Annotated[bool, typer.Option("--reopen", help="Change a complete judgement.")] = False,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Judge bias with a tool: it proposes from your answers, and you decide."""
    from extraction.bias import judging, telling
    from extraction.bias.judgement import Subject, judgement_of

    handle = opened(context, review, person)
    if file or adopt or accept or done or reopen:
        text = read_text(context, file) if file else ""
        own = judging.judge(
            handle,
            study,
            form,
            part=part,
            text=text,
            name=file,
            adopt=adopt,
            accept=accept,
            done=done,
            reopen=reopen,
        )
        state = "complete" if own.entry.complete else "not yet complete"
        say(f"{own.study.name}: {own.written} values written; your judgement is {state}.")
        if aside := judging.not_planned(handle, own):
            say(aside)
    else:
        own = judging.own_judging(handle, study, form, part)
    subject = Subject(own.study.id, own.study.name, own.entry.part)
    judgement = judgement_of(subject, own.found)
    if as_json:
        put_json(telling.as_json(own.found, judgement, complete=own.entry.complete))
        return
    for line in telling.lines(own.found, judgement):
        put(line)


def robvis(
    context: typer.Context,
    form: Annotated[str, typer.Option("--form", help="The tool, where there are several.")] = "",
    worst: Annotated[
        bool, typer.Option("--worst", help="One row a study, the worst of its results.")
    ] = False,
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Write the agreed judgements of one tool as the CSV that robvis reads."""
    from extraction.bias.agreed import agreed_judgements, tools_of
    from extraction.bias.judgement import worst_per_study
    from extraction.bias.robvis import robvis as in_robvis
    from extraction.bias.tools import find_tool

    handle = opened(context, review, person)
    with handle.read() as connection:
        judgements = agreed_judgements(connection)
        tools = tools_of(connection)
    if form:
        judgements = [one for one in judgements if one.form == find_tool(form).form]
    if worst:
        judgements = worst_per_study(judgements, tools.values())
    found = in_robvis(judgements)
    save(context, found.text, out)
    what = "The worst of each study, a summary of ours. " if worst else ""
    say(f'{what}In robvis: tool = "{found.tool}".')


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    for command in (judge, robvis):
        app.command()(command)
