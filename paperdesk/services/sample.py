# SPDX-License-Identifier: MIT
"""The sample library of a first start: it comes in through the same import, and goes at one click."""

from paperdesk.config.paths import resource
from paperdesk.domain.changes import Changes
from paperdesk.domain.conditions import Source
from paperdesk.domain.query import Query
from paperdesk.library.library import Library
from paperdesk.services.importing import ImportReport, import_files
from paperdesk.services.triage import papers_said

SAMPLE = "sample"


def add_sample(library: Library) -> ImportReport:
    """Import the sample papers that PaperDesk ships."""
    return import_files(library, sorted(resource("sample").glob("*.json")), source=SAMPLE)


def remove_sample(library: Library) -> Changes:
    """Take out the sample papers that no other source has brought since."""
    ids = [
        paper.id
        for paper in library.papers(library.page(Query(Source(SAMPLE)), -1))
        if all(sighting.source == SAMPLE for sighting in paper.sightings)
    ]
    return library.hide(ids, f"Removed the sample library ({papers_said(len(ids))})")
