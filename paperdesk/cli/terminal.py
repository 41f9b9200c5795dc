# SPDX-License-Identifier: MIT
"""The terminal: results on stdout, progress and messages on stderr, Ctrl+C."""

import codecs
import contextlib
import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from paperdesk.domain.errors import Trouble
from paperdesk.domain.text import one_line, visible

if TYPE_CHECKING:
    from paperdesk.services.importing import Progress

# What a terminal would obey instead of show: control characters but for line breaks and tabs.
_OBEYED = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "\ufffd")


def say(text: str) -> None:
    """Write one message to stderr."""
    with contextlib.suppress(OSError, AttributeError):  # nobody listens, or it was closed from the first
        sys.stderr.write(_shown(text) + "\n")


def fail(text: str) -> int:
    """Say what went wrong, in one line; return the exit status that goes with it."""
    say(f"paperdesk: error: {one_line(text)}")
    return 1


def show(text: str) -> None:
    """Write a result to stdout, as a person reads it."""
    _write(_shown(text))


def print_json(value: Any) -> None:
    """Write a result to stdout as JSON, escaped where the encoding of stdout has not every character."""
    encoding = codecs.lookup(getattr(sys.stdout, "encoding", None) or "utf-8").name
    _write(json.dumps(value, ensure_ascii=not encoding.startswith("utf"), indent=1))


def pour(pieces: Iterable[str | bytes]) -> None:
    """Write a file to stdout as it is, in UTF-8; a terminal is shown what it can show."""
    if sys.stdout is None:
        return
    live = sys.stdout.isatty()
    with _output():
        sys.stdout.flush()
    for piece in pieces:
        with _output():
            if live and isinstance(piece, str):
                sys.stdout.write(_shown(piece.replace("\r\n", "\n")))
            else:
                sys.stdout.buffer.write(piece.encode("utf-8", "replace") if isinstance(piece, str) else piece)


def _shown(text: str) -> str:
    return visible(text).translate(_OBEYED)


def _write(text: str) -> None:
    if sys.stdout is not None:
        with _output():
            sys.stdout.write(text + "\n")


def flush() -> None:
    """Write to stdout what is held back. Raises `Trouble` where it cannot be written, `BrokenPipeError` where none reads."""
    if sys.stdout is not None:
        with _output():
            sys.stdout.flush()


@contextlib.contextmanager
def _output() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        leave_output()
        raise Trouble(f"standard output: it cannot be written: {error.strerror or error}") from error


def leave_output() -> None:
    """Let what is held back go nowhere: https://docs.python.org/3/library/signal.html#note-on-sigpipe."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


class Stop:
    """Ctrl+C once asks an import to end with what it has; twice ends the process."""

    def __init__(self) -> None:
        self._asked = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _ask(self, number: int, frame: object) -> None:
        self._asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def asked(self) -> bool:
        """Whether it was asked."""
        return self._asked


class Meter:
    """One line on stderr that tells how far an import is; nothing where stderr is no terminal."""

    def __enter__(self) -> Self:
        self._live = sys.stderr is not None and sys.stderr.isatty()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._draw("")

    def show(self, progress: "Progress") -> None:
        """Show how far it is."""
        left = "" if progress.seconds_left is None else f", {progress.seconds_left:.0f} s left"
        share = f", {progress.fraction:.0%}" if progress.fraction else ""
        self._draw(f"{progress.records:,} papers, {progress.rate:,.0f}/s{share}{left}: {progress.name}")

    def say(self, line: str) -> None:
        """Show a line in the place of the one before."""
        self._draw(line)

    def _draw(self, line: str) -> None:
        if self._live:
            with contextlib.suppress(OSError):
                width = os.get_terminal_size(sys.stderr.fileno()).columns or 80
                sys.stderr.write("\r\x1b[K" + visible(line).translate(_OBEYED)[: width - 1])
                sys.stderr.flush()
