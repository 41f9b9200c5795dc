# SPDX-License-Identifier: MIT
"""Starts PaperDesk: the command line answers, or asks for the window."""

import sys
from collections.abc import Sequence

from paperdesk import cli


def main(arguments: Sequence[str] | None = None) -> int:
    """Run PaperDesk with command-line `arguments` (default: those of the process); return the exit status."""
    outcome = cli.run(sys.argv[1:] if arguments is None else arguments)
    if isinstance(outcome, int):
        return outcome
    from paperdesk import app  # loads Qt, which no other command needs

    return app.run(outcome)


if __name__ == "__main__":
    sys.exit(main())
