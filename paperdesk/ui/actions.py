# SPDX-License-Identifier: MIT
"""Every action of the window, as data: the menu, the palette, the shortcuts and the help are made from this table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from paperdesk.domain.paper import Paper
from paperdesk.ui.icons import icon


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    `keys` are its shortcuts, the first one shown; `menu` is where it stands, with a line above it if `apart`;
    `mark` names the mark of the shown paper that it reflects; `icon` may be empty.
    """

    name: str
    text: str
    keys: tuple[str, ...]
    menu: str
    help: str
    icon: str = ""
    apart: bool = False
    mark: str = ""


# A menu inside another is named after it.
MENUS = ("&File", "&Paper", "&Paper/&Copy", "&Tags", "High&lights", "&Search", "&Go", "&View", "&Help")

ACTIONS = (
    ActionSpec("import", "Import files…", ("Ctrl+O",), "&File", "Bring papers of saved pages and files into the library", "download"),
    ActionSpec("add-paper", "Add papers…", ("Ctrl+N",), "&File", "Fetch papers by identifier, DOI or address", "plus"),
    ActionSpec("paste-paper", "Add the copied paper", ("Ctrl+V",), "&File", "Fetch the paper whose identifier or address is copied"),
    ActionSpec("fetch-now", "Fetch now", ("F5",), "&File", "Bring what is new from every source", "refresh-cw", apart=True),
    ActionSpec("sources", "Sources…", ("Ctrl+R",), "&File", "Show what you subscribe to, and how fetching it goes", "rss"),
    ActionSpec("add-source", "Add a source…", ("Ctrl+Shift+N",), "&File", "Subscribe to a feed, arXiv, Hugging Face or a folder"),
    ActionSpec("export", "Export…", ("Ctrl+Shift+E",), "&File", "Write papers, notes and highlights in the formats of others", "upload"),
    ActionSpec("sync-notes", "Sync the notes folder", ("Ctrl+Shift+U",), "&File", "Bring your vault up to date", "refresh-cw"),
    ActionSpec("open-digest", "Open today's digest", ("G",), "&File", "Make the digest and show it as a mail", "newspaper"),
    ActionSpec("cancel", "Stop", ("Ctrl+.",), "&File", "Stop the work in progress, keeping what is done", "x"),
    ActionSpec("remove-sample", "Remove the sample library", ("Ctrl+Shift+Del",), "&File", "Take out the sample papers"),
    ActionSpec("undo", "Undo", ("Ctrl+Z",), "&File", "Take back the last change", "undo-2", apart=True),
    ActionSpec("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "&File", "Do again what was taken back", "redo-2"),
    ActionSpec("preferences", "Preferences…", ("Ctrl+,",), "&File", "Choose how PaperDesk looks and fetches", "settings", apart=True),
    ActionSpec("quit", "Quit", ("Ctrl+Q",), "&File", "Close PaperDesk", apart=True),
    ActionSpec("read", "Read or unread", ("U",), "&Paper", "Mark papers read or unread", "mail-open", mark="read"),
    ActionSpec("star", "Star", ("S",), "&Paper", "Put a star on the selected papers, or take it off", "star", mark="starred"),
    ActionSpec("later", "Read later", ("L",), "&Paper", "Keep the selected papers for later", "bookmark", mark="later"),
    ActionSpec("archive", "Archive", ("E",), "&Paper", "Put the selected papers away, or back", "archive", mark="archived"),
    ActionSpec("note", "Note", ("M",), "&Paper", "Write a note on the paper", "notebook-pen", apart=True),
    ActionSpec("note-preview", "Preview the note", ("Ctrl+E",), "&Paper", "Show how the note reads, or its text alone", "eye"),
    ActionSpec("close-note", "Close the note", ("Shift+M",), "&Paper", "Put the note away; it is saved", "x"),
    ActionSpec("open-arxiv", "Open at its source", ("O",), "&Paper", "Open the page in the web browser", "external-link", apart=True),
    ActionSpec("open-pdf", "Open the PDF", ("P",), "&Paper", "Open the PDF in the web browser", "file-text"),
    ActionSpec("copy-citation", "Copy citation", ("Shift+C",), "&Paper/&Copy", "Copy the citation of the selected papers", "quote"),
    ActionSpec("copy-citation-as", "Copy citation in a style…", ("Ctrl+Shift+A",), "&Paper/&Copy", "Choose the style of citations"),
    ActionSpec("copy-bibtex", "Copy as BibTeX", ("B",), "&Paper/&Copy", "Copy the selected papers for LaTeX"),
    ActionSpec("copy-markdown", "Copy Markdown link", ("Ctrl+Shift+K",), "&Paper/&Copy", "Copy links to the selected papers in Markdown"),
    ActionSpec("copy-quote-cited", "Copy quote with citation", ("Shift+Q",), "&Paper/&Copy", "Copy the chosen passage and where it stands"),
    ActionSpec("copy-link", "Copy link", ("Ctrl+Shift+C",), "&Paper/&Copy", "Copy the title and address of the paper", "globe"),
    ActionSpec("send-zotero", "Send to Zotero", ("Z",), "&Paper", "Send the selected papers to the Zotero that runs here", "send"),
    ActionSpec("remove", "Remove from library", ("Del",), "&Paper", "Take the selected papers out of the library", "trash-2", apart=True),
    ActionSpec("tag", "Tag…", ("T",), "&Tags", "Write a tag for the selected papers", "tag"),
    ActionSpec("rename-tag", "Rename tag…", ("F2",), "&Tags", "Rename the tag chosen in the sidebar", "pencil", apart=True),
    ActionSpec("merge-tag", "Merge tag…", ("Ctrl+Shift+M",), "&Tags", "Merge the tag chosen in the sidebar into another", "merge"),
    ActionSpec("delete-tag", "Delete tag", ("Ctrl+Shift+Backspace",), "&Tags", "Take the tag chosen in the sidebar off all papers"),
    ActionSpec("highlight", "Highlight", ("H",), "High&lights", "Highlight the selected text", "highlighter"),
    ActionSpec("highlight-yellow", "Highlight in yellow", ("1",), "High&lights", "Use yellow, on selected text or the highlight"),
    ActionSpec("highlight-green", "Highlight in green", ("2",), "High&lights", "Use green, on selected text or the highlight"),
    ActionSpec("highlight-blue", "Highlight in blue", ("3",), "High&lights", "Use blue, on selected text or the highlight"),
    ActionSpec("highlight-pink", "Highlight in pink", ("4",), "High&lights", "Use pink, on selected text or the highlight"),
    ActionSpec("highlight-orange", "Highlight in orange", ("5",), "High&lights", "Use orange, on selected text or the highlight"),
    ActionSpec("highlight-note", "Note on the highlight…", ("N",), "High&lights", "Write why it matters", "sticky-note", apart=True),
    ActionSpec("highlight-tag", "Tag the highlight…", ("Shift+T",), "High&lights", "Write a tag for the highlight", "tag"),
    ActionSpec("highlight-card", "Show its card", ("C",), "High&lights", "Show the note and tags of the highlight"),
    ActionSpec("copy-quote", "Copy the quote", ("Q",), "High&lights", "Copy the text of the highlight", "copy"),
    ActionSpec("place-highlight", "Place again", ("Shift+P",), "High&lights", "Put the highlight on the selected text", "map-pin"),
    ActionSpec("delete-highlight", "Delete the highlight", ("Backspace",), "High&lights", "Delete the chosen highlight", "trash-2"),
    ActionSpec("next-highlight", "Next highlight", (".",), "High&lights", "Choose the next highlight of the paper", apart=True),
    ActionSpec("previous-highlight", "Previous highlight", (",",), "High&lights", "Choose the highlight before"),
    ActionSpec("start-back", "Begin a word earlier", ("Alt+Shift+Up",), "High&lights", "Move the beginning of the highlight back"),
    ActionSpec("start-on", "Begin a word later", ("Alt+Shift+Down",), "High&lights", "Move the beginning of the highlight on"),
    ActionSpec("end-back", "End a word earlier", ("Alt+Shift+Left",), "High&lights", "Move the end of the highlight back"),
    ActionSpec("end-on", "End a word later", ("Alt+Shift+Right",), "High&lights", "Move the end of the highlight on"),
    ActionSpec("focus-margin", "Go to the margin", ("Shift+H",), "High&lights", "Move the keyboard to the margin", apart=True),
    ActionSpec("toggle-margin", "Show the margin", ("Ctrl+Shift+B",), "High&lights", "Show or hide the margin", "panel-right"),
    ActionSpec("rename-colour", "Name a colour…", ("Shift+F2",), "High&lights", "Say what a colour of highlights stands for", "pencil"),
    ActionSpec("show-changes", "What changed in the text", ("D",), "High&lights", "Show what went and what is new", "history", apart=True),
    ActionSpec("show-original", "The original text", ("Shift+D",), "High&lights", "Show the text as it came first"),
    ActionSpec("save-search", "Save search…", ("Ctrl+S",), "&Search", "Keep the search that is typed, in the sidebar", "search"),
    ActionSpec("follow", "Follow search…", ("Ctrl+Shift+F",), "&Search", "Mark what is typed wherever it appears, as for me", "sparkles"),
    ActionSpec("rename-search", "Rename search…", ("Ctrl+F2",), "&Search", "Rename the search chosen in the sidebar", "pencil", apart=True),
    ActionSpec("edit-search", "Change search…", ("Ctrl+Shift+F2",), "&Search", "Change what the chosen search asks for"),
    ActionSpec("move-search-up", "Move up", ("Alt+Up",), "&Search", "Move the search chosen in the sidebar up"),
    ActionSpec("move-search-down", "Move down", ("Alt+Down",), "&Search", "Move the search chosen in the sidebar down", "chevron-down"),
    ActionSpec("delete-search", "Delete search", ("Shift+Del",), "&Search", "Delete the search chosen in the sidebar", "trash-2"),
    ActionSpec("rebuild-index", "Build the index anew", ("Ctrl+Shift+F5",), "&Search", "Index every paper again", "refresh-cw", apart=True),
    ActionSpec("search-help", "How to search", ("F1",), "&Search", "Show what can be written in the search field", "circle-help"),
    ActionSpec("next", "Next paper", ("J",), "&Go", "Select the next paper", "chevron-down"),
    ActionSpec("previous", "Previous paper", ("K",), "&Go", "Select the paper before"),
    ActionSpec("read-on", "Read on", ("Space",), "&Go", "Scroll on, then go to the next unread paper"),
    ActionSpec("read-paper", "Read the paper", ("R",), "&Go", "Move the keyboard to the paper's text"),
    ActionSpec("back", "Back to the list", ("Esc",), "&Go", "Move the keyboard to the list of papers", "arrow-left"),
    ActionSpec("search", "Find", ("Ctrl+F", "/"), "&Go", "Write in the search field", "search", apart=True),
    ActionSpec("next-match", "Next match", ("F3",), "&Go", "Go to the next word found in the abstract"),
    ActionSpec("previous-match", "Previous match", ("Shift+F3",), "&Go", "Go to the word found before"),
    ActionSpec("go-inbox", "Inbox", ("Ctrl+1",), "&Go", "Show what is unread", "inbox", apart=True),
    ActionSpec("go-today", "Today", ("Ctrl+2",), "&Go", "Show the papers listed today", "calendar-days"),
    ActionSpec("go-starred", "Starred", ("Ctrl+3",), "&Go", "Show what has a star", "star"),
    ActionSpec("go-later", "Read later", ("Ctrl+4",), "&Go", "Show what is kept for later", "bookmark"),
    ActionSpec("go-all", "All papers", ("Ctrl+5",), "&Go", "Show every paper", "library"),
    ActionSpec("go-archive", "Archive", ("Ctrl+6",), "&Go", "Show what was put away", "archive"),
    ActionSpec("go-for-me", "For me", ("Ctrl+7",), "&Go", "Show the papers that a watch word is found in", "sparkles"),
    ActionSpec("go-rising", "Rising", ("Ctrl+0",), "&Go", "Show the papers whose votes rose this week", "trending-up"),
    ActionSpec("go-highlights", "Highlights", ("Ctrl+8",), "&Go", "Show every highlight of the library", "highlighter"),
    ActionSpec("trash", "Trash…", ("Ctrl+9",), "&Go", "Show papers that were removed, and bring them back", "trash-2"),
    ActionSpec("focus-sidebar", "Sidebar", ("Ctrl+L",), "&Go", "Move the keyboard to the sidebar"),
    ActionSpec("sort-newest", "Sort by newest", ("Ctrl+Shift+1",), "&View", "Latest day first", "calendar-days"),
    ActionSpec("sort-trending", "Sort by trending", ("Ctrl+Shift+2",), "&View", "Votes weighed against age", "trending-up"),
    ActionSpec("sort-rising", "Sort by rising", ("Ctrl+Shift+5",), "&View", "By the votes of the last seven days", "arrow-up"),
    ActionSpec("sort-title", "Sort by title", ("Ctrl+Shift+3",), "&View", "In the order of the alphabet", "a-large-small"),
    ActionSpec("sort-relevance", "Sort by relevance", ("Ctrl+Shift+4",), "&View", "What answers a search best comes first", "search"),
    ActionSpec("larger", "Larger text", ("Ctrl++", "Ctrl+="), "&View", "Set the abstract larger", "zoom-in", apart=True),
    ActionSpec("smaller", "Smaller text", ("Ctrl+-",), "&View", "Set the abstract smaller", "zoom-out"),
    ActionSpec("toggle-sidebar", "Show the sidebar", ("Ctrl+B",), "&View", "Show or hide the sidebar", "panel-left", apart=True),
    ActionSpec("theme-light", "Light", ("Ctrl+Shift+L",), "&View", "Use the light theme", "sun", apart=True),
    ActionSpec("theme-dark", "Dark", ("Ctrl+Shift+D",), "&View", "Use the dark theme", "moon"),
    ActionSpec("theme-system", "As the system", ("Ctrl+Shift+S",), "&View", "Follow the system's theme"),
    ActionSpec("palette", "All commands…", ("Ctrl+K", "Ctrl+Shift+P"), "&Help", "Find any command by its name", "command"),
    ActionSpec("shortcuts", "Keyboard shortcuts", ("?",), "&Help", "List every shortcut", "keyboard"),
)  # fmt: skip


def build_actions(parent: QObject, handlers: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """Make a QAction of every entry of the table, owned by `parent`; each must have its handler."""
    actions = {}
    for spec in ACTIONS:
        action = QAction(spec.text, parent)
        action.setObjectName(f"action-{spec.name}")
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setStatusTip(spec.help)
        action.setToolTip(
            f"{spec.help} ({QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)})"
        )
        action.setCheckable(bool(spec.mark))
        action.triggered.connect(_without_argument(handlers[spec.name]))
        actions[spec.name] = action
    return actions


def fill_menus(bar: QMenuBar, actions: Mapping[str, QAction]) -> None:
    """Put every action into its menu."""
    menus: dict[str, QMenu] = {}
    for title in MENUS:
        if "/" not in title:
            menus[title] = bar.addMenu(title)
    for spec in ACTIONS:
        if spec.menu not in menus:
            around, _, title = spec.menu.partition("/")
            menus[spec.menu] = menus[around].addMenu(title)
        if spec.apart:
            menus[spec.menu].addSeparator()
        menus[spec.menu].addAction(actions[spec.name])


def reflect(actions: Mapping[str, QAction], paper: Paper | None) -> None:
    """Let the actions that stand for a mark show whether `paper` has it."""
    for spec in ACTIONS:
        if spec.mark:
            actions[spec.name].setChecked(paper is not None and bool(getattr(paper, spec.mark)))


def dress_actions(actions: Mapping[str, QAction]) -> None:
    """Give the actions their icons in the colours of the theme in force."""
    for spec in ACTIONS:
        if spec.icon:
            actions[spec.name].setIcon(icon(spec.icon))


def _without_argument(handler: Callable[[], None]) -> Callable[[bool], None]:
    def triggered(checked: bool = False) -> None:
        handler()

    return triggered
