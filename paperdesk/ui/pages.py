# SPDX-License-Identifier: MIT
"""Lays out HTML on pages as a PDF, with its heading and the number of the page at the foot. Loads nothing."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)

from paperdesk import __version__
from paperdesk.ui import theme

_MARGIN = 20.0  # millimetres
_FOOT = 12.0  # points between the text and the foot, and again the height of the foot
_INK, _SOFT = QColor("#1a1a1a"), QColor("#555555")


class _Document(QTextDocument):
    """A text that loads no picture and no style from anywhere."""

    def loadResource(self, kind: int, name: QUrl | str) -> QImage | QByteArray:
        # Empty but not null: to a null answer the document would go and read the file itself.
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QByteArray(b"")
        dot = QImage(1, 1, QImage.Format.Format_ARGB32)
        dot.fill(Qt.GlobalColor.transparent)
        return dot


def pdf(html: str) -> bytes:
    """Return `html` (what Qt's rich text knows of it) as a PDF on A4, or on Letter where that is the paper of the place.

    A `QApplication` is there, with the faces loaded.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(
        QPageLayout(_paper(), QPageLayout.Orientation.Portrait, QMarginsF(*[_MARGIN] * 4), QPageLayout.Unit.Millimeter)
    )
    document = _Document()
    document.setDefaultFont(_face(theme.READING_FACE, 11))
    document.setHtml(html)
    writer.setTitle(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
    writer.setCreator(f"PaperDesk {__version__}")
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    foot = 2 * _FOOT * writer.logicalDpiY() / 72
    document.setPageSize(QSizeF(writer.width(), writer.height() - foot))
    painter = QPainter(writer)
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        _draw_page(painter, document, number)
        _draw_foot(painter, writer, f"{number + 1} / {document.pageCount()}")
    painter.end()
    return bytes(buffer.data().data())


def _face(name: str, points: float) -> QFont:
    font = QFont()
    font.setFamilies([name, theme.MATH_FACE, "DejaVu Serif"])
    font.setPointSizeF(points)
    # Qt gives ligatures no Unicode in a PDF: what is copied out of it, or looked for in it, would lack those letters.
    for name in ("liga", "clig", "dlig", "calt"):
        font.setFeature(QFont.Tag(name), 0)
    return font


def _paper() -> QPageSize:
    imperial = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return QPageSize(QPageSize.PageSizeId.Letter if imperial else QPageSize.PageSizeId.A4)


def _draw_page(painter: QPainter, document: QTextDocument, number: int) -> None:
    size = document.pageSize()
    top = number * size.height()
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, _INK)  # paper is white whatever the theme
    context.clip = QRectF(0, top, size.width(), size.height())
    painter.save()
    painter.translate(0, -top)
    painter.setClipRect(context.clip)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _draw_foot(painter: QPainter, writer: QPdfWriter, number: str) -> None:
    height = _FOOT * writer.logicalDpiY() / 72
    place = QRectF(0, writer.height() - height, writer.width(), height)
    painter.setFont(_face(theme.CHROME_FACE, 8))
    painter.setPen(_SOFT)
    half = QRectF(place.left(), place.top(), place.width() * 0.8, height)
    title = painter.fontMetrics().elidedText(writer.title(), Qt.TextElideMode.ElideRight, int(half.width()))
    painter.drawText(half, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
    painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
