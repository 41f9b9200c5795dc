# SPDX-License-Identifier: MIT
"""The dialog of exports: choices at the left, what they come to at the right."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from paperdesk.services.export_preview import Preview
from paperdesk.services.export_scopes import DAYS, SINCE, TAG, Scope
from paperdesk.ui.buttons import ComboBox, PushButton
from paperdesk.ui.exporting.choices import Material, Remembered, Wanted
from paperdesk.ui.exporting.preview import PreviewPane

_PAUSE = 200  # milliseconds after the last change, until the preview follows
_ONE, _EACH = 0, 1


class ExportDialog(QDialog):
    """`preview_asked` and `export_asked` bring what is `Wanted`; `copy_asked` a template that the reader wants to change."""

    preview_asked = Signal(object)
    export_asked = Signal(object)
    copy_asked = Signal(str)

    def __init__(self, material: Material, remembered: Remembered, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Export")
        self.setAccessibleName("Export")
        self._material = material
        self._remembered = remembered
        self._own_target = False  # the reader has named it
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask_preview)
        self._make()
        self._lay_out()
        self._fill()
        self._connect()
        self._format_chosen()
        self._scope_chosen()
        self._set_target()
        self._pause.start(0)

    def _make(self) -> None:
        self.format = self._combo("exportFormat", "Format")
        self.scope = self._combo("exportScope", "Papers")
        self.which = self._combo("exportWhich", "Which tag or days")
        self.split = self._combo("exportSplit", "Files")
        self.template = self._combo("exportTemplate", "Template")
        self.copy = PushButton("&Copy to change…", self)
        self.copy.setObjectName("quiet")
        self.copy.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.copy.setAutoDefault(False)
        self.target = QLineEdit(self)
        self.target.setObjectName("exportTarget")
        self.target.setAccessibleName("Where to")
        self.browse = PushButton("C&hoose…", self)
        self.browse.setObjectName("beside")
        self.browse.setAutoDefault(False)
        self.preview = PreviewPane(self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.export = PushButton("&Export", self)
        self.export.setObjectName("primary")
        self.export.setDefault(True)
        self._buttons.addButton(self.export, QDialogButtonBox.ButtonRole.AcceptRole)

    def _combo(self, name: str, label: str) -> ComboBox:
        combo = ComboBox(self)
        combo.setObjectName(name)
        combo.setAccessibleName(label)
        combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(16)
        return combo

    def _lay_out(self) -> None:
        self._form = form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        place = QHBoxLayout()
        place.addWidget(self.target, 1)
        place.addWidget(self.browse)
        for label, field in (
            ("&Format", self.format),
            ("&Papers", self.scope),
            ("&Which", self.which),
            ("F&iles", self.split),
        ):
            form.addRow(label, field)
        form.addRow("&Template", self.template)
        form.addRow(self.copy)
        form.addRow("Where &to", place)
        form.labelForField(place).setBuddy(self.target)  # type: ignore[attr-defined]
        side = QWidget(self)
        side.setFixedWidth(270)
        side.setLayout(form)
        form.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(side)
        row.addWidget(self.preview, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        column.addLayout(row, 1)
        column.addWidget(self._buttons)
        self.resize(820, 560)

    def _fill(self) -> None:
        for exporter in self._material.exporters:
            self.format.addItem(exporter.label, exporter)
        for scope, label in self._material.scopes:
            self.scope.addItem(label, scope)
        self.split.addItems(["One file for all", "A file a paper, in a folder"])
        names = [exporter.name for exporter in self._material.exporters]
        before = self._remembered.value("format", "markdown")
        self.format.setCurrentIndex(names.index(before) if before in names else 0)
        kinds = [scope.kind for scope, _ in self._material.scopes]
        chosen = self._remembered.value("scope")
        self.scope.setCurrentIndex(kinds.index(chosen) if chosen in kinds and kinds[0] != "selection" else 0)

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(self._format_chosen)
        self.scope.currentIndexChanged.connect(self._scope_chosen)
        self.split.currentIndexChanged.connect(self._set_target)
        for combo in (self.format, self.scope, self.which, self.split, self.template):
            combo.currentIndexChanged.connect(self._change)
        self.target.textEdited.connect(self._target_edited)
        self.browse.clicked.connect(self._browse)
        self.copy.clicked.connect(lambda: self.copy_asked.emit(str(self.template.currentData() or "")))
        self._buttons.accepted.connect(self._export)
        self._buttons.rejected.connect(self.reject)

    # --- what is chosen --------------------------------------------------------------------------------

    def wanted(self) -> Wanted:
        """Return what is chosen."""
        exporter = self.format.currentData()
        scope: Scope = self.scope.currentData()
        if scope.kind in (TAG, DAYS):
            scope = Scope(scope.kind, str(self.which.currentData() or ""), label=self.which.currentText())
        text = self.target.text().strip()
        return Wanted(
            exporter,
            scope,
            exporter.a_file_each and self.split.currentIndex() == _EACH,
            str(self.template.currentData() or "") if exporter.layout else "",
            Path(text).expanduser() if text and "\x00" not in text else None,
        )

    def show_preview(self, preview: Preview) -> None:
        """Show what the choices come to."""
        self.preview.show_preview(preview)
        self.export.setEnabled(bool(preview.total) and bool(self.target.text().strip()))

    def offer_templates(self, layout: str, names: list[str], chosen: str) -> None:
        """Offer templates anew for formats of `layout`, and choose one."""
        self._material = Material(
            self._material.exporters, self._material.scopes, self._material.tags, self._material.days,
            {**self._material.templates, layout: names},
        )  # fmt: skip
        if self.format.currentData().layout == layout:
            self._fill_templates(chosen)
            self._change()

    def _format_chosen(self) -> None:
        exporter = self.format.currentData()
        folder = exporter.a_file_each and self._remembered.value(f"{exporter.name} folder", "yes") == "yes"
        self.split.setCurrentIndex(_EACH if folder else _ONE)
        self._form.setRowVisible(self.split, exporter.a_file_each)
        for widget in (self.template, self.copy):
            self._form.setRowVisible(widget, bool(exporter.layout))
        self._fill_templates(self._remembered.value(f"{exporter.name} template"))
        self._set_target()

    def _fill_templates(self, chosen: str) -> None:
        layout = self.format.currentData().layout
        self.template.clear()
        for name in self._material.templates.get(layout, ()):
            self.template.addItem("PaperDesk's own" if name == layout else name, name)
        self.template.setCurrentIndex(max(self.template.findData(chosen), 0))

    def _scope_chosen(self) -> None:
        kind = self.scope.currentData().kind
        self._form.setRowVisible(self.which, kind in (TAG, DAYS))
        self.which.clear()
        for value, label in self._material.days if kind == DAYS else [(tag, f"#{tag}") for tag in self._material.tags]:
            self.which.addItem(label, value)
        self._set_target()

    def _set_target(self) -> None:
        if self._own_target:
            return
        wanted = self.wanted()
        label = wanted.scope.heading.removeprefix("PaperDesk: ")
        self.target.setText(self._remembered.target(wanted.exporter, wanted.in_folder, label))

    def _target_edited(self) -> None:
        self._own_target = True
        self.export.setEnabled(bool(self.target.text().strip()))
        if self.scope.currentData().kind == SINCE:  # of each place it is known when it was told of last
            self._change()

    def _change(self) -> None:
        self._pause.start()

    def _ask_preview(self) -> None:
        self.preview_asked.emit(self.wanted())

    def _browse(self) -> None:
        wanted = self.wanted()
        dialog = QFileDialog(self, "Export to")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if wanted.in_folder:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        else:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # we ask, and only where it is not ours
            dialog.setNameFilter(f"{wanted.exporter.label} (*{wanted.exporter.suffix})")
            dialog.setDefaultSuffix(wanted.exporter.suffix.removeprefix("."))
        if wanted.target is not None:
            dialog.setDirectory(str(wanted.target.parent))
            dialog.selectFile(wanted.target.name)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self.target.setText(path)
        self._target_edited()

    def _export(self) -> None:
        wanted = self.wanted()
        if wanted.target is None:
            self.target.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._pause.stop()
        self._remembered.keep(wanted)
        self.accept()
        self.export_asked.emit(wanted)

    def done(self, result: int) -> None:
        self._pause.stop()
        super().done(result)
