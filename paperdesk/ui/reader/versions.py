# SPDX-License-Identifier: MIT
"""That a paper's text changed: a quiet line under it, and a page with what went and what is new."""

from collections.abc import Sequence
from datetime import date
from html import escape

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from paperdesk.domain.annotation import TextVersion
from paperdesk.domain.text import visible
from paperdesk.reading.abstract import render
from paperdesk.ui.buttons import ComboBox, PushButton
from paperdesk.ui.labels import ShortLabel
from paperdesk.ui.reader.document import LONG_ABSTRACT
from paperdesk.ui.theme import Theme, reading_font
from paperdesk.ui.wording import day_short, source_long


class VersionLine(QWidget):
    """Says when the text changed, and offers to show how."""

    changes_asked = Signal()
    original_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("versionLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = ShortLabel("", self)
        self._text.setObjectName("hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 16, 4)
        row.setSpacing(4)
        row.addWidget(self._text, 1)
        self.changes = self._button("Show what changed", "Show what went and what is new (D)", self.changes_asked)
        self.original = self._button("Show original", "Show the text as it was first (Shift+D)", self.original_asked)
        row.addWidget(self.changes)
        row.addWidget(self.original)
        self.hide()

    def _button(self, text: str, tip: str, signal: object) -> PushButton:
        button = PushButton(text, self)
        button.setObjectName("quiet")
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(signal)
        return button

    def show_versions(self, versions: Sequence[TextVersion], lost: int = 0) -> None:
        """Say when the text in force, the first of `versions`, came, and that `lost` highlights lost their place.

        Nothing is said where there is no other text.
        """
        self.setVisible(len(versions) > 1)
        if len(versions) > 1:
            gone = (
                "1 highlight lost its place" if lost == 1 else f"{lost:,} highlights lost their place" if lost else ""
            )
            changed = f"his text changed on {_day(versions[0].met)}"
            self._text.setText(f"{gone}  ·  t{changed}" if gone else f"T{changed}")

    def text(self) -> str:
        """Return what is said."""
        return self._text.text() if not self.isHidden() else ""


def _day(met: str) -> str:
    return day_short(met[:10], date.today()) if met else "a day that is not known"


class VersionsDialog(QDialog):
    """A text beside an earlier one: `original` shows the earlier text alone at first."""

    def __init__(
        self, versions: Sequence[TextVersion], *, original: bool, face: str, pixels: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("versions")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("What changed in this text")
        self.setAccessibleName("What changed in this text")
        self._versions = versions
        self._choice = ComboBox(self)
        self._choice.setAccessibleName("The text to compare with")
        for version in sorted(versions[1:], key=lambda v: v.met):
            self._choice.addItem(f"{source_long(version.source)}, {_day(version.met)}", version)
        self._kind = ComboBox(self)
        self._kind.setAccessibleName("What to show")
        self._kind.addItem("What changed", False)
        self._kind.addItem("The earlier text", True)
        self._kind.setCurrentIndex(int(original))
        self.text = _Page(self)
        self.text.setObjectName("versionText")
        self.text.setAccessibleName("The text")
        self.text.document().setDefaultFont(reading_font(face, pixels))
        self.text.document().setDocumentMargin(20)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        top = QHBoxLayout()
        top.addWidget(self._kind)
        top.addWidget(ShortLabel("against", self))
        top.addWidget(self._choice, 1)
        self.said = ShortLabel("", self)
        self.said.setObjectName("hint")
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.text, 1)
        column.addWidget(self.said)
        column.addWidget(buttons)
        self._choice.currentIndexChanged.connect(self._show)
        self._kind.currentIndexChanged.connect(self._show)
        self.resize(680, 520)
        self._show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        version = self._choice.currentData()
        old, new = (_shown(v.text) for v in (version, self._versions[0]))
        if self._kind.currentData():
            self.text.setHtml(_paragraphs(escape(old)))
            self.said.setText(f"As it came from {source_long(version.source)} on {_day(version.met)}")
        else:
            html, gone, added = _marked(old, new)
            self.text.setHtml(_paragraphs(html))
            self.said.setText(f"{_pieces(gone)} gone (struck through), {_pieces(added)} new (underlined)")
        _space_lines(self.text)


class _Page(QTextBrowser):
    """Text that loads nothing and leads nowhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        return


def _shown(text: str) -> str:
    return visible(render(text[:LONG_ABSTRACT]).plain)


def _marked(old: str, new: str) -> tuple[str, int, int]:
    """Return the differences as HTML, and how many stretches are gone and new."""
    from paperdesk.domain.differences import differences  # seldom looked at

    colours, parts = Theme.colours, []
    steps = differences(old, new)
    for step in steps:
        text = escape(step.text)
        if step.kind == "gone":
            text = f'<s style="background-color: {colours.gone}">{text}</s>'
        elif step.kind == "new":
            text = f'<u style="background-color: {colours.green}">{text}</u>'
        parts.append(text)
    kinds = [step.kind for step in steps]
    return "".join(parts), kinds.count("gone"), kinds.count("new")


def _paragraphs(html: str) -> str:
    return f'<div style="color: {Theme.colours.text}">' + html.replace("\n", "<br>") + "</div>"


def _pieces(count: int) -> str:
    return "1 passage" if count == 1 else f"{count} passages"


def _space_lines(browser: QTextBrowser) -> None:
    """Set the lines as far apart as the reader does."""
    cursor = QTextCursor(browser.document())
    cursor.select(QTextCursor.SelectionType.Document)
    form = QTextBlockFormat()
    form.setLineHeight(125.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(form)
