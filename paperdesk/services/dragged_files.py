# SPDX-License-Identifier: MIT
"""Files that papers are dragged out as: made when they are asked for, in a folder of their own that goes at the end."""

import contextlib
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from paperdesk.domain.paper import PaperId
from paperdesk.library.view import View
from paperdesk.services.export_names import safe_stem
from paperdesk.services.exporting import Export, Order
from paperdesk.services.shown import title_pieces

MOST = 1_000  # papers; whoever drags more wants an export


class DraggedFiles:
    """Makes files of papers; `close` removes them."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    def make(self, view: View, ids: Sequence[PaperId], order: Order) -> Path:
        """Return a new file of the papers `ids` (the first of them, where they are too many) in the format of `order`.

        It is called by the one paper's title, or by how many there are. Raises `Trouble`.
        """
        export = Export(view, replace(order, ids=list(ids)[:MOST]))
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="paperdesk-"))
        place = Path(tempfile.mkdtemp(dir=self._folder))
        path = place / f"{self._stem(view, ids)}{export.exporter.suffix}"
        path.write_text("".join(export.text()), "utf-8", "replace", newline="")
        return path

    def _stem(self, view: View, ids: Sequence[PaperId]) -> str:
        if len(ids) > 1:
            return f"{len(ids)} papers"
        titles = ("".join(piece.text for piece in title_pieces(paper)) for paper in view.papers(ids))
        return safe_stem(next(titles, "")) or "paper"

    def close(self) -> None:
        """Remove every file that was made."""
        if self._folder is not None:
            with contextlib.suppress(OSError):
                shutil.rmtree(self._folder)
            self._folder = None
