# SPDX-License-Identifier: MIT
"""Makes records fit to be stored, whoever made them: parsers of ours, or a source that others added."""

import dataclasses

from paperdesk.domain.identity import arxiv_id
from paperdesk.domain.record import Links, Record
from paperdesk.domain.text import one_line, storable


def fit(record: Record) -> Record:
    """Return `record` with nothing in it that SQLite cannot hold, and with identifiers in the one form that is compared."""
    if record.doi.startswith("10.48550/"):
        meant = arxiv_id(record.doi)
        if meant:
            record = dataclasses.replace(record, arxiv_id=record.arxiv_id or meant, doi="")
    if record.doi != record.doi.lower() or record.arxiv_id != record.arxiv_id.lower():
        record = dataclasses.replace(record, doi=record.doi.lower(), arxiv_id=record.arxiv_id.lower())
    links, s = record.links, record.sighting
    together = (
        f"{record.title}{record.abstract}{record.arxiv_id}{record.doi}{record.other_id}{record.published}"
        f"{links.arxiv}{links.pdf}{links.huggingface}{links.code}{links.project}{s.source}{s.day}{s.submitter}"
        f"{''.join(record.authors)}{''.join(record.categories)}"
    )
    return record if storable(together) == together else _storable(record)


def _storable(record: Record) -> Record:
    links = {name: storable(getattr(record.links, name)) for name in Links.__dataclass_fields__}
    s = record.sighting
    return dataclasses.replace(
        record,
        title=one_line(record.title),
        abstract=storable(record.abstract),
        arxiv_id=storable(record.arxiv_id),
        doi=storable(record.doi),
        other_id=storable(record.other_id),
        published=storable(record.published),
        authors=tuple(map(storable, record.authors)),
        categories=tuple(map(storable, record.categories)),
        links=Links(**links),
        sighting=dataclasses.replace(
            s, source=storable(s.source), day=storable(s.day), submitter=storable(s.submitter)
        ),
    )
