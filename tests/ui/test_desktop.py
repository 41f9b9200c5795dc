# SPDX-License-Identifier: MIT
"""Notices outside the window: when they are shown, and what they say."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paperdesk.config.options import Settings
from paperdesk.ui.desktop import Notifying, Tray, badged


@pytest.fixture
def notifying(desk: Any) -> Iterator[Callable[..., Notifying]]:
    """Make what notifies, at noon and with settings; the window is out of sight then unless it is in `front`."""
    made: list[Notifying] = []

    def make(clock: str = "12:00", *, front: bool = False, **settings: str) -> Notifying:
        desk.window.setVisible(front)
        values = {f"notifications.{name}": value for name, value in settings.items()}
        made.append(
            Notifying(
                Settings(values),
                desk.window.browsing,
                desk.window.client,
                lambda: clock,
                lambda title, text: None,
                desk.window,
            )
        )
        made[-1].patience = 0
        return made[-1]

    yield make
    for one in made:
        one.stop()


def test_it_says_how_many_came(notifying: Callable[..., Notifying], qtbot: Any) -> None:
    notify = notifying()
    notify.begin()
    with qtbot.waitSignal(notify.noticed) as noticed:
        notify.finish({"Hugging Face": 2, "Lab": 0})
        notify.finish({"Lab": 1})
    assert noticed.args == ["3 new papers", "Hugging Face 2 · Lab 1"]


@pytest.mark.parametrize("how", [{"new_papers": "off"}, {"clock": "23:30"}, {"clock": "06:00"}])
def test_it_is_silent_when_it_should_be(notifying: Callable[..., Notifying], qtbot: Any, how: dict[str, str]) -> None:
    notify = notifying(**how)
    with qtbot.assertNotEmitted(notify.noticed), qtbot.waitSignal(notify.settled):
        notify.finish({"Lab": 1})


def test_it_is_silent_while_the_window_is_in_front(notifying: Callable[..., Notifying], qtbot: Any) -> None:
    notify = notifying(front=True)
    with qtbot.assertNotEmitted(notify.noticed), qtbot.waitSignal(notify.settled):
        notify.finish({"Lab": 1})


def test_of_nothing_new_nothing_is_said(notifying: Callable[..., Notifying]) -> None:
    notify = notifying()
    notify.finish({"Lab": 0})
    assert not notify.waits


def test_a_notice_is_given_to_the_desktops_own_program(
    desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    program, told = tmp_path / "notify-send", tmp_path / "told"
    program.write_text(f'#!/bin/sh\nfor one; do echo "$one"; done > {told}.part\nmv {told}.part {told}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    Tray(Settings(), desk.window).deliver("-3 new papers", "<b>Lab</b> 3")
    qtbot.waitUntil(told.exists)
    assert told.read_text("utf-8").splitlines()[-3:] == ["--", "-3 new papers", "&lt;b&gt;Lab&lt;/b&gt; 3"]


def test_without_a_tray_there_is_no_icon_and_nothing_breaks(desk: Any) -> None:
    tray = Tray(Settings({"notifications.tray": "on"}), desk.window)
    tray.apply()
    tray.show_unread(3)
    assert tray.icon is None  # the offscreen platform has no tray
    tray.stop()


def test_the_icon_carries_the_number(qapp: Any) -> None:
    pictures = {bytes(badged(count).pixmap(64, 64).toImage().constBits()) for count in (0, 3, 42, 999, 5_000)}
    assert len(pictures) == 4  # more than 999 are not told apart
