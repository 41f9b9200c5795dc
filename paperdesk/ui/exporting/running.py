# SPDX-License-Identifier: MIT
"""Exports from the window: the dialog, its preview, the writing in a thread of its own, and how it ended."""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from paperdesk.config import paths
from paperdesk.config.options import Settings
from paperdesk.domain.searches import COLOURS
from paperdesk.ui import theme
from paperdesk.ui.asking import ask_yes
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.errands import Errands
from paperdesk.ui.notices import ProgressPane
from paperdesk.ui.state import WindowState
from paperdesk.ui.telling import Telling
from paperdesk.ui.wording import number

if TYPE_CHECKING:
    from paperdesk.domain.paper import PaperId
    from paperdesk.services.export_preview import Preview
    from paperdesk.services.exporting import ExportReport, Order
    from paperdesk.services.importing import Progress
    from paperdesk.ui.exporting.choices import Material, Remembered, Wanted
    from paperdesk.ui.exporting.dialog import ExportDialog

EXPORTING_ACTIONS = ("export",)
_TELL_EVERY = 0.1  # seconds
_STATE = "export"


class Chosen(NamedTuple):
    """What the window shows: the selected papers, those listed, and what the list is called."""

    selected: "Sequence[PaperId]"
    listed: "Sequence[PaperId]"
    label: str


