# SPDX-License-Identifier: MIT
"""Carries out a command line: reads it by the grammar, runs its verb, and says how it ended."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from paperdesk.cli.grammar import parser
from paperdesk.cli.pages import PagesRequest
from paperdesk.cli.terminal import fail, flush, leave_output
from paperdesk.cli.window import WindowRequest
from paperdesk.domain.errors import Trouble

T = TypeVar("T")


def carry_out(arguments: Sequence[str]) -> int | WindowRequest | PagesRequest:
    """Carry out one command line; return its exit status, or the window or the pages that it asks for."""
    return carried_out(lambda: _outcome(arguments))


def carried_out(verb: Callable[[], T]) -> T | int:
    """Return what `verb` returns, or the exit status of its failure, which is told on stderr."""
    try:
        outcome = verb()
        flush()
    except Trouble as trouble:
        return fail(trouble.text)
    except BrokenPipeError:
        leave_output()  # its reader went away: no trouble of ours
        return 0
    except KeyboardInterrupt:
        return fail("interrupted; what was done before stays")
    return outcome


def _outcome(arguments: Sequence[str]) -> int | WindowRequest | PagesRequest:
    try:
        options = parser().parse_args(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    outcome: int | WindowRequest | PagesRequest | None = options.command(options)
    return 0 if outcome is None else outcome
