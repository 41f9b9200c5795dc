# SPDX-License-Identifier: MIT
"""Notices on the reader's desktop, outside the window."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QObject, QProcess, QRectF, QSize, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from paperdesk.config.options import Settings
from paperdesk.domain.changes import Changes
from paperdesk.ui.browsing import Browsing
from paperdesk.ui.fetch_words import is_quiet, notice
from paperdesk.ui.icons import app_icon
from paperdesk.ui.search_client import SearchClient
from paperdesk.ui.theme import Theme

_PATIENCE = 8_000  # milliseconds in which the index takes in what came, so that searches can be named
Deliver = Callable[[str, str], None]


class Notifying(QObject):
    """Tells of new papers while PaperDesk is not in front; a toast tells of them where it is.

    `noticed` brings both texts, `settled` comes whether anything is told or not.
    """

    noticed = Signal(str, str)
    settled = Signal()

    def __init__(
        self,
        settings: Settings,
        browsing: Browsing,
        client: SearchClient,
        clock: Callable[[], str],
        deliver: Deliver,
        parent: QObject,
    ) -> None:
        """`clock` tells the time as HH:MM; `deliver` shows a title and a text on the desktop."""
        super().__init__(parent)
        self._settings = settings
        self._browsing = browsing
        self._client = client
        self._clock = clock
        self._upto = 0  # the change of the library that brought the last papers
        self._new: dict[str, int] = {}
        self._before: dict[str, int] = {}
        self.noticed.connect(deliver)
        client.counted.connect(self._counted)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._tell)

    def begin(self) -> None:
        """Papers are about to come: remember what the reader's searches hold."""
        if not self._timer.isActive():
            self._before = self._browsing.search_totals()

    def saw(self, changes: Changes) -> None:
        """Papers came by `changes`."""
        self._upto = max(self._upto, changes.number)

    def finish(self, new: dict[str, int]) -> None:
        """Papers came, `new` by source."""
        for name, count in new.items():
            if count:
                self._new[name] = self._new.get(name, 0) + count
        if self._new:
            self._timer.start()

    def stop(self) -> None:
        """Tell nothing more: the window closes."""
        self._timer.stop()

    @property
    def waits(self) -> bool:
        """Whether there is something to tell soon."""
        return self._timer.isActive()

    @property
    def patience(self) -> int:
        """How long it waits for the index, in milliseconds."""
        return self._timer.interval()

    @patience.setter
    def patience(self, milliseconds: int) -> None:
        self._timer.setInterval(milliseconds)

    def _counted(self) -> None:
        """The index has counted what searches hold: there is nothing to wait for where it has all that came."""
        if self._timer.isActive() and self._client.state.upto >= self._upto:
            self._timer.stop()
            self._tell()

    def _tell(self) -> None:
        new, self._new = self._new, {}
        self._notice(new)
        self.settled.emit()

    def _notice(self, new: dict[str, int]) -> None:
        if self._settings["notifications.new_papers"] == "off" or QApplication.activeWindow() is not None:
            return
        quiet = self._settings["notifications.quiet_from"], self._settings["notifications.quiet_until"]
        if is_quiet(self._clock(), *quiet):
            return
        now = self._browsing.search_totals()
        matches = {name: count - self._before[name] for name, count in now.items() if name in self._before}
        self.noticed.emit(*notice(new, matches))


class Tray(QObject):
    """An icon in the system's tray with the number of unread papers; `shown` when it is pressed."""

    pressed = Signal()

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._unread = 0
        self.icon: QSystemTrayIcon | None = None

    def apply(self) -> None:
        """Show the icon, or take it away, as the reader set it; nothing where the system has no tray."""
        wanted = self._settings["notifications.tray"] == "on" and QSystemTrayIcon.isSystemTrayAvailable()
        if wanted and self.icon is None:
            self.icon = QSystemTrayIcon(app_icon(), self)
            self.icon.activated.connect(self._activated)
            self.show_unread(self._unread)
            self.icon.show()
        elif not wanted and self.icon is not None:
            self.icon.hide()
            self.icon.deleteLater()
            self.icon = None

    def show_unread(self, count: int) -> None:
        """Say how many papers are unread."""
        self._unread = count
        if self.icon is not None:
            self.icon.setIcon(badged(count))
            self.icon.setToolTip(f"PaperDesk: {count:,} unread")

    def stop(self) -> None:
        """Take the icon away: the window closes."""
        if self.icon is not None:
            self.icon.hide()

    def _activated(self) -> None:
        self.pressed.emit()

    def deliver(self, title: str, text: str) -> None:
        """Show a notice on the desktop: by the desktop's own program, or else by the icon."""
        program = QStandardPaths.findExecutable("notify-send")
        if program:
            options = ["--app-name=PaperDesk", "--icon=org.paperdesk.PaperDesk"]
            QProcess.startDetached(program, [*options, "--", title, escape(text, quote=False)])
        elif self.icon is not None and QSystemTrayIcon.supportsMessages():
            self.icon.showMessage(title, text, app_icon())


def badged(count: int) -> QIcon:
    """Return the application's icon with a number at its foot, none for 0."""
    pixmap = app_icon().pixmap(QSize(64, 64))
    if not count:
        return QIcon(pixmap)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    text = f"{count}" if count < 1000 else "999"
    font = QFont(QApplication.font())
    font.setPixelSize(26)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    width = max(painter.fontMetrics().horizontalAdvance(text) + 14, 32)
    place = QRectF(64 - width, 32, width, 32)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(Theme.colours.accent))
    painter.drawRoundedRect(place, 16, 16)
    painter.setPen(QColor(Theme.colours.paper))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return QIcon(pixmap)
