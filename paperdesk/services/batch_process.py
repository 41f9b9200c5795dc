# SPDX-License-Identifier: MIT
"""The process that reads a large file for an import: parses, packs and sends, a batch ahead of who stores it.

`python -m paperdesk.services.batch_process PATH FORMAT NAME DAY FILE_DAY` writes messages to its standard output: a
tuple for each batch, and a text where a bug of ours ends it. It ends when nobody reads them any more.
"""

import contextlib
import gc
import signal
import sys
import traceback
from pathlib import Path

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context
from paperdesk.services.batches import BATCH, batches, packed
from paperdesk.services.processes import answers, write_message
from paperdesk.sources.formats import format_named
from paperdesk.sources.stream import open_stream


def main(path: str, format_name: str, *context: str) -> None:
    """Read the file to its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that started this one
    gc.disable()  # nothing that is read is circular
    output = answers()
    with contextlib.suppress(BrokenPipeError):
        try:
            with open_stream(Path(path)) as stream:
                for batch in batches(stream, format_named(format_name), Context(*context), ahead=False):
                    more = batch.trouble is None and len(batch.items) == BATCH
                    sent = list(map(packed, batch.items))
                    write_message(output, (sent, batch.trouble, batch.position, batch.damage, more))
        except BadInput as trouble:  # the file changed since it was looked at
            write_message(output, ([], trouble, 0, "", False))
        except Exception:  # noqa: BLE001 - the one boundary of this process: whoever waits is told of a bug
            write_message(output, traceback.format_exc())


if __name__ == "__main__":
    main(*sys.argv[1:])
