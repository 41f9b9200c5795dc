# SPDX-License-Identifier: MIT
"""The fetcher of a running window: one thread that brings new papers by schedule, and now where it is asked to. No Qt.

The callbacks are called on the fetcher's thread; the window turns them into signals.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from paperdesk.config.options import Settings
from paperdesk.domain.changes import Changes
from paperdesk.domain.feeds import FetchReport


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """How far the fetch of one source is. `text` is for the reader; `done` of `total` steps, 0 where that is not known."""

    source: str
    text: str
    done: int = 0
    total: int = 0
    new: int = 0


class Fetcher:
    """Brings new papers in the background. Made and closed by whoever opens the window."""

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        *,
        on_progress: Callable[[FetchProgress], None] = lambda progress: None,
        on_changes: Callable[[Changes], None] = lambda changes: None,
        on_done: Callable[[str, FetchReport], None] = lambda source, report: None,
        on_state: Callable[[], None] = lambda: None,
    ) -> None:
        """`on_progress` tells how far a source is, `on_changes` what a transaction wrote, `on_done` how a source ended.

        `on_state` says that `View.feed_states` differs: something began, ended, or is due at another time.
        """

    def start(self) -> None:
        """Start the thread, and with it the schedule."""

    def close(self) -> None:
        """Stop what runs and end the thread; within a second, whatever it waits for."""

    def fetch_now(self, sources: Sequence[str] = ()) -> None:
        """Fetch `sources` at once, or every subscription that is not paused."""

    def cancel(self, source: str = "") -> None:
        """Stop the fetch of a source, or of all; what was taken in stays."""

    def reload(self) -> None:
        """Read the subscriptions again: one was added, changed, or ended."""

    @property
    def running(self) -> frozenset[str]:
        """The names of the sources that are being fetched."""
        return frozenset()