class Exporting(QObject):
    """Runs one export at a time."""

    said = Signal(str)
    _progressed = Signal(object)

    def __init__(
        self,
        desk: LibraryDesk,
        settings: Settings,
        errands: Errands,
        chosen: Callable[[], Chosen],
        state: WindowState,
        telling: Telling,
        pane: ProgressPane,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._settings = settings
        self._errands = errands
        self._chosen = chosen
        self._state = state
        self._telling = telling
        self._pane = pane
        self._window = window
        self._dialog: ExportDialog | None = None
        self._serial = 0  # of the preview asked for last
        self._stop: threading.Event | None = None  # of the export under way
        self._told = 0.0
        self._progressed.connect(self._show_progress)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does, by its name."""
        return {"export": self.show_dialog}

    @property
    def busy(self) -> bool:
        """Whether an export is under way."""
        return self._stop is not None

    def cancel(self) -> bool:
        """Ask the export under way to stop; return whether there is one."""
        if self._stop is not None:
            self._stop.set()
        return self._stop is not None

    # --- choosing --------------------------------------------------------------------------------------

    def show_dialog(self) -> None:
        """Ask what is to be exported, and where to."""
        if self.busy:
            self.said.emit("An export is under way; Ctrl+. stops it")
            return
        if self._dialog is not None:
            return
        chosen, today = self._chosen(), date.today()

        def gather(view: object) -> "Material":
            from paperdesk.ui.exporting.material import material  # loads every format

            return material(view, *chosen, paths.templates_dir(), today)  # type: ignore[arg-type]

        self._desk.jobs.read(gather, self._open)

    def _open(self, material: "Material") -> None:
        from paperdesk.ui.exporting.choices import Remembered
        from paperdesk.ui.exporting.dialog import ExportDialog

        if self._dialog is not None:
            return
        remembered = Remembered(self._state.text(_STATE))
        dialog = ExportDialog(material, remembered, self._window)
        dialog.preview_asked.connect(self._preview)
        dialog.export_asked.connect(lambda wanted: self._begin(wanted, remembered))
        dialog.copy_asked.connect(self.copy_template)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def _forget(self) -> None:
        self._dialog = None

    def _preview(self, wanted: "Wanted") -> None:
        from paperdesk.services.export_preview import preview
        from paperdesk.services.export_scopes import export_name

        self._serial += 1
        serial, order = self._serial, self._order(wanted)
        name = export_name(wanted.exporter.name, wanted.target)

        def read(view: object) -> "tuple[int, Preview]":
            return serial, preview(view, order, wanted.scope, name)  # type: ignore[arg-type]

        self._desk.jobs.read(read, self._previewed)

    def _previewed(self, found: "tuple[int, Preview]") -> None:
        if self._dialog is not None and found[0] == self._serial:
            self._dialog.show_preview(found[1])

    def open_templates(self) -> None:
        """Show the folder of the reader's templates, which is made where it is not there."""
        folder = paths.templates_dir()

        def make(stopped: Callable[[], bool]) -> Path:
            from paperdesk.services.export_files import told

            with told(folder):
                folder.mkdir(parents=True, exist_ok=True)
            return folder

        self._errands.run(make, self._opened_folder, self._troubled)

    def _opened_folder(self, folder: Path) -> None:
        if not _open(folder):
            self.said.emit(f"No program here opens {folder}")

    def copy_template(self, name: str) -> None:
        """Copy a template into the reader's folder, and open the copy."""
        from paperdesk.services.export_templates import copy_template, templates_for

        layout, folder = self._dialog.wanted().exporter.layout if self._dialog else "", paths.templates_dir()

        def copy(stopped: Callable[[], bool]) -> tuple[Path, list[str]]:
            return copy_template(name, folder), templates_for(layout, folder)

        self._errands.run(copy, lambda done: self._copied(layout, *done), self._troubled)

    def _copied(self, layout: str, path: Path, names: list[str]) -> None:
        if self._dialog is not None:
            self._dialog.offer_templates(layout, names, path.stem)
        opened = _open(path)
        self.said.emit(
            f"Copied to {path}" + ("" if opened else "; no program here opens it, change it with any editor")
        )

    def _order(self, wanted: "Wanted") -> "Order":
        from paperdesk.services.export_scopes import EVERYTHING
        from paperdesk.services.exporting import Order

        settings = self._settings
        return Order(
            wanted.exporter.name,
            (),
            whole=wanted.scope.kind == EVERYTHING,
            heading=wanted.scope.heading,
            template=wanted.template,
            templates=paths.templates_dir(),
            key_pattern=settings["export.citation_key"],
            file_name=settings["export.file_name"],
            colours=tuple((colour, settings[f"highlights.name_{colour}"]) for colour in COLOURS),
        )

    # --- writing ---------------------------------------------------------------------------------------

    def _begin(self, wanted: "Wanted", remembered: "Remembered", over: bool = False) -> None:
        self._state.keep(**{_STATE: remembered.text()})
        self._write(wanted, over)

    def _write(self, wanted: "Wanted", over: bool) -> None:
        stop = self._stop = threading.Event()
        folder, order = self._desk.view.folder, self._order(wanted)
        self._pane.begin("Exporting")
        if wanted.exporter.printed:
            theme.load_math_font()  # by this thread

        def work(stopped: Callable[[], bool]) -> "ExportReport | Path":
            from paperdesk.ui.exporting.work import carry_out  # what writes is loaded by the thread that writes

            return carry_out(folder, wanted, order, over, self._tell, lambda: stop.is_set() or stopped())

        self._errands.run(work, lambda outcome: self._end(wanted, outcome), self._refused)

    def _tell(self, progress: "Progress") -> None:
        now = time.monotonic()
        if now - self._told > _TELL_EVERY:
            self._told = now
            self._progressed.emit(progress)

    def _show_progress(self, progress: "Progress") -> None:
        if self.busy:
            self._pane.show()
            self._pane.show_progress(progress)

    def _over(self) -> None:
        self._stop = None
        self._pane.end()

    def _refused(self, trouble: str) -> None:
        self._over()
        self._troubled(trouble)

    def _troubled(self, trouble: str) -> None:
        if trouble:
            self._telling.trouble(trouble)

    def _end(self, wanted: "Wanted", outcome: "ExportReport | Path") -> None:
        self._over()
        self._desk.follow()
        if isinstance(outcome, Path):
            text = f"{outcome} is there already, and it is not as PaperDesk wrote it. Is it to be replaced?"
            ask_yes(self._window, "Replace the file", text, "Replace", lambda: self._write(wanted, True))
            return
        self._telling.exported(_sentence(outcome), _kept(outcome), lambda: _show(wanted))


def _sentence(report: "ExportReport") -> str:
    if report.cancelled:
        wrote = f"{number(len(report.files))} files written before stay" if report.files else "nothing was written"
        return f"The export was stopped; {wrote}"
    papers = "1 paper" if report.papers == 1 else f"{number(report.papers)} papers"
    if len(report.files) == 1:
        said = f"Exported {papers} to {report.files[0].name}"
    else:
        said = f"Exported {papers} to {number(len(report.files))} files"
    if report.kept:
        said += f"; {number(len(report.kept))} changed since by others {'was' if len(report.kept) == 1 else 'were'} left alone"
    return said


def _kept(report: "ExportReport") -> list[str]:
    return [f"{path}: it was changed since PaperDesk wrote it" for path in report.kept]


def _show(wanted: "Wanted") -> None:
    if wanted.target is not None:
        place = wanted.target if wanted.in_folder else wanted.target.parent
        _open(place)


def _open(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
