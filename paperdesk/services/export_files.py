# SPDX-License-Identifier: MIT
"""Puts exported text on the disk: whole files or none, and nothing of the reader's in its place.

In a folder, `.paperdesk.json` says which files are ours and what was in them when they were written. A file that was
changed since is the reader's own.
"""

import contextlib
import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from paperdesk.domain.errors import Trouble
from paperdesk.services.export_names import folded, free_stem

MANIFEST = ".paperdesk.json"


class ExportTrouble(Trouble):
    """A file or folder that an export cannot be written to."""


class Stranger(ExportTrouble):
    """A file that stands where one is to be written, and is not as PaperDesk wrote it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: this file is there already and is not as PaperDesk wrote it; name another, or move it away"
        )
        self.path = path


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the disk does to us into `ExportTrouble` that names `path`."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise ExportTrouble(f"{path}: it cannot be written: {why}; nothing was changed there") from error
    except ValueError as error:  # a NUL in a name
        raise ExportTrouble(f"{str(path)!r}: this is no name for a file: {error}") from error


def write_whole(
    path: Path,
    pieces: Iterable[str | bytes],
    look: Callable[[], None] = lambda: None,
    *,
    new: bool = False,
    lasting: bool = True,
) -> str:
    """Write `pieces` to `path`, which is replaced as a whole or not at all; return the SHA-256 of what was written.

    Unless `lasting`, a loss of power right after may leave the file empty. `look` is called right before the file takes
    its place, and what it raises keeps it from that; a `new` file takes the place of none.
    A link is followed. A device or pipe is written to as it is. Raises `ExportTrouble`.
    """
    with told(path):
        path = Path(os.path.realpath(path))
        if path.is_dir():
            raise ExportTrouble(f"{path}: this is a folder; name a file in it")
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            with path.open("wb") as file:
                return _poured(pieces, file)
        if not path.parent.is_dir():
            raise ExportTrouble(f"{path}: the folder {path.parent} is not there; make it first")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".paperdesk-", suffix=".partial")
    partial = Path(name)
    try:
        # Trouble of the papers themselves is not of the file, so the guard is around the file alone.
        with os.fdopen(handle, "wb") as file:
            digest = _poured(pieces, file, path)
            with told(path):
                file.flush()
                if lasting:
                    os.fsync(handle)
        with told(path):
            partial.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            look()
            if new:
                _put_new(partial, path)
            else:
                partial.replace(path)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    return digest


def _put_new(partial: Path, path: Path) -> None:
    """Give a file its name where no other has it. Raises `FileExistsError`."""
    try:
        os.link(partial, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        partial.replace(path)


def _poured(pieces: Iterable[str | bytes], file: Any, path: Path | None = None) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        data = piece.encode("utf-8", "replace") if isinstance(piece, str) else piece
        digest.update(data)
        with told(path) if path else contextlib.nullcontext():
            file.write(data)
    return digest.hexdigest()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def hash_of(path: Path) -> str:
    """Return the SHA-256 of what is in a file, or an empty string where it is empty or not there. Raises `ExportTrouble`."""
    with told(path):
        if not path.is_file() or path.stat().st_size == 0:
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


class Folder:
    """A folder of exported files, one a paper.

    `put` writes; `close` says in the manifest what stands. Raises `ExportTrouble` where the folder cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept: list[Path] = []
        with told(path):
            if path.exists() and not path.is_dir():
                raise ExportTrouble(f"{path}: this is a file; name a folder for a file a paper")
            if not path.parent.is_dir():
                raise ExportTrouble(f"{path}: the folder {path.parent} is not there; make it first")
            path.mkdir(exist_ok=True)
            self._taken = {folded(entry.name) for entry in os.scandir(path)}
        self._files = self._read()
        self._names = {(told["key"], Path(name).suffix): name for name, told in self._files.items()}

    def _read(self) -> dict[str, dict[str, Any]]:
        """Return what the manifest says of files in this very folder; one that cannot be read says nothing."""
        try:
            data = json.loads((self.path / MANIFEST).read_bytes())
            files = data["files"].items()
            return {
                name: {"key": str(told["key"]), "hashes": [str(one) for one in told["hashes"]]}
                for name, told in files
                if name == Path(name).name and name not in (".", "..", MANIFEST) and "\\" not in name
            }
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return {}

    def name_for(self, key: str, stem: str, suffix: str, hint: str) -> str:
        """Return the name of the file of the paper `key`: the one it has, else one that is free."""
        known = self._names.get((key, suffix))
        if known is None:
            known = free_stem(stem, suffix, self._taken, hint) + suffix
            self._names[key, suffix] = known
            self._taken.add(folded(known))
        return known

    def plan(self, planned: Iterable[tuple[str, str, str]]) -> None:
        """Say in the manifest what is about to be written, as (key, name, text): a death in between leaves no stranger."""
        for key, name, text in planned:
            known = self._files.setdefault(name, {"key": key, "hashes": []})
            known["hashes"] = list(dict.fromkeys([*known["hashes"][-2:], _hash(text)]))
        self._write()

    def put(self, name: str, text: str) -> bool:
        """Write one file; return False where one of that name is not as we wrote it, which is then left alone."""
        path = self.path / name
        if path.is_symlink() or (path.exists() and hash_of(path) not in ("", *self._files[name]["hashes"])):
            self.kept.append(path)
            return False
        digest = _hash(text)
        if hash_of(path) != digest:
            write_whole(path, [text], lasting=False)  # thousands of files; an empty one counts as ours
        self._files[name]["hashes"] = [digest]
        return True

    def close(self) -> None:
        """Write the manifest."""
        self._write()

    def _write(self) -> None:
        value = {"paperdesk": 1, "files": self._files}
        write_whole(self.path / MANIFEST, [json.dumps(value, ensure_ascii=False, indent=1) + "\n"])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
