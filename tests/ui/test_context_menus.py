# SPDX-License-Identifier: MIT
"""The menus of the right button: the table's own actions, where they are meant."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget


def menu_at(widget: QWidget, place: QPoint) -> QMenu:
    viewport = widget.viewport()  # type: ignore[attr-defined]
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    (menu,) = [one for one in widget.findChildren(QMenu) if one.isVisible()]
    return menu


def texts(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]


@pytest.fixture
def shown(desk: Any, press: Any) -> Any:
    press("j")
    return desk


def test_papers_offer_what_can_be_done_with_them(shown: Any) -> None:
    papers = shown.window.paper_list
    menu = menu_at(papers, papers.visualRect(papers.currentIndex()).center())
    assert texts(menu) == [
        "Read or unread", "Star", "Read later", "Archive", "Tag…", "Open at its source", "Open the PDF", "Copy as",
        "Export…", "Send to Zotero", "Remove from library",
    ]  # fmt: skip
    (inner,) = [action.menu() for action in menu.actions() if action.menu()]
    assert texts(inner) == [
        "Copy citation", "Copy citation in a style…", "Copy as BibTeX", "Copy Markdown link", "Copy link",
    ]  # fmt: skip
    assert menu.actions()[0] is shown.window.actions_by_name["read"]
    menu.close()


def test_text_offers_its_own(shown: Any) -> None:
    reader = shown.window.reader
    menu = menu_at(reader, QPoint(40, 40))
    assert texts(menu)[:4] == ["Copy", "Highlight", "Note on the highlight…", "Copy quote with citation"]
    assert not menu.actions()[0].isEnabled()
    menu.close()
    reader.selectAll()
    menu = menu_at(reader, QPoint(40, 40))
    menu.actions()[0].trigger()
    assert QApplication.clipboard().text()
    menu.close()


def test_nothing_is_offered_where_there_is_no_paper(desk: Any) -> None:
    papers, reader = desk.window.paper_list, desk.window.reader
    QTest.mouseClick(papers.viewport(), Qt.MouseButton.RightButton, pos=QPointF(5, 5).toPoint())
    for widget in (papers, reader):
        place = QPoint(5, 5)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.viewport().mapToGlobal(place))
        QApplication.sendEvent(widget.viewport(), event)
        assert [one for one in widget.findChildren(QMenu) if one.isVisible()] == []
