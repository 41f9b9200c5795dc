# SPDX-License-Identifier: MIT
"""Looks whether a library is sound, and mends what can be made anew."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from paperdesk.library.view import View
from paperdesk.search.errors import IndexBusy, IndexUnusable
from paperdesk.services.indexing import Follower, build_index, open_index

LEFTOVERS = ("*.partial", "backups/*.partial")  # of what was cut off while it was written


@dataclass(frozen=True, slots=True)
class Health:
    """What was looked at and found: sentences of what is wrong, and of what was mended."""

    papers: int
    wrong: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()


def examine(
    view: View, *, repair: bool = False, on_progress: Callable[[int, int], None] = lambda done, total: None
) -> Health:
    """Look at the database, the search index and leftovers of the library that `view` reads.

    With `repair` the index is built anew where it needs it and leftovers are removed; damage of the database itself
    can only be answered by restoring a backup. `on_progress` gets how many papers of how many are indexed.
    """
    wrong = [f"library.db: {said}; restore a backup" for said in view.damage()]
    mended = []
    if not _index_is_whole(view):
        if repair:
            build_index(view, on_progress).close()
            mended.append("index/: built anew")
        else:
            wrong.append("index/: it is missing, damaged or behind; --repair builds it anew")
    leftovers = _leftovers(view.folder)
    if leftovers and repair:
        for path in leftovers:
            path.unlink(missing_ok=True)
        mended.append(f"removed {len(leftovers)} leftovers of what was cut off while it was written")
    elif leftovers:
        wrong.append(f"{len(leftovers)} leftovers of what was cut off while it was written; --repair removes them")
    return Health(view.marks_counts()["all"].total, tuple(wrong), tuple(mended))


def _index_is_whole(view: View) -> bool:
    index = open_index(view.folder)
    if index is None:
        return False
    try:
        follower = Follower(view, index)
        with contextlib.suppress(IndexBusy):  # another process brings it up to date
            if not follower.catch_up():
                return False
        return follower.holds_all()
    except IndexUnusable:
        return False
    finally:
        index.close()


def _leftovers(folder: Path) -> list[Path]:
    return sorted(path for pattern in LEFTOVERS for path in folder.glob(pattern) if path.is_file())
