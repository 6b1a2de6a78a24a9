"""The commands that say what outcomes and the like are called in each language."""

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
    say,
)
from review.refusal import Refused


def name(
    context: typer.Context,
    of: Annotated[str, typer.Argument(metavar="NAME", help="As the extractors wrote it.")],
    en: Annotated[str | None, typer.Option("--en", help="What it is called in English.")] = None,
    nb: Annotated[str | None, typer.Option("--nb", help="What it is called in Norwegian.")] = None,
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Say what an outcome, a domain or a type of intervention is called in another language."""
    from extraction.namings import give_names

    given = {key: text for key, text in (("en", en), ("nb", nb)) if text is not None}
    give_names(opened(context, review, person), [{"of": of, **given}])
    say(f"{of}: {', '.join(f'{key} “{text}”' for key, text in given.items())}.")


def names(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="[FILE.toml]", help="Names to take in, a [[name]] each.")
    ] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List the names in use with what they are called in each language, or take names in."""
    from extraction.namings import LANGUAGES, give_names, in_use, namings
    from extraction.queries import agreed_studies
    from extraction.same import folded
    from extraction.tables.own import setting_of

    handle = opened(context, review, person)
    if file:
        taken = give_names(handle, _read(file, read_text(context, file)), file)
        say(f"Named: {', '.join(taken)}.")
        return
    with handle.read() as connection:
        setting, known = setting_of(connection, "en"), namings(connection)
        used = in_use(agreed_studies(connection), setting.characteristics, setting.domains)
    listed = [{"name": one, **known.get(folded(one), {})} for one in used]
    if as_json:
        put_json({"names": listed})
        return
    for one in listed:
        told = "; ".join(f"{key}: {one[key]}" for key in LANGUAGES if key in one)
        put(f"{one['name']}\n    {told or 'called so in every language'}")
    if not listed:
        say("No outcome or type is agreed that is not an answer of the form.")


def _read(file: str, text: str) -> list[dict[str, object]]:
    import tomllib

    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused(f"{file} is not valid TOML: {error}.", "Mend that line.") from None
    given = data.get("name")
    if (
        set(data) != {"name"}
        or not isinstance(given, list)
        or not all(isinstance(one, dict) for one in given)
    ):
        raise Refused(f"{file} does not hold names.", "Write each as [[name]].")
    return given


def register(group: typer.Typer) -> None:
    """Put these commands into the group of the synthesis."""
    group.command("name")(name)
    group.command("names")(names)
