# SPDX-License-Identifier: MIT
"""Makes every size of the application's icon from its one drawing: `icons.py FOLDER`."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
DRAWING = Path(__file__).resolve().parent.parent / "resources" / "icons" / "paperdesk.svg"


def main() -> int:
    """Write `hicolor/SIZExSIZE/apps/org.paperdesk.PaperDesk.png` below the folder given."""
    application = QGuiApplication(sys.argv[:1])
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/icons")
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        QSvgRenderer(str(DRAWING)).render(painter)
        painter.end()
        target = folder / "hicolor" / f"{size}x{size}" / "apps" / "org.paperdesk.PaperDesk.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        image.save(str(target))
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
