# SPDX-License-Identifier: MIT
"""What the command line asks of the window. Light to load: every start passes here."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from paperdesk.config import paths

if TYPE_CHECKING:
    import argparse


class WindowRequest(NamedTuple):
    """What the window is asked to be: opened, or drawn into a file."""

    library: Path
    select: str = ""
    screenshot: str = ""
    size: tuple[int, int] | None = None
    theme: str = ""


def open_window(options: "argparse.Namespace") -> WindowRequest:
    """Ask for the window."""
    return WindowRequest(
        library=paths.library_dir(options.library),
        select=getattr(options, "key", "") or getattr(options, "select", "") or "",
        screenshot=getattr(options, "screenshot", "") or "",
        size=getattr(options, "size", None),
        theme=getattr(options, "theme", "") or "",
    )


def window_at_once(arguments: Sequence[str]) -> WindowRequest | None:
    """Return the window that `arguments` ask for where they name at most a library: the commonest start; else None.

    Only for speed: the grammar answers the same.
    """
    if not arguments:
        return WindowRequest(paths.library_dir())
    if len(arguments) == 2 and arguments[0] == "--library" and not arguments[1].startswith("-"):
        return WindowRequest(paths.library_dir(arguments[1]))
    return None
