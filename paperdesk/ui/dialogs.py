# SPDX-License-Identifier: MIT
"""The palette of all commands and the list of shortcuts, made from the table of actions; and a text to look at."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from paperdesk.config.paths import resource
from paperdesk.ui.actions import ACTIONS, MENUS
from paperdesk.ui.theme import Theme


def shown_key(key: str) -> str:
    """Return a shortcut as the system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


_KEY = Qt.ItemDataRole.UserRole + 1


class _KeyDelegate(QStyledItemDelegate):
    """A command with its shortcut at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(QColor(Theme.colours.muted))
        place = option.rect.adjusted(0, 0, -10, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(index.data(_KEY)))
        painter.restore()


class CommandPalette(QDialog):
    """Finds any command by a part of its name and runs it."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("commandPalette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("All commands")
        self.setWindowTitle("Commands")
        self._actions = actions
        self._field = QLineEdit(self)
        self._field.setAccessibleName("Command")
        self._field.setPlaceholderText("Type a command")
        self._field.installEventFilter(self)
        model = QStandardItemModel(self)
        for spec in ACTIONS:
            if spec.name != "palette":
                item = QStandardItem(spec.text.rstrip("…"))
                item.setData(shown_key(spec.keys[0]), _KEY)
                item.setData(f"{spec.text.rstrip('…')}, {shown_key(spec.keys[0])}", Qt.ItemDataRole.AccessibleTextRole)
                item.setData(spec.name, Qt.ItemDataRole.UserRole)
                item.setToolTip(spec.help)
                item.setEditable(False)
                model.appendRow(item)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(model)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list = QListView(self)
        self._list.setObjectName("commandList")
        self._list.setAccessibleName("Commands found")
        self._list.setModel(self._found)
        self._list.setItemDelegate(_KeyDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.clicked.connect(self._run)
        self._field.textChanged.connect(self._filter)
        self._field.returnPressed.connect(self._run)
        column = QVBoxLayout(self)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self.resize(460, 420)
        self._filter("")

    def _filter(self, text: str) -> None:
        self._found.setFilterFixedString(text)
        self._list.setCurrentIndex(self._found.index(0, 0))

    def _run(self) -> None:
        name = self._list.currentIndex().data(Qt.ItemDataRole.UserRole)
        if name:
            self.accept()
            self._actions[name].trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            row = self._list.currentIndex().row() + by
            if by and 0 <= row < self._found.rowCount():
                self._list.setCurrentIndex(self._found.index(row, 0))
                return True
        return False


class ShortcutList(QDialog):
    """Every shortcut, by menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Keyboard shortcuts")
        self.setWindowTitle("Keyboard shortcuts")
        page = QWidget(self)
        grid = QGridLayout(page)
        grid.setContentsMargins(20, 16, 20, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        for menu in MENUS:
            self._add_group(grid, menu)
        area = QScrollArea(self)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName("Shortcuts")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        self.resize(560, 560)

    def _add_group(self, grid: QGridLayout, menu: str) -> None:
        title = QLabel(menu.replace("&", "").replace("/", ": "), self)
        title.setObjectName("listTitle")
        title.setContentsMargins(0, 10 if grid.count() else 0, 0, 2)
        grid.addWidget(title, grid.rowCount(), 0, 1, 2)
        for spec in ACTIONS:
            if spec.menu != menu:
                continue
            row = grid.rowCount()
            keys = QLabel("  or  ".join(shown_key(key) for key in spec.keys), self)
            keys.setObjectName("hint")
            grid.addWidget(QLabel(spec.help, self), row, 0)
            grid.addWidget(keys, row, 1)


class Details(QDialog):
    """A text that is too long for a notice, to be read and copied."""

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("details")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self.setWindowTitle(title)
        self._text = QPlainTextEdit(text, self)
        self._text.setReadOnly(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._text.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole).clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._text)
        column.addWidget(buttons)
        self.resize(640, 420)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())


class HelpPage(QDialog):
    """A page of the help, written in Markdown."""

    def __init__(self, title: str, page: Path, parent: QWidget) -> None:
        super().__init__(parent)
        import markdown  # pages are seldom opened

        self.setObjectName("helpPage")
        self.setAccessibleName(title)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = resource("help", *page.parts).read_text("utf-8")
        self.text = _PageText(self)
        self.text.setObjectName("helpText")
        self.text.setAccessibleName(title)
        self.text.document().setDefaultStyleSheet(
            f"code {{ background: {Theme.colours.chip}; }} th {{ text-align: left; }} td, th {{ padding: 3px 12px 3px 0; }}"
        )
        self.text.setHtml(markdown.markdown(text, extensions=["tables", "fenced_code"]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)
        self.resize(640, 620)


class _PageText(QTextBrowser):
    """Text that loads nothing and leads nowhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(20)

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        return
