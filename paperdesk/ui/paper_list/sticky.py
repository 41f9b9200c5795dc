# SPDX-License-Identifier: MIT
"""The day that the top of the list stands under, held in sight while its header is scrolled away."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QWidget

from paperdesk.domain.query import Section
from paperdesk.ui.paper_list.model import PaperListModel
from paperdesk.ui.theme import Theme
from paperdesk.ui.wording import day_long, number

HEIGHT = 28
_LEFT, _RIGHT = 30, 14


class StickyDay(QWidget):
    """Lies over the top of a list's viewport and lets every click through."""

    def __init__(self, view: QListView, model: PaperListModel) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._model = model
        self._section: Section | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        view.viewport().installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(self.follow)
        model.modelReset.connect(self.follow)
        model.dataChanged.connect(self.follow)
        self.hide()

    @property
    def section(self) -> Section | None:
        """The section that is named; None while nothing is."""
        return self._section if self.isVisibleTo(self._view) else None

    def follow(self) -> None:
        """Name the day that the top row stands under, pushed up by the header of the next."""
        top = self._view.indexAt(self._view.viewport().rect().topLeft())
        found = self._model.section_of(top.row()) if top.isValid() else None
        if found is None or found[0] == top.row():
            self.hide()
            return
        self._section = found[1]
        following = self._model.next_header(top.row())
        edge = self._view.visualRect(self._model.index(following)).top() if following >= 0 else HEIGHT
        self.setGeometry(0, min(0, edge - HEIGHT) if edge >= 0 else 0, self._view.viewport().width(), HEIGHT)
        self.show()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._section is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Theme.colours.paper))
        painter.fillRect(QRect(0, HEIGHT - 1, self.width(), 1), QColor(Theme.colours.hairline))
        font = QFont(self.font())
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(Theme.colours.muted))
        line = self.rect().adjusted(_LEFT, 0, -_RIGHT, -1)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, day_long(self._section.day, date.today()))
        if self._section.unread:
            font.setWeight(QFont.Weight.Normal)
            painter.setFont(font)
            unread = f"{number(self._section.unread)} unread"
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, unread)
        painter.end()
