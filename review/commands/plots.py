"""Plots for the publication and the terminal, from the slices that know them."""

from __future__ import annotations

from typing import Annotated

import typer

from review.commands.shell import (
    AsOption,
    JsonOption,
    PlotOptions,
    ReviewOption,
    draws_weights,
    only_ascii,
    opened,
    put,
    put_json,
    put_studies,
    save,
    shell_of,
)
from review.refusal import Refused


def plot(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Without one, the list.")] = "",
    format_name: Annotated[str, typer.Option("--format", help="text, svg, png or pdf.")] = "text",
    lang: Annotated[str, typer.Option("--lang", help="en or nb.")] = "en",
    ascii_only: Annotated[bool, typer.Option("--ascii", help="Text in ASCII alone.")] = False,
    outcome: Annotated[
        str, typer.Option("--outcome", metavar="O", help="Of albatross; the most measured.")
    ] = "",
    share: Annotated[
        float | None,
        typer.Option("--share", help="Of a study's results that give it a direction; 0.7."),
    ] = None,
    basis: Annotated[
        str, typer.Option("--basis", help="Of harvest: direction, significance or claim.")
    ] = "",
    contours: Annotated[
        str, typer.Option("--contours", help="Of albatross: smd or correlation.")
    ] = "smd",
    ratio: Annotated[
        float, typer.Option("--ratio", help="Of albatross: intervention to comparator group.")
    ] = 1.0,
    icc: Annotated[
        float | None, typer.Option("--icc", help="Of albatross: for cluster randomised studies.")
    ] = None,
    cluster_size: Annotated[
        float | None, typer.Option("--cluster-size", help="Belongs to --icc: the mean size.")
    ] = None,
    hard: Annotated[
        list[str] | None,
        typer.Option("--hard", metavar="O", help="Of harvest: an outcome drawn filled."),
    ] = None,
    mark: Annotated[
        str, typer.Option("--open", metavar="KEY", help="List the studies behind a mark: 2.1.")
    ] = "",
    dpi: Annotated[int, typer.Option("--dpi", help="Of png; 600 by default.")] = 0,
    edition: Annotated[
        int, typer.Option("--edition", metavar="N", help="As of when this edition was closed.")
    ] = 0,
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Draw one plot of the synthesis, made from agreed data, or open one of its marks."""
    from review.drawing.plot import BINARY, FORMATS, render
    from review.editions.past import as_of
    from review.ids import shown_study
    from review.studies import names_of_studies

    plots = shell_of(context).plots
    if name not in plots:
        known = "\n".join(f"  {key:22}{source.about}" for key, source in plots.items())
        if not name:
            put(known)
            return
        raise Refused(f"There is no plot “{name}”.", f"The plots are:\n{known}")
    if format_name not in FORMATS:
        raise Refused(
            f"“{format_name}” is not a format of plots.", f"It can be {_either(FORMATS)}."
        )
    options = PlotOptions(
        language=lang,
        outcome=outcome,
        basis=basis,
        share=share,
        contours=contours,
        ratio=ratio,
        icc=icc,
        cluster_size=cluster_size,
        hard=tuple(hard or ()),
    )
    handle = opened(context, review, person)
    with handle.read() as connection, as_of(handle, connection, edition) as then:
        built = plots[name].build(then, handle, options)
        names = names_of_studies(then) if mark else {}
    if as_json:
        drawn = built.sketch(_width(), ascii_only)
        marks = [
            {
                "key": spot.open_key,
                "says": spot.text,
                "studies": [shown_study(one) for one in built.opened(spot.open_key)],
            }
            for spot in drawn.spots
        ]
        put_json({"plot": name, "marks": marks})
        return
    if mark:
        put_studies(built.opened(mark), names)
        return
    plain = ascii_only or (only_ascii() and not out)
    weights = not out and not ascii_only and draws_weights()
    data = render(built, format_name, width=_width(), plain=plain, weights=weights, dpi=dpi)
    save(context, data, out, binary_name=f"{name}.{format_name}" if format_name in BINARY else "")


def _either(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _width() -> int:
    import shutil

    return max(60, shutil.get_terminal_size((80, 24)).columns)


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command()(plot)
