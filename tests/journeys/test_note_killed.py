# SPDX-License-Identifier: MIT
"""A note is typed in the real window, and the process is killed: what was typed a second before is there."""

import random
import signal
import subprocess
import sys
from pathlib import Path

from paperdesk.domain.query import Query
from paperdesk.library.view import View

KILLS = 5
# Types without end, a key each 25 milliseconds, and says after each how long the note is, and how much of it had been
# typed a second ago by the window's own clock.
_WINDOW = """
import sys
from collections import deque
from time import monotonic
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from paperdesk import app

desk = app.build(sys.argv[1], {"reading.mark_read_after": 0.0})
window = desk.window
window.show()
window.activateWindow()
window.open_key(sys.argv[2])
keys = "word by word and line by line\\r"
typed = deque()

def begin():
    if window.reader.paper is None or window.reader.paper.key != sys.argv[2]:
        return
    start.stop()
    window.actions_by_name["note"].trigger()
    window.notes.editor.field.moveCursor(window.notes.editor.field.textCursor().MoveOperation.End)
    keyboard.start(25)

def press():
    field = window.notes.editor.field
    QTest.keyClicks(field, keys[len(field.text()) % len(keys)])
    typed.append((monotonic(), len(field.text())))
    old = 0
    while typed and typed[0][0] < monotonic() - 1:
        old = typed.popleft()[1]
    print(old, len(field.text()), flush=True)

start, keyboard = QTimer(), QTimer()
start.timeout.connect(begin)
keyboard.timeout.connect(press)
start.start(20)
QApplication.exec()
"""


def _type_and_die(folder: Path, key: str, keys: int) -> tuple[int, int]:
    """Let a window type `keys` keys, kill it, and return how much of the note was a second old, and how much there was."""
    with subprocess.Popen(
        [sys.executable, "-c", _WINDOW, str(folder), key], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(keys)]
        process.kill()
        lines += process.stdout.readlines()
    assert process.returncode == -signal.SIGKILL
    said = [tuple(map(int, line.split())) for line in lines if line.endswith("\n")]
    return max(old for old, _ in said), max(length for _, length in said)


def test_a_killed_window_loses_a_second_of_typing_at_most(library_folder: Path) -> None:
    rng = random.Random(4)
    with View(library_folder) as view:
        key = next(view.papers(view.page(Query(), 1))).key
    before = 0
    for _ in range(KILLS):
        old, length = _type_and_die(library_folder, key, rng.randrange(50, 90))
        with View(library_folder) as view:
            note = view.paper(view.find(key)).note
        assert max(old, before) <= len(note) <= length
        text = "word by word and line by line\n" * (len(note) // 30 + 1)
        assert text.startswith(note)
        before = len(note)
    assert before > 100
