# SPDX-License-Identifier: MIT
"""Starts PaperDesk: the command line answers, or asks for the window."""

import gc
import io
import sys
from collections.abc import Sequence

from paperdesk import cli


def main(arguments: Sequence[str] | None = None) -> int:
    """Run PaperDesk with command-line `arguments` (default: those of the process); return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what its encoding lacks is spelt out
    outcome = cli.run(sys.argv[1:] if arguments is None else arguments)
    if isinstance(outcome, int):
        return outcome
    gc.disable()  # until the window shows: loading leaves nothing to collect, and looking for it takes a tenth of a start
    from paperdesk import app  # loads Qt, which no other command needs

    return app.run(outcome)


if __name__ == "__main__":
    sys.exit(main())
