"""What single keys do to a difference: an answer taken, another given, put on the pile, remarked.

Choices are kept on this machine until the consensus is; the pile and the remarks are everyone's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from extraction import discussing
from extraction.choices_kept import to_kept
from extraction.compare import Difference
from extraction.consensus import Choice
from extraction.drafts import Drafts
from extraction.path import parsed
from extraction.queries import Place
from extraction.screens.editor import Answered, EditValue
from extraction.screens.pairing import Pairing
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import ask_text
from review.desk.widgets.rows import RowList
from review.refusal import Refused

KEPT: Final = "choices"  # the key of the drafts where choices are

CHOICE_ACTIONS: Final = (
    Action("compare.first", "f", "first", "Take the first extractor's answer."),
    Action("compare.second", "s", "second", "Take the second extractor's answer."),
    Action("compare.another", "a", "other", "Give another answer, with the reason."),
    Action("compare.discuss", "d", "discuss", "Put it on the pile that both are to talk about."),
    Action(
        "compare.remark",
        "r",
        "remark",
        "Put it on the pile, and say something to all.",
        shown=False,
    ),
    Action("compare.open", "x", "leave open", "Take the choice back, or off the pile.", False),
    Action("compare.next", "n", "next", "Go to the next difference that is not settled.", False),
)


class ChoiceKeys(WorkspaceScreen):
    """The keys of a comparison; the screen that has them draws what is chosen."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self._pairing: Pairing | None = None
        self._choices: dict[str, Choice] = {}
        # What a tool asks for besides, given for the choices as they are.
        self._added: dict[str, Choice] = {}
        self._onward = False  # go on to the next difference once what was said is shown

    def redraw(self) -> None:
        """Draw the difference under the cursor, and how far the choices are."""
        raise NotImplementedError

    @property
    def _drafts(self) -> Drafts:
        return Drafts(self.review.store.copy_id, self.review.person, self._place)

    @property
    def _rows(self) -> RowList:
        return self.query_one("#differences", RowList)

    @property
    def _current(self) -> Difference | None:
        return self._pairing.differences.get(self._rows.current or "") if self._pairing else None

    def _keep_choices(self) -> None:
        """Keep what is chosen so far on this machine, and show it."""
        assert self._pairing is not None
        self._added.clear()
        kept = to_kept(self._choices, self._pairing.differences)
        if not self._drafts.keep(KEPT, kept):
            self.told("Choices are lost when you leave: the disk takes no drafts.")
        self._rows.refresh_rows()

    def action_first(self) -> None:
        """Take the first extractor's answer."""
        self._choose(Choice("first"))

    def action_second(self) -> None:
        """Take the second extractor's answer."""
        self._choose(Choice("second"))

    def _choose(self, choice: Choice, path: str = "") -> None:
        one = self._current
        if one is None:
            return
        self._choices[path or one.path] = choice
        self._keep_choices()
        self.action_next()

    def action_another(self) -> None:
        """Ask for another answer and the reason."""
        one, pairing = self._current, self._pairing
        if one is None or pairing is None:
            return
        parts, field = parsed(one.path), pairing.form.at(one.path)
        if field is None or parts is None or parts.is_row:
            why = "A whole row is kept or left out: f or s."
            self.refused(Refused(why, "Open your entry with o to change what is in it."))
            return

        def answered(answer: Answered | None) -> None:
            if answer is not None and answer.value is not None:
                self._choose(Choice("another", answer.why, {one.path: answer.value}), one.path)

        start = one.a or one.b
        editor = EditValue(one.name, field, start, reports=pairing.reports, ask_why=True)
        self.app.push_screen(editor, answered)

    def action_discuss(self) -> None:
        """Put the difference on the pile to discuss; a choice made of it goes."""
        one, place = self._current, self._place
        if one is None:
            return
        self._open_again(one)
        remark, back = self.key_of("remark"), self.undo_key
        told = f"Both see that it is to be discussed; {remark} says something of it."
        self._talk(
            lambda: discussing.discuss(self.review, place, one.path),
            told=f"{told} {back} takes it back.",
        )

    def action_remark(self) -> None:
        """Ask for a remark on the difference, which puts it on the pile."""
        one, place = self._current, self._place
        if one is None:
            return

        def answered(text: str | None) -> None:
            if text:
                self._open_again(one)
                self._talk(lambda: discussing.discuss(self.review, place, one.path, text))

        label = f"{one.name}. Everyone in the team reads it."
        self.app.push_screen(ask_text("Remark", label, required=True), answered)

    def action_open(self) -> None:
        """Take the choice under the cursor back; where there is none, take it off the pile."""
        one, place, pairing = self._current, self._place, self._pairing
        if one is None or pairing is None:
            return
        if self._open_again(one):
            self.redraw()
        elif pairing.talk.on_pile(one):
            self._talk(lambda: discussing.take_off(self.review, place, one.path), onward=False)

    def _open_again(self, one: Difference) -> bool:
        """Take a choice back; False where none was made."""
        there = self._choices.pop(one.path, None) is not None
        if there:
            self._keep_choices()
        return there

    def _talk(self, said: Callable[[], object], *, onward: bool = True, told: str = "") -> None:
        """Keep what everyone sees, then show it."""

        def shown(_nothing: object) -> None:
            if told:
                self.told(told)
            self._onward = onward
            self.reload()

        self.run_write(said, shown)

    def action_next(self) -> None:
        """Go to the next difference without a choice; those to discuss come last."""
        if self._pairing is None:
            return
        rows, pile = self._rows, self._pairing.pile
        ids = list(rows.ids)
        turned = [*ids[rows.cursor + 1 :], *ids[: rows.cursor + 1]]
        left = [path for path in turned if path not in self._choices]
        fresh = [path for path in left if path not in pile]
        if left:
            rows.go_to((fresh or left)[0])
        self.redraw()
