# SPDX-License-Identifier: MIT
"""Papers dragged out of the list: other programs get them as a file, which is written when one takes it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal

from paperdesk.config.options import Settings
from paperdesk.domain.errors import Trouble
from paperdesk.domain.paper import PaperId
from paperdesk.domain.searches import COLOURS
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.paper_list.model import PaperListModel

URLS = "text/uri-list"


class PapersMime(QMimeData):
    """What is dragged: the papers for our own sidebar, their titles, and a file that is made at the first question for it."""

    def __init__(self, owner: "Dragging", papers: Sequence[PaperId]) -> None:
        super().__init__()
        self._owner = owner
        self._papers = papers
        self._urls: list[QUrl] | None = None

    def formats(self) -> list[str]:
        return [*super().formats(), URLS]

    def hasFormat(self, mimetype: str) -> bool:
        return mimetype == URLS or super().hasFormat(mimetype)

    def retrieveData(self, mimetype: str, kind: Any) -> Any:
        if mimetype != URLS:
            return super().retrieveData(mimetype, kind)
        if self._urls is None:
            path = self._owner.file_of(self._papers)
            self._urls = [QUrl.fromLocalFile(path)] if path else []
        return self._urls


class Dragging(QObject):
    """Makes what is dragged; `troubled` says why there is no file."""

    troubled = Signal(str)

    def __init__(self, desk: LibraryDesk, settings: Settings, model: PaperListModel, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._files: Any = None  # DraggedFiles, once there is one
        self._mime: PapersMime | None = None  # Qt asks it after our last word on it
        model.set_dragged(self.begin)

    def begin(self, papers: Sequence[PaperId]) -> QMimeData:
        """Return what is dragged with `papers`."""
        self._mime = PapersMime(self, papers)
        return self._mime

    def file_of(self, papers: Sequence[PaperId]) -> str:
        """Return the path of a new file of `papers`, empty where it cannot be made; their citation keys stay from now on."""
        from paperdesk.services.dragged_files import DraggedFiles
        from paperdesk.services.exporting import Order

        settings = self._settings
        pattern = str(settings["export.citation_key"])
        if self._files is None:
            self._files = DraggedFiles()
        order = Order(
            settings["dragging.format"],
            (),
            key_pattern=pattern,
            colours=tuple((colour, settings[f"highlights.name_{colour}"]) for colour in COLOURS),
        )
        try:
            path = str(self._files.make(self._desk.view, papers, order))
        except Trouble as trouble:
            self.troubled.emit(trouble.text)
        except OSError as error:
            self.troubled.emit(f"No file could be made of them: {error.strerror or error}")
        else:
            self._desk.jobs.keep(lambda library: library.give_citation_keys(papers, pattern), lambda given: None)
            return path
        return ""

    def stop(self) -> None:
        """Remove the files: the window closes."""
        if self._files is not None:
            self._files.close()
