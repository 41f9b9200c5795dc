# SPDX-License-Identifier: MIT
"""Digests from the window: today's as a mail to look at, and by schedule as one that is sent while the window is open."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from paperdesk.config.options import OPTIONS, Settings
from paperdesk.ui.asking import ask_secret
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.errands import Errands
from paperdesk.ui.notices import ProgressPane

if TYPE_CHECKING:
    from paperdesk.domain.digest import Edition

DIGESTING_ACTIONS = ("open-digest",)
_LOOK_EVERY = 60_000  # milliseconds
_FOLDER = "digests"  # in the library folder


class Digesting(QObject):
    """One digest at a time; what goes wrong by itself is told once, until it is something else."""

    said = Signal(str)
    troubled = Signal(str)

    def __init__(
        self, desk: LibraryDesk, settings: Settings, errands: Errands, pane: ProgressPane, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._settings = settings
        self._errands = errands
        self._pane = pane
        self._window = window
        self._stop: threading.Event | None = None
        self._failed = ""
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY)
        self._look.timeout.connect(self.look)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does, by its name."""
        return {"open-digest": self.open_digest}

    def begin(self) -> None:
        """Look from time to time whether a digest is due, where the reader wants that."""
        if self._settings["digest.frequency"] != "off":
            self._look.start()

    def apply(self) -> None:
        """Take in that what is said of digests or mail differs."""
        self._failed = ""
        self._look.stop()
        self.begin()

    def cancel(self) -> bool:
        """Stop what is under way; return whether anything was."""
        if self._stop is not None:
            self._stop.set()
        return self._stop is not None

    def stop(self) -> None:
        """Look no more: the window closes."""
        self._look.stop()
        self.cancel()

    def open_digest(self) -> None:
        """Write today's digest as a mail, and open it."""
        folder = self._desk.view.folder / _FOLDER
        path = folder / f"digest {datetime.now():%Y-%m-%d}.eml"

        def made(told: Any) -> None:
            if told is None:
                self.said.emit("Stopped; no digest was made")
            elif not any(section["papers"] for section in told["sections"]):
                self.said.emit(f"There is nothing new in {told['title']}")
            elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self.said.emit(f"No program here opens a mail; the digest is in {path}")

        def work(stopped: Callable[[], bool]) -> Any:
            from paperdesk.services.export_files import told as guarded

            with guarded(folder):
                folder.mkdir(exist_ok=True)
            return _run(self._desk.view.folder, stopped, "digest", "--output", str(path))

        if self._begin(work, made, self.troubled.emit):
            self._pane.begin("Making the digest")

    def look(self) -> None:
        """Send the digest that is due, where one is."""
        settings = self._now()

        def due(view: Any) -> "Edition | None":
            from paperdesk.services.digest_schedule import due, rhythm_of
            from paperdesk.services.digest_sending import sendings

            return due(datetime.now().astimezone(), sendings(view), rhythm_of(settings))

        self._desk.jobs.read(due, self._send)

    def _send(self, edition: "Edition | None") -> None:
        if edition is None:
            return
        library = self._desk.view.folder

        def work(stopped: Callable[[], bool]) -> Any:
            return _run(library, stopped, "digest", "--send", "--date", edition.last)

        def sent(told: Any) -> None:
            self._failed = ""
            if told is not None and told["sent"]:
                self.said.emit(f"Sent the digest of {told['title']} to {', '.join(told['to'])}")

        self._begin(work, sent, self._failed_by_itself)

    def _failed_by_itself(self, text: str) -> None:
        if text != self._failed:
            self._failed = text
            self.troubled.emit(f"The digest was not sent: {text}")

    def send_trial(self) -> None:
        """Send a test mail."""
        settings = self._now()

        def work(stopped: Callable[[], bool]) -> str:
            from paperdesk.services.trial_mail import send_trial

            return send_trial(settings, datetime.now().astimezone())

        if self._begin(work, self.said.emit, self.troubled.emit):
            self._pane.begin("Sending a test mail")

    def ask_password(self) -> None:
        """Ask for the password of the mail server, and put it into the keyring."""
        settings = self._now()

        def keep(password: str) -> None:
            def work(stopped: Callable[[], bool]) -> str:
                from paperdesk.services.trial_mail import keep_password

                return keep_password(settings, password)

            if password:
                self._begin(work, self.said.emit, self.troubled.emit)

        ask_secret(self._window, "Password", "Password of the mail server; it goes into the system's keyring", keep)

    def _begin(
        self, work: Callable[[Callable[[], bool]], Any], deliver: Callable[[Any], None], refuse: Callable[[str], None]
    ) -> bool:
        if self._stop is not None:
            self.said.emit("A digest or a mail is under way")
            return False
        stop = self._stop = threading.Event()

        def end(outcome: Any) -> None:
            self._over()
            deliver(outcome)

        def refused(text: str) -> None:
            self._over()
            if text:
                refuse(text)

        self._errands.run(lambda stopped: work(lambda: stop.is_set() or stopped()), end, refused)
        return True

    def _over(self) -> None:
        self._stop = None
        self._pane.end()

    def _now(self) -> Settings:
        return Settings({option.name: self._settings[option.name] for option in OPTIONS})


def _run(library: Path, stopped: Callable[[], bool], *arguments: str) -> Any:
    from paperdesk.services.own_commands import run_command

    return run_command(library, *arguments, cancelled=stopped)
