# SPDX-License-Identifier: MIT
"""What all tests share: a home of their own, a guard on the network, a window on a copied library, a look for leaks."""

import contextlib
import importlib.util
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SETTINGS = {"reading.mark_read_after": 0.0, "appearance.theme": "light", "fetching.automatic": "off"}
hypothesis_settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
hypothesis_settings.load_profile("untimed")
_LOOPBACK = ("127.", "::1", "localhost")
_connections: list[sqlite3.Connection] | None = None  # those that a test with a window opened


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Note every SQLite connection; let no socket lead out of this machine."""
    if event == "sqlite3.connect/handle":
        if _connections is not None:
            _connections.append(arguments[0])
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = str(arguments[1][0])
        if not host.startswith(_LOOPBACK):
            raise RuntimeError(f"a test reached for the network: {host}")
    elif event == "socket.getaddrinfo" and arguments[0]:
        name = arguments[0].decode() if isinstance(arguments[0], bytes) else str(arguments[0])
        if not name.startswith(_LOOPBACK):
            raise RuntimeError(f"a test asked for the address of {name}")


sys.addaudithook(_watch)


def _is_open(connection: sqlite3.Connection) -> bool:
    try:
        return connection.total_changes >= 0
    except sqlite3.ProgrammingError:
        return False


def _children() -> list[str]:
    """The numbers of the processes that this one has started and not seen the end of; none where the system tells none."""
    found: list[str] = []
    for path in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError):  # a thread that has ended since
            found += path.read_text("utf-8").split()
    return found


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the files of whoever runs it."""
    home = tmp_path_factory.getbasetemp() / "home"
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in [name for name in os.environ if name.startswith("PAPERDESK_")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread of ours, and one of the window that leaves anything open."""
    global _connections
    with_window = "qapp" in request.fixturenames
    before = set(threading.enumerate())
    _connections = [] if with_window else None
    yield
    opened, _connections = _connections or [], None
    left_running = _children() if with_window else []
    assert not left_running, f"processes left running: {left_running}"
    threads = [t.name for t in threading.enumerate() if t not in before and not t.daemon]
    assert not threads, f"threads left running: {threads}"
    left = [connection for connection in opened if _is_open(connection)]
    assert not left, f"{len(left)} of {len(opened)} connections left open"
    if with_window:
        _assert_no_window_left()


def _assert_no_window_left() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert not shown, f"widgets left in sight: {shown}"


@pytest.fixture(scope="session")
def paper_server() -> Any:
    """The module `tests/server/paper_server.py`: a server that speaks as the sources do, and its answers."""
    path = Path(__file__).parent / "server" / "paper_server.py"
    spec = importlib.util.spec_from_file_location("paper_server", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["paper_server"] = module  # dataclasses look for it there
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def server(paper_server: Any) -> Iterator[Any]:
    """A server on loopback, running."""
    running = paper_server.PaperServer()
    yield running
    running.close()


@pytest.fixture(scope="session")
def smtp() -> Any:
    """The module `tests/server/smtp_server.py`: an SMTP server with TLS, and with faults."""
    path = Path(__file__).parent / "server" / "smtp_server.py"
    spec = importlib.util.spec_from_file_location("smtp_server", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["smtp_server"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def serve_mail(smtp: Any) -> Iterator[Callable[..., Any]]:
    """Run SMTP servers on loopback; each is closed at the end."""
    running: list[Any] = []

    def run(*said: Any, **more: Any) -> Any:
        running.append(smtp.SmtpServer(*said, **more))
        return running[-1]

    yield run
    for one in running:
        one.close()


@pytest.fixture(scope="session")
def sample_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library folder with the sample in it; never opened by a test, only copied."""
    from paperdesk.library.library import Library
    from paperdesk.services.sample import add_sample

    folder = tmp_path_factory.mktemp("master") / "library"
    with Library(folder) as library:
        add_sample(library)
    return folder


@pytest.fixture
def library_folder(sample_master: Path, tmp_path: Path) -> Path:
    """A library of one's own with the sample's 44 papers."""
    folder = tmp_path / "library"
    shutil.copytree(sample_master, folder)
    return folder


@pytest.fixture
def settle(qapp: Any) -> Callable[[Any], None]:
    """Wait until a desk has done, delivered and shown everything that was asked of it."""
    from PySide6.QtCore import QEventLoop, QTimer

    def wait(desk: Any) -> None:
        loop, late = QEventLoop(), QTimer()
        late.setSingleShot(True)
        late.timeout.connect(lambda: loop.exit(1))
        late.start(20_000)
        jobs = desk.desk.jobs
        for _ in range(3):  # what is delivered may ask for more: counts, then a list
            jobs.write(lambda library: None, lambda done: jobs.read(lambda view: None, lambda done: loop.exit(0)))
            assert loop.exec() == 0, "the desk did not settle"
        late.stop()

    return wait


@pytest.fixture
def build_desk(qtbot: Any, settle: Callable[[Any], None]) -> Iterator[Callable[..., Any]]:
    """Build desks as the program does, shown and settled; each is closed at the end and may leave no timer."""
    from PySide6.QtCore import QTimer
    from shiboken6 import isValid

    from paperdesk import app

    built: list[Any] = []

    def build(folder: Path, settings: Mapping[str, Any] | None = None, size: tuple[int, int] = (1280, 800)) -> Any:
        desk = app.build(folder, {**SETTINGS, **(settings or {})})
        built.append(desk)
        desk.window.resize(*size)
        desk.window.show()
        desk.window.activateWindow()
        qtbot.waitUntil(desk.window.isActiveWindow)
        settle(desk)
        return desk

    yield build
    timers: list[QTimer] = []
    for desk in built:
        desk.close()
        if not isValid(desk.window):  # a test has closed it itself, and what belonged to it is gone
            continue
        timers += [timer for timer in desk.window.findChildren(QTimer) if timer.isActive()]
        timers += [timer for timer in desk.desk.findChildren(QTimer) if timer.isActive()]
    assert not timers, f"timers of a closed window still run: {timers}"


@pytest.fixture
def desk(build_desk: Callable[..., Any], library_folder: Path) -> Any:
    """A shown window on a copy of the sample library."""
    return build_desk(library_folder)


@pytest.fixture
def press(qtbot: Any) -> Callable[..., None]:
    """Press keys one after the other where the keyboard is: `press("j")`, `press("Ctrl+Z")`, `press("Tab")`."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QKeySequence
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    def _keyboard_is_somewhere() -> bool:
        active = QApplication.activeWindow()
        if active is None or not active.isVisible():  # no window manager here gives the keyboard back
            for window in QApplication.topLevelWidgets():
                if window.isVisible():
                    window.activateWindow()
        widget, popup = QApplication.focusWidget(), QApplication.activePopupWidget()
        modal = QApplication.activeModalWidget() or QApplication.activeWindow()
        return widget is not None and modal is not None and widget.window() in (modal, popup)

    def send(*keys: str) -> None:
        for key in keys:
            combination = QKeySequence(key)[0]
            qtbot.waitUntil(_keyboard_is_somewhere)
            popup = QApplication.activePopupWidget()
            widget = QApplication.focusWidget() if popup is None else popup.focusWidget() or popup
            if len(key) == 1:
                QTest.keyClicks(widget, key)
            else:
                QTest.keyClick(widget, Qt.Key(combination.key()), combination.keyboardModifiers())

    return send


@pytest.fixture
def command_line() -> Callable[..., str]:
    """Run `paperdesk --library FOLDER ARGUMENTS` as a process of its own; return what it prints."""

    def run(folder: Path, *arguments: str) -> str:
        command = [sys.executable, "-m", "paperdesk", "--library", str(folder), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def picture() -> Callable[[Any], list[str]]:
    """Draw a list of papers as text: `● ☆ Title #tag`, with `★`, `later`, and `== day, 1 of 2 unread`."""
    from paperdesk.ui.paper_list.model import PaperRole

    def draw(model: Any) -> list[str]:
        lines = []
        for number in range(model.rowCount()):
            index = model.index(number)
            section, row = index.data(PaperRole.SECTION), index.data(PaperRole.ROW)
            if section is not None:
                lines.append(f"== {section.day or 'no day'}, {section.unread} of {section.count} unread")
            elif row is not None:
                signs = f"{' ' if row.read else '●'} {'★' if row.starred else '☆'}"
                extras = [*(f"#{tag}" for tag in row.tags), *(["later"] if row.later else [])]
                lines.append(
                    " ".join([signs, str(index.data()), *extras, *(["new"] if index.data(PaperRole.NEW) else [])])
                )
            else:
                lines.append("(gone)")
        return lines

    return draw
