# SPDX-License-Identifier: MIT
"""The notes folder as values: what is written there, what stands in it, and how a run of it ended."""

from dataclasses import dataclass, field

from paperdesk.domain.paper import PaperId

FORMATS, UNITS = ("obsidian", "logseq", "markdown"), ("paper", "day")


@dataclass(frozen=True, slots=True)
class NotesFile:
    """A file of the notes folder as it was written last.

    `unit` is `paper:ID` or `day:YYYY-MM-DD`. `path` is where it was, within the vault, its parts parted by `/`. `hash`
    tells the part that is ours; it is empty where nothing was written yet. `due`: it could not be written.
    """

    unit: str
    path: str
    hash: str
    papers: tuple[PaperId, ...] = ()
    due: bool = False


@dataclass(slots=True)
class NotesReport:
    """How a run of the notes folder ended. Paths are as the system writes them.

    `conflicts` are copies of what somebody else had changed in our part. `missing` are files that are gone and were not
    made again. `failed` are files that could not be written, each with a sentence. `busy`: another process is at it.
    """

    folder: str = ""
    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    conflicts: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    busy: bool = False
    cancelled: bool = False

    def sentence(self) -> str:
        """Return all of it as one sentence for the reader."""
        if self.busy:
            return "another window or command is writing the notes folder and did not finish; try again"
        parts = [_files(len(self.written)) + " written" if self.written else "Nothing new to write"]
        if self.conflicts:
            parts.append(f"{_copies(len(self.conflicts))} of what was changed elsewhere")
        if self.missing:
            parts.append(f"{_files(len(self.missing))} deleted by you left so")
        if self.failed:
            parts.append(f"{_files(len(self.failed))} could not be written")
        return "; ".join(parts)


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


def _copies(count: int) -> str:
    return "a conflict copy was kept" if count == 1 else f"{count:,} conflict copies were kept"
