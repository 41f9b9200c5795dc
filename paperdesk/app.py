# SPDX-License-Identifier: MIT
"""Builds everything in order and closes it in order; no logic of its own.

Start-up: settings, library (made where there is none, with the sample in it), Qt, faces and theme, the
library's threads, the window. The end goes the other way round: window, threads, connections.
"""

import gc
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import PySide6
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from paperdesk.cli.window import WindowRequest
from paperdesk.config import paths
from paperdesk.config.options import OPTIONS, Settings, load
from paperdesk.domain.errors import Trouble
from paperdesk.library.connection import DATABASE
from paperdesk.library.view import View
from paperdesk.ui import theme
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.failures import Failures
from paperdesk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from paperdesk.cli.pages import PagesRequest
    from paperdesk.ui.fetching import WindowFetcher
    from paperdesk.ui.search_client import SearchClient


_PURGE_AFTER = 20_000  # milliseconds after the start; nothing waits for it


class Desk:
    """The running program."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.desk: LibraryDesk = window.desk
        self.library: View = window.desk.view
        self._closed = False

    @property
    def search(self) -> "SearchClient":
        """What searches the library."""
        return self.window.client

    @property
    def fetcher(self) -> "WindowFetcher":
        """What brings new papers in the background."""
        return self.window.bringing.fetcher

    def close(self) -> None:
        """Close the window, finish what was asked for, close every connection; once is enough."""
        if self._closed:
            return
        self._closed = True
        self.window.close()
        if self.window.is_complete:
            self.search.close()
        self.desk.close()
        self.window.deleteLater()


def build(library_dir: str | os.PathLike[str], settings: Settings | Mapping[str, Any] | None = None) -> Desk:
    """Build the desk on the library in `library_dir`, which is made where it is not there yet.

    `settings` are the options' values; None gives the defaults. Raises `LibraryTrouble` where the library
    cannot be used. The window is not shown yet.
    """
    folder = Path(library_dir)
    chosen = settings if isinstance(settings, Settings) else Settings(settings)
    ensure_library(folder, with_sample=False)
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    _dress(application, str(chosen["appearance.theme"]))
    return Desk(MainWindow(LibraryDesk(folder), chosen))


def ensure_library(folder: Path, *, with_sample: bool) -> None:
    """Make the library where there is none; a new one gets the sample if asked."""
    if (folder / DATABASE).exists():
        return  # whoever opens it brings it up to date
    from paperdesk.library.library import Library  # once in the life of a library, as is the sample
    from paperdesk.services.feeds import add_defaults
    from paperdesk.services.sample import add_sample

    with Library(folder) as library:
        if with_sample:
            add_sample(library)
            add_defaults(library)


def _dress(application: QApplication, choice: str) -> None:
    application.setApplicationName("PaperDesk")
    application.setDesktopFileName("org.paperdesk.PaperDesk")
    application.setStyle("Fusion")
    theme.load_chrome_font()
    application.setFont(theme.chrome_font(application))
    theme.apply_theme(application, choice)


def run(request: "WindowRequest | PagesRequest") -> int:
    """Open the window that the command line asks for, or draw it or pages into a file; return the exit status."""
    from paperdesk.config.compatibility import refusal

    why = refusal(sys.version_info[:3], PySide6.__version__)
    if why:
        return _fail(why)
    if not isinstance(request, WindowRequest):
        return _lay_out(request)
    try:
        settings, warnings = load(paths.settings_file())
        for warning in warnings:
            _say(f"paperdesk: warning: {warning}")
        if request.screenshot:
            _need_no_display()
        if request.theme:
            settings = Settings({o.name: settings[o.name] for o in OPTIONS} | {"appearance.theme": request.theme})
        ensure_library(request.library, with_sample=True)
        desk = build(request.library, settings)
        try:
            if request.select:
                desk.window.open_key(request.select)
            return _screenshot(desk, request) if request.screenshot else _open(desk)
        finally:
            gc.enable()
            desk.close()
    except Trouble as trouble:
        return _fail(trouble.text)


def _open(desk: Desk) -> int:
    # A session's end closes the window in order; by a timer, since the loop may not run yet. Ctrl+C is in Failures.
    signal.signal(signal.SIGTERM, lambda number, frame: QTimer.singleShot(0, QApplication.quit))
    desk.window.completed.connect(_keep_log)
    QTimer.singleShot(_PURGE_AFTER, desk.window, lambda: _purge_trash(desk))
    desk.window.show()
    with Failures(lambda error: desk.window.telling.failure(error)):
        return QApplication.exec()


def _purge_trash(desk: Desk) -> None:
    """Delete in the background what has been in the trash for 30 days."""
    from paperdesk.services.annotating import purge_trash

    desk.desk.jobs.write(purge_trash, lambda purged: None)


def _keep_log() -> None:
    from paperdesk.config import log

    try:
        log.write_to(paths.log_file())
    except OSError as error:
        _say(f"paperdesk: warning: no log is kept: {error.strerror}")


def _lay_out(request: "PagesRequest") -> int:
    from paperdesk.cli.running import carried_out
    from paperdesk.ui.pages import pdf  # the window needs none of it

    _need_no_display()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    theme.load_chrome_font()
    theme.load_fonts()
    theme.load_math_font()
    status = carried_out(lambda: request.finish(pdf))
    del application
    return status


def _need_no_display() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # a picture needs no display
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # nor word of what that lacks


def _screenshot(desk: Desk, request: WindowRequest) -> int:
    window = desk.window
    window.leave_no_trace()
    window.resize(*(request.size or (1280, 800)))
    window.show()
    loop = QEventLoop()
    window.browsing.listed.connect(loop.quit)
    QTimer.singleShot(10_000, loop.quit)
    loop.exec()
    if not request.select and window.paper_list.current_paper() is None:
        window.paper_list.step(1)
    settle = QEventLoop()
    QTimer.singleShot(200, settle.quit)
    settle.exec()
    if not window.grab().save(request.screenshot, "PNG"):
        return _fail(f"{request.screenshot}: the picture could not be written; check the folder")
    return 0


def _fail(text: str) -> int:
    _say(f"paperdesk: error: {' '.join(text.split())}")
    return 1


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
