# SPDX-License-Identifier: MIT
"""The command line: results on stdout, progress and messages on stderr, never Qt.

Exit status: 0 done, 1 failed (one line `paperdesk: error: …`), 2 wrong usage.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from paperdesk.cli.window import WindowRequest, window_at_once

if TYPE_CHECKING:
    from paperdesk.cli.pages import PagesRequest

__all__ = ["WindowRequest", "run"]


def run(arguments: Sequence[str]) -> "int | WindowRequest | PagesRequest":
    """Carry out one command line; return its exit status, or the window or the pages that it asks for."""
    request = window_at_once(arguments)
    if request is not None:
        return request
    from paperdesk.cli.running import carry_out  # with the grammar, which takes longer to load than a list to paint

    return carry_out(arguments)
