# SPDX-License-Identifier: MIT
"""The reader's folder of notes on the disk: files of ours found wherever they were moved, and written without losing a word.

A file is ours by the part in it (`domain.managed_part`), not by its name. Hidden folders, which hold what the other
program keeps for itself or has thrown away, are not looked into, and no link is followed.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from paperdesk.domain.errors import Trouble
from paperdesk.domain.managed_part import MARK, Part, disarmed, find
from paperdesk.services.export_files import ExportTrouble, told, write_whole
from paperdesk.services.export_names import folded, free_stem

SUFFIX = ".md"
_LARGEST = 8_000_000  # bytes of a file that is looked into
_ABOVE = 8  # folders above in which a vault is looked for
_ATTEMPTS = 3
_CONFLICT = (
    "What stood in “{}” had been changed there, and PaperDesk had something new to write on {}. This is what you had:"
    " take over what you need, then delete this file.\n\n"
)


class NotesFolderTrouble(Trouble):
    """A folder of notes that cannot be used."""


class _Changed(Exception):
    """Somebody wrote a file between our reading and our writing."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file of ours: where it is, what is in it as bytes and as text, and the part of it that is ours."""

    path: Path
    data: bytes
    text: str
    part: Part


class Vault:
    """The folder that new files go to, inside the vault that is searched. Raises `NotesFolderTrouble` where it is not there."""

    def __init__(self, folder: Path, *, in_pages: bool = False) -> None:
        """`in_pages`: where `folder` is a whole graph of Logseq, new files go to its pages."""
        self.folder = folder
        self.check()
        self.root = next((one for one in (folder, *list(folder.parents)[:_ABOVE]) if _is_vault(one)), folder)
        pages = folder / "pages"
        self._place = pages if in_pages and folder == self.root and pages.is_dir() else folder
        self._taken: set[str] | None = None

    def check(self) -> None:
        """See that the folder is there. Raises `NotesFolderTrouble`."""
        try:
            is_there = self.folder.is_dir()
            is_file = not is_there and self.folder.exists()
        except (OSError, ValueError) as error:
            raise NotesFolderTrouble(f"{self.folder}: the notes folder cannot be used: {error}") from error
        if is_file:
            raise NotesFolderTrouble(f"{self.folder}: the notes folder is a file; name a folder")
        if not is_there:
            raise NotesFolderTrouble(
                f"{self.folder}: the notes folder is not there; bring its drive back, or set another one"
            )
        if not os.access(self.folder, os.R_OK | os.X_OK):
            raise NotesFolderTrouble(f"{self.folder}: the notes folder cannot be read; check its permissions")

    def relative(self, path: Path) -> str:
        """Return where a file is within the vault."""
        return path.relative_to(self.root).as_posix()

    def path(self, relative: str) -> Path | None:
        """Return the path of what `relative` named; None where it leads out of the vault, or nowhere."""
        parts = PurePosixPath(relative).parts
        if not parts or ".." in parts or relative.startswith("/"):
            return None
        return self.root.joinpath(*parts)

    def at(self, relative: str) -> Found | None:
        """Return the file of ours at a place within the vault, None where there is none."""
        path = self.path(relative)
        return None if path is None else _look_into(path)

    def ours(self, cancelled: Callable[[], bool] = lambda: False) -> Iterator[tuple[str, Path]]:
        """Yield the unit and the path of every file of ours in the vault, those of the folder itself first."""
        places = [(self.folder, None), (self.root, self.folder)] if self.root != self.folder else [(self.folder, None)]
        for top, but in places:
            for path in _files(top, but):
                if cancelled():
                    return
                found = _look_into(path)
                if found is not None:
                    yield found.part.unit, path

    def free_path(self, stem: str, hint: str) -> Path:
        """Return the path of a new file that no file has, and keep its name for it."""
        if self._taken is None:
            with told(self._place):
                self._taken = {folded(entry.name) for entry in os.scandir(self._place)}
        name = free_stem(stem, SUFFIX, self._taken, hint) + SUFFIX
        self._taken.add(folded(name))
        return self._place / name

    def make(self, path: Path, text: str) -> None:
        """Write a new file. Raises `ExportTrouble`, also where one of that name has come up meanwhile."""
        write_whole(path, [text], new=True)

    def exchange(self, found: Found, renewed: Callable[[Found], str], day: str) -> Path | None:
        """Write a file anew as `renewed` makes it of what is there; return the copy of a part that somebody had changed.

        Raises `ExportTrouble`.
        """
        kept, kept_text = None, ""
        for _ in range(_ATTEMPTS):
            if not found.part.is_ours and found.part.text != kept_text:
                kept, kept_text = self._keep(found, day), found.part.text
            try:
                write_whole(found.path, [renewed(found)], lambda seen=found: _look_again(seen))  # type: ignore[misc]
                return kept
            except _Changed:
                again = _look_into(found.path)
                if again is None or again.part.unit != found.part.unit or not again.part.is_whole:
                    break
                found = again
        raise ExportTrouble(f"{found.path}: another program is writing it; it is tried again the next time")

    def _keep(self, found: Found, day: str) -> Path:
        """Write what somebody made of a part beside it, under a name of its own."""
        with told(found.path):
            taken = {folded(entry.name) for entry in os.scandir(found.path.parent)}
        stem = _shortened(found.path.stem, f" (conflict {day})")
        path = found.path.with_name(free_stem(stem, SUFFIX, taken, "") + SUFFIX)
        said = _CONFLICT.format(found.path.name, day) + disarmed(found.part.text) + "\n"
        write_whole(path, [said], new=True)
        return path


def _shortened(stem: str, addition: str) -> str:
    """Return a name that fits with `addition` and a number after it."""
    while len((stem + addition).encode("utf-8", "replace")) > 230:
        stem = stem[:-1]
    return stem + addition


def _is_vault(folder: Path) -> bool:
    try:
        return (folder / ".obsidian").is_dir() or (folder / "logseq" / "config.edn").is_file()
    except OSError:
        return False


def _files(top: Path, but: Path | None) -> Iterator[Path]:
    """Yield the notes below `top` in the order of their names, without those below `but`."""
    for place, folders, names in os.walk(top):
        here = Path(place)
        # Logseq keeps copies of pages in its own folder.
        is_graph = "logseq" in folders and (here / "logseq" / "config.edn").is_file()
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and here / name != but and not (is_graph and name == "logseq")
        )
        for name in sorted(names):
            if name.lower().endswith(SUFFIX) and not name.startswith("."):
                yield here / name


def _look_into(path: Path) -> Found | None:
    """Return the file of ours at `path`; None where it is none, or no text that we could write back as it is."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        data = path.read_bytes()
        text = data.decode("utf-8") if MARK.encode() in data else ""
    except (OSError, ValueError):
        return None
    part = find(text)
    return None if part is None else Found(path, data, text, part)


def _look_again(found: Found) -> None:
    try:
        data = found.path.read_bytes()
    except FileNotFoundError:
        raise _Changed from None
    if data != found.data:
        raise _Changed
