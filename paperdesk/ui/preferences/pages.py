# SPDX-License-Identifier: MIT
"""What stands on each page of the preferences, as data: a page is one entry, a setting one line of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Setting:
    """One option with its label; `words` say what its values mean where they do not speak for themselves.

    `unit` stands behind a number; a `face` is chosen among those that the system has.
    """

    option: str
    label: str
    words: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    face: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its title, and its settings from the top."""

    title: str
    settings: tuple[Setting, ...]


_NO_HOUR = {"": "Never"}

PAGES = (
    Page(
        "Appearance",
        (
            Setting("appearance.theme", "Theme", {"system": "As the system", "light": "Light", "dark": "Dark"}),
            Setting("appearance.text_size", "Size of the abstract", unit="px"),
            Setting("appearance.font", "Face of the abstract", {"": "PaperDesk's own"}, face=True),
            Setting("reading.mark_read_after", "Counts as read after", unit="s"),
        ),
    ),
    Page(
        "Fetching",
        (
            Setting("fetching.automatic", "Fetch by itself"),
            Setting("notifications.new_papers", "Notify of new papers"),
            Setting("notifications.quiet_from", "Quiet from", _NO_HOUR),
            Setting("notifications.quiet_until", "Quiet until", _NO_HOUR),
            Setting("notifications.tray", "Icon in the system's tray"),
        ),
    ),
)
