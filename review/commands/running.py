"""Running one command line: the exit code it ends with, and what is said when it cannot.

What reads a line with words is imported for one only: the desk, which opens without, starts sooner.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from review.commands.talk import say
from review.commands.values import PERSON_VARIABLE, REVIEW_VARIABLE, Exit, Shell
from review.mishap import told
from review.refusal import Refused, Stopped, StoreUnusable

if TYPE_CHECKING:
    import typer

_INTERRUPTED = 130
_STOPPED = "Stopped. What was saved before is kept."
_COMPLETING = "_REVIEW_COMPLETE"  # what the shell sets when it asks how a line may go on


@dataclass(frozen=True, slots=True)
class Program:
    """The commands as the library runs them, each selection of them built once.

    `build` gives the program with all of its commands, new at each call.
    """

    build: Callable[[], typer.Typer]
    _built: dict[frozenset[str] | None, Any] = field(default_factory=dict)

    def run(self, arguments: Sequence[str], shell: Shell) -> int:
        """Run one command line and return its exit code; no traceback reaches a user."""
        completing = _COMPLETING in os.environ
        try:
            if not arguments and not completing:
                return _alone(shell)
            code = self._typed(arguments, shell, completing=completing)
        except StoreUnusable as refusal:
            say(str(refusal))
            return Exit.NO_STORE
        except Refused as refusal:
            say(str(refusal))
            return Exit.REFUSED
        except BrokenPipeError:
            sys.stderr.close()
            return Exit.DONE
        return code if isinstance(code, int) else Exit.DONE

    def _typed(self, arguments: Sequence[str], shell: Shell, *, completing: bool) -> object:
        """Run a line with words, or tell the shell how one may go on."""
        import typer

        from review.commands.brief import named

        code: object = None
        try:
            command = self._command(None if completing else named(self.build(), arguments))
            code = command.main(
                args=list(arguments), prog_name="review", standalone_mode=False, obj=shell
            )
        except typer.TyperException as error:
            _say_usage(error)
            return Exit.REFUSED
        except Stopped as stopped:
            say(str(stopped))
            return _INTERRUPTED
        except typer.Abort:
            code = _INTERRUPTED
        if code == _INTERRUPTED:  # which is how the library hands on Ctrl-C
            say(_STOPPED)
        return code

    def _command(self, words: frozenset[str] | None) -> Any:
        """Return the program whole in the commands called so; None: in all, for completion."""
        import typer

        from review.commands.brief import in_brief

        if words not in self._built:
            app = self.build() if words is None else in_brief(self.build(), words)
            self._built[words] = typer.main.get_command(app)
        return self._built[words]


def _alone(shell: Shell) -> int:
    """Open the desk, as a line without words does; the library would take a third of the start."""
    shell.location = os.environ.get(REVIEW_VARIABLE, "")
    shell.person = os.environ.get(PERSON_VARIABLE, "")
    shell.desk(shell, "")
    return Exit.DONE


def _say_usage(error: typer.TyperException) -> None:
    """Say what was wrong with the words of the command line, and where its help is."""
    where = getattr(error, "ctx", None)
    command = where.command_path if where else "review"
    message = getattr(error, "format_message", lambda: str(error))()
    say(f"{message} See `{command} --help`.")


def end_with(run: Callable[[], int]) -> None:
    """End this process with what `run` returns, or with words for what went wrong in it."""
    try:
        sys.exit(run())
    except KeyboardInterrupt:
        say(_STOPPED)
        sys.exit(_INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - no traceback reaches a user
        say(told(error))
        sys.exit(Exit.REFUSED)
