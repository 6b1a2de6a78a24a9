"""How fast one decides: an estimate of the time that is left, and a guard against a stuck key."""

from __future__ import annotations

from collections import deque

_RECENT = 100  # decisions that the pace is taken from
_ENOUGH = 10  # of them before any pace is told
_PAUSE = 300.0  # seconds; a longer gap is a break, not work

_RUN, _WITHIN = 15, 20.0  # the same key so often in so many seconds

_HOUR, _MINUTE = 3600, 60
_HALF_DAY = 10  # hours, above which minutes are no longer told


class Pace:
    """The time between one's own decisions, breaks left out; others have no part in it."""

    def __init__(self) -> None:
        self._last: float | None = None
        self._gaps: deque[float] = deque(maxlen=_RECENT)

    def add(self, now: float) -> None:
        """Note a decision at `now`, in seconds of a clock that only goes forward."""
        if self._last is not None and 0 < now - self._last <= _PAUSE:
            self._gaps.append(now - self._last)
        self._last = now

    @property
    def per_hour(self) -> int | None:
        """Decisions in an hour of work, None before there are enough to tell."""
        if len(self._gaps) < _ENOUGH:
            return None
        return round(_HOUR * len(self._gaps) / sum(self._gaps))

    def text(self, left: int) -> str:
        """Return pace and time for `left` more, in words; "" before there are enough to tell."""
        if self.per_hour is None:
            return ""
        pace = f"{self.per_hour} an hour"
        if not left:
            return pace
        return f"{pace}, {duration(left * sum(self._gaps) / len(self._gaps))} for the rest"


def duration(seconds: float) -> str:
    """Return a length of time as one says it: about 2 h 10 min."""
    minutes = max(1, round(seconds / _MINUTE))
    hours, rest = divmod(minutes, _MINUTE)
    if not hours:
        return f"about {minutes} min"
    if hours >= _HALF_DAY or not rest:
        return f"about {round(minutes / _MINUTE)} h"
    return f"about {hours} h {rest} min"


class Haste:
    """Notices a long run of the same verdict in a few seconds, as a stuck key makes it."""

    def __init__(self) -> None:
        self._key = ""
        self._times: deque[float] = deque(maxlen=_RUN)

    def add(self, key: str, now: float) -> int:
        """Note `key` at `now`; return the length of a run too fast to have been read, else 0."""
        if key != self._key:
            self._key = key
            self._times.clear()
        self._times.append(now)
        if len(self._times) == _RUN and now - self._times[0] <= _WITHIN:
            self._times.clear()
            return _RUN
        return 0
