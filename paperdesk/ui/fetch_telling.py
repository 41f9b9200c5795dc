# SPDX-License-Identifier: MIT
"""Tells of fetching in the status line and by a toast: how far it is, how it ended, and that there is no network."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from paperdesk.domain.feeds import HUGGINGFACE
from paperdesk.ui.fetch_words import fraction, outcome, progress_line
from paperdesk.ui.fetching import WindowFetcher
from paperdesk.ui.icons import icon
from paperdesk.ui.import_job import ImportJob
from paperdesk.ui.notices import ProgressPane
from paperdesk.ui.telling import Telling

if TYPE_CHECKING:
    from paperdesk.domain.feeds import FetchReport
    from paperdesk.services.fetching import FetchProgress

_OFFLINE_TIP = "There is no network. What is in the library is all here; fetching goes on by itself when there is one."


class OfflineSign(QWidget):
    """Says quietly that there is no network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("offlineSign")
        self.setAccessibleName("Offline")
        self.setToolTip(_OFFLINE_TIP)
        self._sign = QLabel(self)
        word = QLabel("Offline", self)
        word.setObjectName("hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 8, 2)
        row.setSpacing(6)
        row.addWidget(self._sign)
        row.addWidget(word)
        self.dress()
        self.hide()

    def dress(self) -> None:
        """Draw the sign in the colours in force."""
        self._sign.setPixmap(icon("wifi-off").pixmap(QSize(16, 16), self.devicePixelRatioF()))


class FetchTelling(QObject):
    """Follows the fetcher; `finished` brings how many papers each source brought, by its title, when a round is over."""

    finished = Signal(object)

    def __init__(
        self, fetcher: WindowFetcher, telling: Telling, pane: ProgressPane, importer: ImportJob, window: QWidget
    ) -> None:
        super().__init__(window)
        self._fetcher = fetcher
        self._telling = telling
        self._pane = pane
        self._importer = importer
        self._progress: dict[str, FetchProgress] = {}
        self._reports: dict[str, FetchReport] = {}
        self._titles: Mapping[str, str] = {}
        self._asked = False
        self.sign = OfflineSign(window)
        fetcher.progressed.connect(self._progressed)
        fetcher.ended.connect(self._ended)
        fetcher.state_changed.connect(self._state_changed)
        fetcher.troubled.connect(telling.trouble)
        importer.idle.connect(self._show)

    def name(self, titles: Mapping[str, str], *, offline: bool) -> None:
        """Call sources as the reader does; show whether there is no network."""
        self._titles = {HUGGINGFACE: "Hugging Face", **titles}
        self.sign.setVisible(offline)

    def expect(self) -> None:
        """The reader has asked for a fetch: it is shown at once, and its end is told whatever it brings."""
        self._asked = True
        if not self._importer.busy:
            self._pane.begin("Fetching")

    @property
    def under_way(self) -> bool:
        """Whether a fetch is shown as going on."""
        return self._asked or bool(self._fetcher.running)

    def _progressed(self, progress: "FetchProgress") -> None:
        self._progress[progress.source] = progress
        self._show()

    def _show(self) -> None:
        running = sorted(self._fetcher.running)
        if self._importer.busy or not running:
            return
        line = progress_line(self._titles, self._progress, running)
        self._pane.show_fetch(line, fraction(self._progress, running))

    def _ended(self, source: str, report: "FetchReport") -> None:
        self._reports[source] = report
        self._progress.pop(source, None)
        self._show()

    def _state_changed(self) -> None:
        self._show()
        if self._fetcher.running or not self._reports:
            return
        reports, asked = self._reports, self._asked
        self._reports, self._asked = {}, False
        self._progress.clear()
        if not self._importer.busy:
            self._pane.end()
        told = outcome(self._titles, reports, asked=asked)
        if told.sentence:
            self._telling.fetched(told)
        self.finished.emit({self._titles.get(s, s): report.new for s, report in reports.items()})
