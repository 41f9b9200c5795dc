# SPDX-License-Identifier: MIT
"""What the command line asks of the window. Light to load: every start passes here."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from paperdesk.config import paths


@dataclass(frozen=True, slots=True)
class WindowRequest:
    """What the window is asked to be: opened, or drawn into a file."""

    library: Path
    select: str = ""
    screenshot: str = ""
    size: tuple[int, int] | None = None
    theme: str = ""


def open_window(options: argparse.Namespace) -> WindowRequest:
    """Ask for the window."""
    return WindowRequest(
        library=paths.library_dir(options.library),
        select=getattr(options, "key", "") or getattr(options, "select", "") or "",
        screenshot=getattr(options, "screenshot", "") or "",
        size=getattr(options, "size", None),
        theme=getattr(options, "theme", "") or "",
    )
