# SPDX-License-Identifier: MIT
"""The items of a file in batches, read ahead of whoever stores them: by a thread, or by a process where the file is large."""

import subprocess
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Item, Links, Record
from paperdesk.services.processes import read_message, start
from paperdesk.sources.formats import Format
from paperdesk.sources.stream import Stream

BATCH = 2_000  # records a transaction: long enough to be fast, short enough that others get their turn
LARGE = 8 << 20  # bytes; from here on a process of its own pays, which takes a moment to start

_LINKS = attrgetter(*Links.__dataclass_fields__)
_FIELDS = attrgetter(*(name for name in Record.__dataclass_fields__ if name != "links"))


class Batch(NamedTuple):
    """Some items in order, the trouble that ended them, how many bytes of the file were read, and what was damaged in it."""

    items: list[Item]
    trouble: Exception | None = None
    position: int = 0
    damage: str = ""


class Failure(Exception):
    """A bug that the reading process met; the text is its own trace."""


def batches(stream: Stream, chosen: Format, context: Context, *, ahead: bool) -> Generator[Batch, None, None]:
    """Yield the items of `stream` in batches; with `ahead` the next one is read while whoever asks stores the one before.

    Not so from a pipe: whoever waits for one could not be interrupted.
    """
    items = chosen.read(stream, context)
    if not ahead:
        while True:
            batch = _next(items, stream)
            yield batch
            if batch.trouble is not None or len(batch.items) < BATCH:
                return
    with ThreadPoolExecutor(1, thread_name_prefix="import-reader") as reader:
        future = reader.submit(_next, items, stream)
        while True:
            batch = future.result()
            more = batch.trouble is None and len(batch.items) == BATCH
            if more:
                future = reader.submit(_next, items, stream)
            yield batch
            if not more:
                return


def _next(items: Iterator[Item], stream: Stream) -> Batch:
    """Return the next items, and the trouble that ended them: those before it are taken in all the same."""
    found: list[Item] = []
    trouble: Exception | None = None
    try:
        found.extend(islice(items, BATCH))
    except (BadInput, MemoryError) as error:
        trouble = error
    ended = trouble is not None or len(found) < BATCH
    return Batch(found, trouble, stream.position(), stream.damage if ended else "")


def batches_of(items: Iterator[Item]) -> Generator[Batch, None, None]:
    """Yield items that come from no file in batches."""
    while True:
        found: list[Item] = []
        try:
            found.extend(islice(items, BATCH))
        except BadInput as error:
            yield Batch(found, error)
            return
        yield Batch(found)
        if len(found) < BATCH:
            return


def batches_of_process(path: Path, stream: Stream, chosen: Format, context: Context) -> Generator[Batch, None, None]:
    """Yield the same from a process that reads the file, so that both processors work; from here where none can be had.

    The process ends with the generator. Raises `BadInput` where it is ended from outside, `Failure` for a bug.
    """
    arguments = (str(path), chosen.name, context.name, context.day, context.file_day)
    try:
        process = start("paperdesk.services.batch_process", *arguments, stdin=subprocess.DEVNULL)
    except OSError:
        yield from batches(stream, chosen, context, ahead=True)
        return
    output = process.stdout
    assert output is not None
    try:
        while True:
            message = read_message(output)
            if message is None:
                raise BadInput(
                    f"{context.name}: the reading of it was ended from outside, perhaps for want of memory; import it again"
                )
            if isinstance(message, str):
                raise Failure(message)
            assert isinstance(message, tuple)
            packed, trouble, position, damage, more = message
            yield Batch(list(map(_unpacked, packed)), trouble, position, damage)
            if not more:
                return
    finally:
        process.kill()
        output.close()
        process.wait()


def packed(item: Item) -> object:
    """Return an item as what is quick to send: plain tuples, of which a record's last is its links."""
    return (*_FIELDS(item), _LINKS(item.links)) if isinstance(item, Record) else item


_BEFORE_LINKS = list(Record.__dataclass_fields__).index("links")


def _unpacked(sent: object) -> Item:
    if not isinstance(sent, tuple):
        assert isinstance(sent, Item)
        return sent
    values = [*sent[:_BEFORE_LINKS], Links(*sent[-1]), *sent[_BEFORE_LINKS:-1]]
    return Record(*values)
