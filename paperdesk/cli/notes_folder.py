# SPDX-License-Identifier: MIT
"""The command `notes-folder`: a vault's folder of notes that follows what the reader marks and writes."""

import argparse
from pathlib import Path

from paperdesk.cli.opening import to_read, to_write
from paperdesk.cli.terminal import Meter, Stop, fail, print_json, say, show
from paperdesk.config import paths
from paperdesk.config.options import OPTIONS, Settings, load
from paperdesk.domain.notes_folder import NotesReport
from paperdesk.services import notes_folder, notes_status


def sync(options: argparse.Namespace) -> int:
    """Bring the notes folder up to date."""
    settings = _settings()
    with Stop() as stop, to_write(options) as library, Meter() as meter:
        report = notes_folder.sync(
            library,
            settings,
            again=options.again,
            on_progress=lambda done, total: meter.say(f"notes folder: {done:,} of {total:,} files"),
            cancelled=stop.asked,
        )
    if options.json:
        print_json(_json(report))
    return _tell(report, quiet=options.json)


def _json(report: NotesReport) -> dict[str, object]:
    return {
        "folder": report.folder,
        "written": report.written,
        "unchanged": report.unchanged,
        "conflicts": report.conflicts,
        "missing": report.missing,
        "failed": [{"file": file, "why": why} for file, why in report.failed],
    }


def _tell(report: NotesReport, *, quiet: bool) -> int:
    if report.busy:
        return fail(report.sentence())
    for path in report.conflicts:
        say(f"paperdesk: changed elsewhere; what was there is kept: {path}")
    for path in report.missing:
        say(f"paperdesk: deleted by you and left so (--again makes it anew): {path}")
    if len(report.failed) == 1:
        return fail(report.failed[0][1])
    for _, why in report.failed:
        say(f"paperdesk: {why}")
    if not quiet:
        show(report.sentence())
    if report.failed:
        return fail(f"{len(report.failed)} files could not be written; the lines above say why")
    return fail("stopped; what was written before stays, and the next run goes on") if report.cancelled else 0


def status(options: argparse.Namespace) -> None:
    """Print how the notes folder stands."""
    settings = _settings()
    with to_read(options) as view:
        found = notes_status.status(view, settings)
    if options.json:
        print_json(None if found is None else _status_json(found))
        return
    if found is None:
        show("No notes folder is set; `paperdesk notes-folder set PATH` sets one")
        return
    show(f"{found.form.folder} ({found.form.format}, a file a {found.form.per}): {found.files:,} files")
    show(f"{found.waiting:,} papers annotated since it was brought up to date")
    for label, several in (("changed elsewhere", found.edited), ("deleted", found.missing), ("broken", found.broken)):
        for path in several:
            show(f"{label}: {path}")


def _status_json(found: notes_status.Status) -> dict[str, object]:
    return {
        "folder": str(found.form.folder),
        "format": found.form.format,
        "per": found.form.per,
        "files": found.files,
        "edited": list(found.edited),
        "missing": list(found.missing),
        "broken": list(found.broken),
        "waiting": found.waiting,
    }


def set_folder(options: argparse.Namespace) -> None:
    """Choose the folder, and how its files look."""
    form = notes_status.set_folder(
        _to_keep(), Path(options.path), format_name=options.format or "", per=options.per or ""
    )
    _said(
        options,
        f"Notes go to {form.folder} as {form.format}, a file a {form.per}; `paperdesk notes-folder sync` writes",
    )


def off(options: argparse.Namespace) -> None:
    """Keep no notes folder any more; its files stay as they are."""
    notes_status.unset_folder(_to_keep())
    _said(options, "No notes folder is kept any more; its files stay as they are")


def _said(options: argparse.Namespace, sentence: str) -> None:
    if options.json:
        print_json({"summary": sentence})
    else:
        show(sentence)


def _settings() -> Settings:
    settings, warnings = load(paths.settings_file())
    for warning in warnings:
        say(f"paperdesk: warning: {warning}")
    return settings


def _to_keep() -> Settings:
    """Return settings whose file is written to, also where it is broken, which then is told instead of passed over."""
    settings = _settings()
    return Settings({option.name: settings[option.name] for option in OPTIONS}, paths.settings_file())
