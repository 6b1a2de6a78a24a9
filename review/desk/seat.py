"""Who sits at the desk: asking for it, and clearing the desk for the next person."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from review.desk.dialogs import Option, ask_choice
from review.desk.host import Host

People = Sequence[tuple[str, str]]  # name, roles


def ask_who(host: Host, people: People, then: Callable[[str | None], None]) -> None:
    """Ask which of `people` sits here; "" is nobody, None whoever sat here before."""
    options = [Option(name, f"{name} ({roles})") for name, roles in people]
    options.append(Option("", "nobody: only look at facts and what is revealed"))
    label = "What you see and what is kept as yours depends on it."
    host.push_screen(ask_choice("Who sits here?", options, label), then)


async def clear_desk(host: Host) -> None:
    """Make every workspace anew, so that nothing of who sat here before is left on it."""
    place = host.current_mode
    await host.switch_mode("clear")
    for workspace in host.workspaces:
        await host.remove_mode(workspace.id)
        host.add_mode(workspace.id, workspace.screen)
    await host.switch_mode(place)
