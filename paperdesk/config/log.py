# SPDX-License-Identifier: MIT
"""Named loggers, quiet until `write_to` gives them a file."""

import logging
from pathlib import Path

_ROOT = "paperdesk"
_LARGEST = 1_000_000  # bytes a file; three are kept


def logger(name: str) -> logging.Logger:
    """Return the logger of one room, `paperdesk.NAME`."""
    return logging.getLogger(f"{_ROOT}.{name}")


def write_to(path: Path, level: int = logging.INFO) -> None:
    """Write what the loggers say from `level` on to `path`, rotated, in place of a file that was set before.

    Raises `OSError` where it cannot be written.
    """
    from logging.handlers import RotatingFileHandler  # loads sockets and more; reading commands write no log

    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=_LARGEST, backupCount=2, encoding="utf-8", errors="backslashreplace")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger(_ROOT)
    for former in [h for h in root.handlers if isinstance(h, RotatingFileHandler)]:
        root.removeHandler(former)
        former.close()
    root.addHandler(handler)
    root.setLevel(level)


logging.getLogger(_ROOT).addHandler(logging.NullHandler())
