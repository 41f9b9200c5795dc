# SPDX-License-Identifier: MIT
"""The sidebar: shelves, days, sources and the tag tree, with the number of unread papers at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QPainter, QPen
from PySide6.QtWidgets import QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from paperdesk.domain.searches import SavedSearch
from paperdesk.ui.icons import icon
from paperdesk.ui.sidebar.feeds import FeedLine
from paperdesk.ui.sidebar.items import SidebarItem
from paperdesk.ui.sidebar.model import SidebarModel, SidebarRole
from paperdesk.ui.theme import Theme
from paperdesk.ui.wording import number

Index = QModelIndex | QPersistentModelIndex
# What is seen of a source beside its name.
_SIGNS = {"running": "refresh-cw", "paused": "pause", "offline": "wifi-off", "error": "circle-alert"}
_GROUPS = ("searches", "following", "days", "sources", "tags")


class SidebarView(QTreeView):
    """Shows a `SidebarModel`; what is selected and open outlives a refresh."""

    chosen = Signal(object)
    rename_asked = Signal(str)
    merge_asked = Signal(str)
    delete_asked = Signal(str)
    search_menu_asked = Signal(object, QPoint)
    feed_menu_asked = Signal(object, QPoint)

    def __init__(self, model: SidebarModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName("Sidebar")
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_SidebarDelegate(self))
        self.setHeaderHidden(True)
        self.header().setMinimumSectionSize(20)
        self.setIndentation(14)
        self.setIconSize(QSize(16, 16))
        self.setUniformRowHeights(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.setDragDropMode(QTreeView.DragDropMode.DropOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer_menu)
        self.setMinimumWidth(52)
        self._quiet = False
        self._folded = False
        self._chosen = ""
        self._opened = set(_GROUPS)
        self._running: frozenset[str] = frozenset()
        self.expanded.connect(self._remember_open)
        self.collapsed.connect(self._remember_closed)
        self.selectionModel().currentChanged.connect(self._choose)

    def show_items(self, items: Sequence[SidebarItem]) -> None:
        """Show `items`, keeping what was chosen."""
        self._quiet = True
        current = str(self.currentIndex().data(SidebarRole.NAME) or self._chosen)
        top = self.verticalScrollBar().value()
        if self._model.show_items(items):
            self.fold(self._folded)
            for name in list(self._opened):
                self.setExpanded(self._model.index_named(name), True)
            index = self._model.index_named(current)
            if index.isValid():
                self.setCurrentIndex(index)
            self.verticalScrollBar().setValue(top)
        self._quiet = False

    def fold(self, folded: bool) -> None:
        """Show icons only, of the shelves only, or everything again."""
        self.setIndentation(0 if folded else 14)
        self.setRootIsDecorated(not folded)
        for name in _GROUPS:
            index = self._model.index_named(name)
            if index.isValid():
                self.setRowHidden(index.row(), index.parent(), folded)
        self._folded = folded

    @property
    def folded(self) -> bool:
        """Whether icons alone are shown."""
        return self._folded

    def search_at(self, index: Index) -> SavedSearch | None:
        """Return the saved search or watch word of an entry, None for any other."""
        item = index.data(SidebarRole.ITEM) if index.isValid() else None
        return item.search if item is not None else None

    def chosen_search(self) -> SavedSearch | None:
        """Return the saved search or watch word that is chosen, None where the entry is none."""
        return self.search_at(self.currentIndex())

    def feed_at(self, index: Index) -> FeedLine | None:
        """Return the subscription of an entry, None for any other."""
        item = index.data(SidebarRole.ITEM) if index.isValid() else None
        return item.feed if item is not None else None

    def chosen_feed(self) -> FeedLine | None:
        """Return the subscription that is chosen, None where the entry is none."""
        return self.feed_at(self.currentIndex())

    @property
    def running(self) -> frozenset[str]:
        """The sources that are shown as being fetched."""
        return self._running

    def show_running(self, sources: frozenset[str]) -> None:
        """Show which sources are being fetched."""
        if sources != self._running:
            self._running = sources
            self.viewport().update()

    def chosen_tag(self) -> str:
        """Return the tag that is chosen, an empty string where the entry is none."""
        item = self.currentIndex().data(SidebarRole.ITEM)
        return item.tag if item is not None else ""

    def chosen_name(self) -> str:
        """Return the name of the entry that was chosen last; a heading is none."""
        return self._chosen

    def choose(self, name: str) -> bool:
        """Choose the entry called `name`; return whether there is one."""
        index = self._model.index_named(name)
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def _choose(self, current: QModelIndex, previous: QModelIndex) -> None:
        item = current.data(SidebarRole.ITEM)
        if item is not None and item.query is not None and not self._quiet:
            self._chosen = item.name
            self.chosen.emit(item)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Where nothing is current, as after its tag was deleted, Qt would choose the first entry here.
        none = not self.currentIndex().isValid()
        quiet, self._quiet = self._quiet, self._quiet or none
        super().focusInEvent(event)
        if none:
            self.selectionModel().clearCurrentIndex()
        self._quiet = quiet

    def _remember_open(self, index: QModelIndex) -> None:
        self._opened.add(str(index.data(SidebarRole.NAME)))

    def _remember_closed(self, index: QModelIndex) -> None:
        self._opened.discard(str(index.data(SidebarRole.NAME)))

    def _offer_menu(self, place: QPoint) -> None:
        search = self.search_at(self.indexAt(place))
        if search is not None:
            self.search_menu_asked.emit(search, self.viewport().mapToGlobal(place))
            return
        feed = self.feed_at(self.indexAt(place))
        if feed is not None:
            self.feed_menu_asked.emit(feed, self.viewport().mapToGlobal(place))
            return
        menu = self.tag_menu(self.indexAt(place))
        if menu is not None:
            menu.popup(self.viewport().mapToGlobal(place))

    def tag_menu(self, index: Index) -> QMenu | None:
        """Return the menu of a tag, None for any other entry."""
        item = index.data(SidebarRole.ITEM) if index.isValid() else None
        if item is None or not item.tag:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, signal in (
            ("Rename…", self.rename_asked),
            ("Merge into…", self.merge_asked),
            ("Delete", self.delete_asked),
        ):
            menu.addAction(text).triggered.connect(lambda checked=False, s=signal: s.emit(item.tag))
        return menu


class _SidebarDelegate(QStyledItemDelegate):
    """An entry with its count at the right; headings in small muted letters."""

    def __init__(self, view: SidebarView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, 30)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        item = index.data(SidebarRole.ITEM)
        rect = option.rect
        heading = item.query is None
        state = option.state
        if not heading and state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = state & QStyle.StateFlag.State_Selected
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(Theme.colours.selected if chosen else Theme.colours.chip))
            painter.drawRoundedRect(rect.adjusted(4 if self._view.folded else 0, 1, -4, -1), 6, 6)
        folded = self._view.folded
        left = rect.left() + (14 if folded else 8)
        if item.search is not None and item.search.is_watched:
            painter.setPen(QPen(QColor(Theme.colours.muted), 1))
            painter.setBrush(QColor(Theme.colours.mark(item.search.colour)))
            painter.drawEllipse(QRectF(left + 2.5, rect.top() + 9.5, 11, 11))
            left += 24
        elif item.icon and item.feed is not None and item.feed.feed.colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(Theme.colours.ink(item.feed.feed.colour)))
            painter.drawRoundedRect(QRectF(left + 3, rect.top() + 10, 10, 10), 3, 3)
            left += 24
        elif item.icon:
            mode = index.data(Qt.ItemDataRole.DecorationRole).Mode
            active = mode.Active if state & QStyle.StateFlag.State_Selected else mode.Normal
            index.data(Qt.ItemDataRole.DecorationRole).paint(painter, QRect(left, rect.top() + 7, 16, 16), mode=active)
            left += 24
        if folded:
            painter.restore()
            return
        right = rect.right() - 12 if heading else _paint_count(painter, option, item.number or item.count.unread)
        if item.feed is not None:
            right = _paint_sign(painter, rect, right, _SIGNS.get(self._sign_of(item.feed), ""))
        _paint_label(painter, option, QRect(left, rect.top(), right - left - 6, rect.height()), item.label, heading)
        painter.restore()

    def _sign_of(self, line: FeedLine) -> str:
        return "running" if line.feed.source in self._view.running else line.sign


def _paint_sign(painter: QPainter, rect: QRect, right: int, name: str) -> int:
    """Paint the icon `name` before what ends at `right`, nothing for an empty one; return where the label must end."""
    if not name:
        return right
    icon(name).paint(painter, QRect(right - 20, rect.top() + 8, 14, 14))
    return right - 22


def _paint_count(painter: QPainter, option: QStyleOptionViewItem, count: int) -> int:
    """Paint a number unless it is 0; return where the label must end."""
    right = option.rect.right() - 12
    if not count:
        return right
    font = QFont(option.font)
    font.setPixelSize(12)
    painter.setFont(font)
    painter.setPen(QColor(Theme.colours.muted))
    text = number(count)
    width = painter.fontMetrics().horizontalAdvance(text)
    painter.drawText(
        QRect(right - width, option.rect.top(), width + 1, option.rect.height()), Qt.AlignmentFlag.AlignVCenter, text
    )
    return right - width


def _paint_label(painter: QPainter, option: QStyleOptionViewItem, place: QRect, label: str, heading: bool) -> None:
    font = QFont(option.font)
    font.setPixelSize(11 if heading else 13)
    if heading:
        font.setWeight(QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
        label = label.upper()
    elif option.state & QStyle.StateFlag.State_Selected:
        font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(Theme.colours.muted if heading else Theme.colours.text))
    text = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
