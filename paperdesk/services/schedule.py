# SPDX-License-Identifier: MIT
"""When a source is fetched next. Pure: times come in and go out as aware datetimes.

A schedule is `start` (each time the program starts), `every 6h` (and on start, where that long has passed), `at 07:30`
(once a day, in local time, and as soon as it can be where that was missed), or `never` (only when it is asked for).
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from paperdesk.domain.errors import BadInput
from paperdesk.domain.feeds import FeedState

DEFAULT = "every 6h"
_EVERY = re.compile(r"every (\d{1,3}) ?(m|min|minutes?|h|hours?|d|days?)", re.ASCII)
_AT = re.compile(r"at (\d{1,2}):(\d{2})", re.ASCII)
_LONGEST = timedelta(days=31)
_SHORTEST = timedelta(minutes=15)  # no source has anything new more often
_FIRST_RETRY = timedelta(minutes=1)
_LAST_RETRY = timedelta(hours=6)
_FIRST_OFFLINE = timedelta(seconds=30)
_LAST_OFFLINE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule that was read: `kind` is `start`, `every`, `at` or `never`."""

    kind: str
    every: timedelta = timedelta(0)
    at: time = time(0)

    def text(self) -> str:
        """Write it in its one form."""
        if self.kind == "every":
            minutes = int(self.every.total_seconds() // 60)
            return f"every {minutes // 60}h" if minutes % 60 == 0 else f"every {minutes}m"
        return f"at {self.at:%H:%M}" if self.kind == "at" else self.kind


def read_schedule(text: str) -> Schedule:
    """Read a schedule. Raises `BadInput` that says how one is written."""
    said = " ".join(text.casefold().split())
    if said in ("start", "never"):
        return Schedule(said)
    found = _EVERY.fullmatch(said)
    if found:
        unit = {"m": "minutes", "h": "hours", "d": "days"}[found[2][0]]
        every = timedelta(**{unit: int(found[1])})
        if _SHORTEST <= every <= _LONGEST:
            return Schedule("every", every)
    found = _AT.fullmatch(said)
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return Schedule("at", at=time(int(found[1]), int(found[2])))
    raise BadInput(f"{text[:40]!r} is no schedule; write start, every 6h (15m to 31d), at 07:30, or never")


def next_run(schedule: Schedule, state: FeedState, now: datetime, started: datetime) -> datetime | None:
    """Return when a source is due, `now` or earlier for at once, None for not by itself.

    `started` is when the program started. After a failure it is tried again sooner, less often each time; where there
    was no network, in a minute or some. A time in the future that a clock set back has left counts as never, and one
    that lies further ahead than the schedule could put it is not waited for.
    """
    tried, succeeded = _time(state.tried, now), _time(state.succeeded, now)
    if schedule.kind == "never":
        return None
    if state.failures and tried is not None:
        regular = _regular(schedule, tried, started, now)
        retry = tried + _pause(state)
        asked = _asked(state, tried)
        if asked is not None:
            return asked
        return retry if regular is None else min(retry, max(regular, tried + _FIRST_OFFLINE))
    return _regular(schedule, succeeded, started, now)


def _regular(schedule: Schedule, last: datetime | None, started: datetime, now: datetime) -> datetime | None:
    if schedule.kind == "start":
        return started if last is None or last < started else None
    if last is None:
        return now
    if schedule.kind == "every":
        return last + schedule.every
    local = last.astimezone(now.tzinfo)
    due = local.replace(hour=schedule.at.hour, minute=schedule.at.minute, second=0, microsecond=0)
    return due if due > local else due + timedelta(days=1)


def _pause(state: FeedState) -> timedelta:
    """Return how long to wait after that many failures in a row: twice as long each time, up to a bound."""
    first, last = (_FIRST_OFFLINE, _LAST_OFFLINE) if state.offline else (_FIRST_RETRY, _LAST_RETRY)
    doubled: int = 2 ** min(max(state.failures - 1, 0), 16)
    return min(first * doubled, last)


def _asked(state: FeedState, tried: datetime) -> datetime | None:
    """Return when the server asked to come back, which `next_run` holds after a failure, within a day of it."""
    if state.offline or not state.next_run:
        return None
    asked = _parsed(state.next_run)
    return asked if asked is not None and tried < asked <= tried + timedelta(days=1, minutes=1) else None


def _time(text: str, now: datetime) -> datetime | None:
    """Return a kept time; None for none, and for one that has not come: the clock was set back since."""
    found = _parsed(text)
    return found if found is not None and found <= now + timedelta(minutes=5) else None


def _parsed(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
