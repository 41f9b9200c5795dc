# SPDX-License-Identifier: MIT
"""Waits for what only one process may do at a time."""

import contextlib
import time
from collections.abc import Iterator

from paperdesk.library.library import Library

_AGAIN = 0.1  # seconds


@contextlib.contextmanager
def held(library: Library, name: str, patience: float) -> Iterator[bool]:
    """Hold the claim called `name` while inside; yields whether it could be had within `patience` seconds."""
    until = time.monotonic() + patience
    while True:
        with library.claim(name) as free:
            if free or time.monotonic() >= until:
                yield free
                return
        time.sleep(_AGAIN)
