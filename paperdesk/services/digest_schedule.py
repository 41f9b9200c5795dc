# SPDX-License-Identifier: MIT
"""When a digest is due, and of which days it is. Pure: times come in as aware datetimes, options as values.

A digest that is due before noon tells of the day before (or of the seven days up to it), one from noon on of its own
day. What was missed while the machine was off is made up for once, with the latest only. After a failure it is tried
again, less often each time, until the next one is due.
"""

import json
import re
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from paperdesk.config.options import Settings
from paperdesk.domain.digest import WEEKDAYS, Edition
from paperdesk.domain.errors import BadInput

_TIME = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_FIRST_RETRY, _LAST_RETRY = timedelta(minutes=5), timedelta(hours=4)
_AHEAD = timedelta(minutes=5)  # a time further ahead was written by a clock that has been set back since
_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a digest is due: `off`, `daily` or `weekly`, at which local time, on which weekday (0 is Monday)."""

    frequency: str = "off"
    at: time = time(7, 30)
    weekday: int = 0


@dataclass(frozen=True, slots=True)
class Sendings:
    """How sending has gone. `last` is the last day that a sent digest told of, `sent` when that was; `tried` when it was
    tried last in vain, `failures` how often in a row, `error` why. Times are ISO 8601 with their zone, empty for never."""

    last: str = ""
    sent: str = ""
    tried: str = ""
    failures: int = 0
    error: str = ""

    def text(self) -> str:
        """Write it as the library keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def read_sendings(text: str) -> Sendings:
    """Read what `Sendings.text` wrote; what cannot be read counts as never."""
    try:
        told = json.loads(text) if text else {}
        last, sent, tried, error = (str(told.get(name, "")) for name in ("last", "sent", "tried", "error"))
        return Sendings(last, sent, tried, int(told.get("failures", 0)), error)
    except (ValueError, TypeError, AttributeError):
        return Sendings()


def rhythm_of(settings: Settings) -> Rhythm:
    """Return how often the reader wants a digest. Raises `BadInput` for a time that is none."""
    said = str(settings["digest.time"])
    found = _TIME.fullmatch(said.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise BadInput(f"digest.time: {said[:40]!r} is no time of day; write 07:30")
    day = WEEKDAYS.index(settings["digest.weekday"])
    return Rhythm(settings["digest.frequency"], time(int(found[1]), int(found[2])), day)


def edition_of(day: date, *, weekly: bool) -> Edition:
    """Return the digest that ends with `day`."""
    return Edition((day - timedelta(days=6) if weekly else day).isoformat(), day.isoformat())


def edition_at(now: datetime, *, weekly: bool) -> Edition:
    """Return the digest that is made at `now` where nobody says of which days."""
    return edition_of(
        now.date() if now.timetz().replace(tzinfo=None) >= _NOON else now.date() - timedelta(days=1), weekly=weekly
    )


def latest(now: datetime, rhythm: Rhythm) -> tuple[datetime, Edition]:
    """Return when the latest digest was due, at `now` or before, and of which days it is."""
    slot = datetime.combine(now.date(), rhythm.at, now.tzinfo)
    weekly = rhythm.frequency == "weekly"
    back = (now.weekday() - rhythm.weekday) % 7 if weekly else 0
    slot -= timedelta(days=back)
    if slot > now:
        slot -= timedelta(days=7 if weekly else 1)
    about = slot.date() if rhythm.at >= _NOON else slot.date() - timedelta(days=1)
    return slot, edition_of(about, weekly=weekly)


def due(now: datetime, last: Sendings, rhythm: Rhythm) -> Edition | None:
    """Return the digest that is to be sent at `now`, None for none."""
    if rhythm.frequency == "off":
        return None
    slot, edition = latest(now, rhythm)
    sent, tried = _time(last.sent, now), _time(last.tried, now)
    # The slot it was sent at counts, not only the days: a digest that tells of other days is not missing when the
    # reader changes the hour.
    if last.last >= edition.last or (sent is not None and sent >= slot):
        return None
    if last.failures and tried is not None and tried >= slot and now < tried + pause(last.failures):
        return None
    return edition


def next_look(now: datetime, last: Sendings, rhythm: Rhythm) -> datetime | None:
    """Return when it is worth asking `due` again, None for not before the options change."""
    if rhythm.frequency == "off":
        return None
    if due(now, last, rhythm) is not None:
        return now
    slot, _ = latest(now, rhythm)
    following = slot + timedelta(days=7 if rhythm.frequency == "weekly" else 1)
    tried = _time(last.tried, now)
    if last.failures and tried is not None and tried >= slot:
        return min(following, max(tried + pause(last.failures), now))
    return following


def pause(failures: int) -> timedelta:
    """Return how long to wait after that many failures in a row."""
    doubled: int = 2 ** min(max(failures - 1, 0), 16)
    return min(_FIRST_RETRY * doubled, _LAST_RETRY)


def _time(text: str, now: datetime) -> datetime | None:
    """Return a kept time; None for none, and for one that has not come."""
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None and found <= now + _AHEAD else None
