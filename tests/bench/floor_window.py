# SPDX-License-Identifier: MIT
"""The floor of a start: an empty window of three panes, which says when its list was first painted and ends."""

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QListView, QMainWindow, QSplitter, QTextBrowser, QTreeView


class Watch(QObject):
    """Prints the seconds since `BENCH_BEGAN` at the first paint."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            print(time.time() - float(os.environ["BENCH_BEGAN"]), flush=True)
            os._exit(0)
        return False


def main() -> int:
    """Show the window."""
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    panes = QSplitter(Qt.Orientation.Horizontal)
    papers = QListView()
    for pane in (QTreeView(), papers, QTextBrowser()):
        panes.addWidget(pane)
    window.setCentralWidget(panes)
    window.resize(1280, 800)
    watch = Watch()
    papers.viewport().installEventFilter(watch)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
