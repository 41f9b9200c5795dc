# SPDX-License-Identifier: MIT
"""What a reader made of a paper elsewhere, joined to what this one has made: added, and never put in its place."""

from collections.abc import Iterable

from paperdesk.domain.errors import BadInput
from paperdesk.domain.paper import MARKS
from paperdesk.domain.record import Record
from paperdesk.domain.tags import tag_name
from paperdesk.library.marks import COLUMNS
from paperdesk.library.tags import give_tag, make_tag
from paperdesk.library.transaction import Transaction


def attach(transaction: Transaction, paper: int, record: Record) -> bool:
    """Join what `record` carries to `paper`; return whether any of it was not there yet."""
    changed = _set_marks(transaction, paper, record.marks)
    changed |= _give_tags(transaction, paper, record.tags)
    return changed


def _set_marks(transaction: Transaction, paper: int, marks: Iterable[str]) -> bool:
    values = {COLUMNS[name]: 1 for name in MARKS if name in marks}
    return bool(values) and transaction.update("papers", {"id": paper}, values)


def _give_tags(transaction: Transaction, paper: int, names: Iterable[str]) -> bool:
    changed = False
    for name in names:
        try:
            tag = make_tag(transaction, tag_name(name))
        except BadInput:
            continue  # of what others call a tag, some are whole sentences
        changed |= give_tag(transaction, tag, (paper,))
    return changed
