# SPDX-License-Identifier: MIT
"""Shows how an export begins: as the text that is written, or as the page that it makes. Loads nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from paperdesk.ui import theme
from paperdesk.ui.wording import number

if TYPE_CHECKING:
    from paperdesk.services.export_preview import Preview


class _Page(QTextBrowser):
    """A page that loads nothing and leads nowhere, white whatever the theme: so it will be on paper."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(16)
        palette = self.palette()
        for role, colour in (
            (QPalette.ColorRole.Base, theme.LIGHT.paper),
            (QPalette.ColorRole.Text, theme.LIGHT.text),
            (QPalette.ColorRole.Link, theme.LIGHT.accent),
        ):
            palette.setColor(role, QColor(colour))
        self.setPalette(palette)

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        return


class PreviewPane(QWidget):
    """What would be written, and of how many papers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = QLabel(self)
        self._said.setObjectName("hint")
        self._said.setWordWrap(True)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("exportText")
        self.text.setAccessibleName("Preview")
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPixelSize(12)
        self.text.setFont(font)
        self.text.setTabChangesFocus(True)
        self.page = _Page(self)
        self.page.setObjectName("exportPage")
        self.page.setAccessibleName("Preview")
        self.page.setTabChangesFocus(True)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.text)
        self._stack.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._said)
        column.addWidget(self._stack, 1)

    def said(self) -> str:
        """Return what is said above the preview."""
        return self._said.text()

    def show_preview(self, preview: "Preview") -> None:
        """Show a preview, or why there is none."""
        self._said.setText(_sentence(preview))
        self._stack.setCurrentWidget(self.page if preview.is_page else self.text)
        if preview.is_page:
            self.page.setHtml(preview.text)
        else:
            self.text.setPlainText(preview.text)


def _sentence(preview: "Preview") -> str:
    if preview.trouble:
        return preview.trouble[:1].upper() + preview.trouble[1:]
    if not preview.total:
        return "No paper is in this choice."
    if preview.papers == preview.total:
        return "All of it" if preview.total > 1 else "The paper"
    return f"The first {preview.papers} of {number(preview.total)} papers"
