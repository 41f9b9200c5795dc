# SPDX-License-Identifier: MIT
"""What stands on each page of the preferences, as data: a page is one entry, a setting one line of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from paperdesk.config.options import CITATION_STYLES
from paperdesk.domain.digest import WEEKDAYS
from paperdesk.ui.preferences.examples import file_example, key_example, time_example


@dataclass(frozen=True, slots=True)
class Setting:
    """One option with its label; `words` say what its values mean where they do not speak for themselves.

    `unit` stands behind a number; a `face` is chosen among those that the system has, a `folder` on the disk. `example`
    says what a text comes to, while it is typed; it raises `BadInput` for one that cannot be, which is not kept.
    """

    option: str
    label: str
    words: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    face: bool = False
    folder: bool = False
    example: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """Something that can be done from a page: `ask` says what; with `choices`, of one of them (value and label).

    `name` stands at the left of the first one.
    """

    label: str
    ask: str
    prose: str = ""
    name: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its title, its settings from the top, and below them what can be done."""

    title: str
    settings: tuple[Setting, ...]
    buttons: tuple[Button, ...] = ()


_STYLES = dict(
    zip(
        CITATION_STYLES,
        ("APA", "IEEE", "Chicago", "MLA", "Nature", "ACM", "Harvard", "Vancouver", "AMA"),
        strict=True,
    )
)
_LAYOUTS = (
    ("markdown", "Markdown"),
    ("obsidian", "Obsidian"),
    ("logseq", "Logseq"),
    ("html", "HTML page"),
    ("pdf", "PDF"),
)
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
    Page(
        "Export",
        (
            Setting("export.citation_key", "Citation keys", example=key_example),
            Setting("export.file_name", "Names of files", example=file_example),
            Setting("citing.style", "Citations", _STYLES),
            Setting("dragging.format", "Dragged papers", {"bibtex": "BibTeX", "ris": "RIS", "markdown": "Markdown"}),
            Setting("zotero.base_url", "Zotero"),
        ),
        (
            Button(
                "Copy to change…",
                "copy-template",
                "A template of your own is offered wherever papers are exported.",
                "Templates",
                _LAYOUTS,
            ),
            Button("Open folder", "open-templates"),
            Button("Help", "template-help"),
        ),
    ),
    Page(
        "Notes folder",
        (
            Setting("notes_folder.path", "Folder", folder=True),
            Setting(
                "notes_folder.format",
                "Written for",
                {"obsidian": "Obsidian", "logseq": "Logseq", "markdown": "Markdown"},
            ),
            Setting("notes_folder.per", "A file", {"paper": "A paper", "day": "A day"}),
        ),
        (
            Button(
                "Sync now",
                "sync-notes",
                "While the window is open, the folder follows what you mark and write. Only PaperDesk's part of a file is ever"
                " written anew; what you write around it stays yours.",
            ),
        ),
    ),
    Page(
        "Digest",
        (
            Setting(
                "digest.frequency", "Mail a digest", {"off": "Never", "daily": "Every day", "weekly": "Every week"}
            ),
            Setting("digest.weekday", "On", {day: day.capitalize() for day in WEEKDAYS}),
            Setting("digest.time", "At", example=time_example),
            Setting("digest.length", "Papers a section"),
            Setting("digest.trending", "Trending"),
            Setting("digest.rising", "Rising"),
            Setting("digest.searches", "Saved searches"),
            Setting("digest.highlights", "What you marked"),
        ),
        (Button("Open today's digest", "open-digest"),),
    ),
    Page(
        "Mail",
        (
            Setting("mail.to", "To"),
            Setting("mail.from", "From"),
            Setting("mail.server", "Server"),
            Setting("mail.port", "Port"),
            Setting("mail.security", "Encryption", {"starttls": "STARTTLS", "tls": "TLS", "none": "None"}),
            Setting("mail.user", "Name to log in with"),
        ),
        (
            Button("Send a test mail", "mail-test"),
            Button("Password…", "mail-password"),
        ),
    ),
)
