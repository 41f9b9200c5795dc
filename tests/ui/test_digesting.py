# SPDX-License-Identifier: MIT
"""Digests and mail from the window."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QInputDialog, QLineEdit

from paperdesk.domain.digest import Edition

Press = Callable[..., None]


class Opener(QObject):
    """What the system was asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.paths.append(Path(url.toLocalFile()))


@pytest.fixture
def opened() -> Iterator[list[Path]]:
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")
    yield opener.paths
    QDesktopServices.unsetUrlHandler("file")


def test_todays_digest_is_opened_as_a_mail(
    build_desk: Any, make_library: Any, press: Press, qtbot: Any, opened: list[Path]
) -> None:
    days = [(date.today() - timedelta(days=back)).isoformat() for back in (0, 1)]
    desk = build_desk(make_library(*({"title": f"New {n}", "day": day, "upvotes": 9} for n, day in enumerate(days))))
    press("g")
    assert desk.window.progress.text() == "Making the digest"
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    (path,) = opened
    assert path.parent == desk.library.folder / "digests"
    assert "New " in path.read_text("utf-8")
    assert desk.window.progress.isHidden()


def test_where_nothing_is_new_that_is_said(build_desk: Any, make_library: Any, press: Press, qtbot: Any) -> None:
    desk = build_desk(make_library({}))
    press("g", "g")
    assert desk.window.toast.text() == "A digest or a mail is under way"
    qtbot.waitUntil(lambda: desk.window.toast.text().startswith("There is nothing new in "), timeout=20_000)


def test_one_that_is_due_is_sent_and_what_fails_is_told_once(
    build_desk: Any, make_library: Any, qtbot: Any, settle: Any
) -> None:
    desk = build_desk(make_library({}), {"digest.frequency": "daily"})
    digesting = desk.window.outgoing.digesting
    assert digesting._look.isActive()
    told: list[str] = []
    digesting.troubled.connect(told.append)
    for _ in range(2):
        digesting._send(Edition("2024-04-28", "2024-04-28"))
        qtbot.waitUntil(lambda: digesting._stop is None, timeout=20_000)
    assert len(told) == 1
    assert told[0].startswith("The digest was not sent: mail.server: no server is set")
    desk.window.preferring.choose("digest.frequency", "off")
    assert not digesting._look.isActive()


def test_a_test_mail_and_a_password_need_a_server(desk: Any, press: Press, qtbot: Any) -> None:
    ask = desk.window.preferring.asked
    ask.emit("mail-test", "")
    qtbot.waitUntil(lambda: "no server is set" in desk.window.toast.text())
    ask.emit("mail-password", "")
    qtbot.waitUntil(lambda: any(d.isVisible() for d in desk.window.findChildren(QInputDialog)))
    dialog = next(d for d in desk.window.findChildren(QInputDialog) if d.isVisible())
    assert dialog.textEchoMode() == QLineEdit.EchoMode.Password
    dialog.setTextValue("secret")
    desk.window.toast.hide()
    press("Return")
    qtbot.waitUntil(lambda: desk.window.toast.isVisible())
    assert "no server is set" in desk.window.toast.text()
