"""The base of every screen: reads and writes outside the drawing thread, refusals in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.screen import Screen

from review import mishap
from review.clean import drawable
from review.desk.action import Action, bindings, key_named
from review.desk.once import Once
from review.desk.shared import UNDO
from review.desk.widgets.key_line import KeyLine
from review.desk.widgets.top import TopLine
from review.refusal import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.desk.host import Host
    from review.ledger.ledger import Review

T = TypeVar("T")
R = TypeVar("R")

_REFUSAL_SECONDS = 8


@dataclass
class Done(Message):
    """A worker has finished; `then` runs in the drawing thread if `ticket` is still the newest."""

    group: str
    ticket: int
    then: Callable[[], None]


class WorkScreen(Once, Screen[R], Generic[R]):
    """A screen that reads and writes in threads and draws what comes back.

    A modal one is declared as `class Ask(WorkScreen[str], ModalScreen[str])`.
    """

    ACTIONS: ClassVar[tuple[Action, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        """Turn the class's own ACTIONS into bindings before Textual merges those."""
        if "ACTIONS" in vars(cls):
            cls.BINDINGS = [*bindings(cls.ACTIONS), *vars(cls).get("BINDINGS", [])]
        super().__init_subclass__(**options)

    def __init__(self) -> None:
        super().__init__()
        self._tickets: Counter[str] = Counter()

    @property
    def host(self) -> Host:
        """The app, with what it promises to screens."""
        return cast("Host", self.app)

    @property
    def review(self) -> Review:
        """The opened review in the person's hands; only after `reload` has been called once."""
        opened = self.host.opened
        assert opened is not None, "the review is not open yet"
        return opened

    def key_of(self, command: str) -> str:
        """Return the key that a command of this screen has now, for a sentence that names it."""
        action = next(one for one in self.ACTIONS if one.id.rpartition(".")[2] == command)
        return key_named(action, self.host.keys)

    @property
    def undo_key(self) -> str:
        """The key that takes back one's newest act here, for a sentence that names it."""
        undo = next((one for one in self.ACTIONS if one.method == "undo"), UNDO)
        return key_named(undo, self.host.keys)

    def run_read(
        self, fn: Callable[[Connection], T], then: Callable[[T], None], *, group: str
    ) -> None:
        """Call `fn` in a thread with a connection, then `then(result)` in the drawing thread.

        A newer read of the same `group` makes the results of older ones go unused.
        """
        review = self.review

        def read() -> T:
            with review.read() as connection:
                return fn(connection)

        self._start(read, then, group)

    def run_write(self, fn: Callable[[], T], then: Callable[[T], None]) -> None:
        """Call `fn` in a thread, then `then(result)`; a refusal goes to `refused`.

        Every write is carried out, in the order of its lock; none is dropped.
        """
        self._start(fn, then, "")

    def reload(self) -> None:
        """Show what is in the review now; called after somebody wrote. Most dialogs stay."""

    def refused(self, refusal: Refused) -> None:
        """Say why something cannot be done, and what to do instead."""
        text = "\n".join(filter(None, (refusal.why, refusal.next_step)))
        self._toast(text, "warning", _REFUSAL_SECONDS)

    def failed(self, said: str) -> None:
        """Say that the program itself failed, and where the details are."""
        self._toast(said, "error", _REFUSAL_SECONDS)

    def told(self, text: str) -> None:
        """Say what has happened."""
        self._toast(text, "information", None)

    def _toast(self, text: str, severity: SeverityLevel, seconds: float | None) -> None:
        """Show one message, in the place of any that stood there: they would cover the work."""
        self.app.clear_notifications()
        self.notify(drawable(text), severity=severity, timeout=seconds, markup=False)

    def _start(self, fn: Callable[[], T], then: Callable[[T], None], group: str) -> None:
        if group:
            self._tickets[group] += 1
        ticket = self._tickets[group]

        def work() -> None:
            try:
                value = fn()
            except Refused as refusal:
                answer = refusal  # the name `refusal` ends with this block
                self.post_message(Done(group, ticket, lambda: self.refused(answer)))
            except Exception as error:  # noqa: BLE001 - the desk stays open whatever fails
                said = mishap.told(error)
                self.post_message(Done(group, ticket, lambda: self.failed(said)))
            else:
                self.post_message(Done(group, ticket, lambda: then(value)))

        self.run_worker(work, thread=True, group=group or "writes", exclusive=bool(group))

    def on_done(self, message: Done) -> None:
        """Run what follows from finished work, unless newer work of its group has begun."""
        message.stop()
        if message.ticket == self._tickets[message.group]:
            message.then()


class WorkspaceScreen(WorkScreen[None]):
    """The screen of a workspace: `body` gives its widgets, between the top line and the footer."""

    def compose(self) -> ComposeResult:
        """Put the body between the line of workspaces and the line of keys."""
        yield TopLine()
        yield from self.body()
        yield KeyLine()

    def body(self) -> ComposeResult:
        """Yield the widgets of the workspace."""
        raise NotImplementedError

    def reload(self) -> None:
        """Show what is in the review now; called when shown and after somebody wrote."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Show the newest state whenever the workspace comes to the front."""
        if self.host.opened is not None:
            self.reload()
