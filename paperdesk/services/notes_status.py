# SPDX-License-Identifier: MIT
"""Which folder is the notes folder, and how it stands: what was done to its files since they were written."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from paperdesk.config.options import Settings
from paperdesk.domain.errors import Trouble
from paperdesk.library.view import View
from paperdesk.services.notes_folder import Form, form_of
from paperdesk.services.vault import NotesFolderTrouble, Vault


@dataclass(frozen=True, slots=True)
class Status:
    """How a notes folder stands.

    `edited` are files whose managed part somebody changed, `missing` those that are gone, `broken` those whose end mark
    is lost, `waiting` how many papers were annotated since it was brought up to date.
    """

    form: Form
    files: int = 0
    edited: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    waiting: int = 0


def status(view: View, settings: Settings) -> Status | None:
    """Return how the notes folder stands, None where none is set; nothing is written. Raises `NotesFolderTrouble`."""
    form = form_of(settings)
    if form is None:
        return None
    vault = Vault(form.folder)
    edited, missing, broken, there = [], [], [], 0
    moved: dict[str, Path] | None = None
    for unit, file in view.notes_files(form.name).items():
        if not file.hash:
            continue
        found = vault.at(file.path)
        if found is None:
            if moved is None:
                moved = {_known(view, told): path for told, path in vault.ours()}
            found = vault.at(vault.relative(moved[unit])) if unit in moved else None
        if found is None:
            missing.append(str(vault.path(file.path) or file.path))
            continue
        there += 1
        if not found.part.is_whole:
            broken.append(str(found.path))
        elif not found.part.is_ours:
            edited.append(str(found.path))
    waiting = len(view.annotated_since(view.last_export(f"notes folder {form.name}")))
    return Status(form, there, tuple(edited), tuple(missing), tuple(broken), waiting)


def _known(view: View, told: str) -> str:
    if told.startswith("day:"):
        return told
    with contextlib.suppress(Trouble):
        return f"paper:{view.find(told)}"
    return ""


def set_folder(settings: Settings, path: Path, *, format_name: str = "", per: str = "") -> Form:
    """Make `path` the notes folder, and the folder itself where only its parent is there. Raises `NotesFolderTrouble`."""
    folder = path.expanduser().absolute()
    try:
        if not folder.exists() and folder.parent.is_dir():
            folder.mkdir()
        Vault(folder)
        settings.keep("notes_folder.path", str(folder))
        if format_name:
            settings.keep("notes_folder.format", format_name)
        if per:
            settings.keep("notes_folder.per", per)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise NotesFolderTrouble(f"{folder}: it cannot be made the notes folder: {why}") from error
    form = form_of(settings)
    assert form is not None
    return form


def unset_folder(settings: Settings) -> None:
    """Keep no notes folder any more; its files stay as they are. Raises `NotesFolderTrouble`."""
    try:
        settings.keep("notes_folder.path", "")
    except OSError as error:
        raise NotesFolderTrouble(f"the settings cannot be written: {error.strerror or error}") from error
