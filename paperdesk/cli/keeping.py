# SPDX-License-Identifier: MIT
"""Backups of the library, and its health."""

import argparse
from pathlib import Path

from paperdesk.cli.opening import library_folder, to_read
from paperdesk.cli.terminal import print_json, show


def backup(options: argparse.Namespace) -> None:
    """Copy the library into a file."""
    from paperdesk.library.backup import backup_path

    with to_read(options) as view:
        target = Path(options.path) if options.path else backup_path(view.folder, "backup")
        if target.is_dir():
            target = target / backup_path(view.folder, "paperdesk").name
        view.back_up(target)
    if options.json:
        print_json({"path": str(target), "bytes": target.stat().st_size})
    else:
        show(f"The library was copied to {target}")


def restore(options: argparse.Namespace) -> None:
    """Put a backup in the place of the library."""
    from paperdesk.library.backup import restore

    kept = restore(Path(options.path), library_folder(options))
    if options.json:
        print_json({"restored": options.path, "kept": str(kept) if kept else None})
    else:
        show(f"Restored {options.path}" + (f"; what was there before is kept in {kept}" if kept else ""))


def doctor(options: argparse.Namespace) -> int:
    """Look whether the library is sound, and mend what can be; 1 where something stays wrong."""
    from paperdesk.cli.searching import building
    from paperdesk.services.health import examine

    with to_read(options) as view, building() as told:
        health = examine(view, repair=options.repair, on_progress=told)
    if options.json:
        print_json({"papers": health.papers, "wrong": list(health.wrong), "mended": list(health.mended)})
    else:
        for said in (*health.mended, *health.wrong):
            show(said)
        if not health.wrong:
            show(f"The library is sound: {health.papers:,} papers")
    return 1 if health.wrong else 0
