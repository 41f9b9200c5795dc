# SPDX-License-Identifier: MIT
"""Opens the library that the options of a command name."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from paperdesk.config import paths
from paperdesk.domain.errors import Trouble
from paperdesk.library.view import View

if TYPE_CHECKING:
    from paperdesk.library.library import Library


def library_folder(options: argparse.Namespace) -> Path:
    """Return the folder of the library. Raises `Trouble` where its name leads nowhere."""
    try:
        return paths.library_dir(options.library)
    except RuntimeError as error:  # a `~` that leads to no home
        raise Trouble(f"{options.library}: this is no folder for a library: {error}") from error


def to_read(options: argparse.Namespace) -> View:
    """Open the library for reading. Raises `LibraryTrouble` where there is none."""
    return View(library_folder(options))


def to_write(options: argparse.Namespace, *, make: bool = False) -> "Library":
    """Open the library for writing; `make` says that one may be made where there is none, else `LibraryTrouble` is raised."""
    from paperdesk.library.library import Library

    folder = library_folder(options)
    if not make:
        View(folder).close()
    return Library(folder)
