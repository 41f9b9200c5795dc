# SPDX-License-Identifier: MIT
"""A file or folder that is watched: which of its files changed since the last look."""

import json
from pathlib import Path

from paperdesk.domain.errors import BadInput

_MOST_FILES = 5_000
_LONGEST_CURSOR = 4 << 20  # code points


def changed_files(place: Path, cursor: str) -> tuple[list[Path], str]:
    """Return the files at `place` that differ from what `cursor` says, oldest first, and the cursor after them.

    Hidden files and those in folders below are left out. Raises `BadInput` where there is nothing at `place`.
    """
    known = _known(cursor)
    found: dict[str, list[int]] = {}
    paths = {}
    for path in _files(place):
        try:
            status = path.stat()
        except OSError:
            continue  # gone in between
        found[path.name] = [status.st_mtime_ns, status.st_size]
        paths[path.name] = path
    changed = sorted((name for name in found if found[name] != known.get(name)), key=lambda name: (found[name], name))
    return [paths[name] for name in changed], json.dumps(found, ensure_ascii=False, sort_keys=True)


def _files(place: Path) -> list[Path]:
    try:
        if place.is_file():
            return [place]
        if not place.is_dir():
            raise BadInput(f"{place}: there is no such file or folder; put it back, or take the source out")
        names = [path for path in place.iterdir() if path.is_file() and not path.name.startswith(".")]
    except OSError as error:
        raise BadInput(f"{place}: it cannot be read: {error.strerror or error}") from error
    if len(names) > _MOST_FILES:
        raise BadInput(
            f"{place}: there are more than {_MOST_FILES:,} files in it; import them once, and watch a folder with fewer"
        )
    return names


def _known(cursor: str) -> dict[str, list[int]]:
    try:
        value = json.loads(cursor) if cursor and len(cursor) < _LONGEST_CURSOR else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
