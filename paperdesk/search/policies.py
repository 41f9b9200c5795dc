# SPDX-License-Identifier: MIT
"""Which segments are merged, and when: a few of like size at a time, small ones with the commit, large ones later."""

from collections.abc import Sequence

from whoosh.reading import SegmentReader

from paperdesk.search.codec import SCHEMA, Segment
from paperdesk.search.writing import Writer

FAN = 6  # so many of one tier become one of the next
SMALLEST = 64  # documents; the first tier
AT_ONCE = 3000  # documents; merging more takes too long for a commit that somebody waits for
MOST = 30  # segments; with more of them a commit merges whatever is due, or every question would be slow


def nothing_kept(writer: Writer, segments: list[Segment]) -> list[Segment]:
    """Leave only what is new: for an index built anew."""
    return []


def small_merged(writer: Writer, segments: list[Segment]) -> list[Segment]:
    """Merge as many small segments as a commit can do in passing."""
    return _merged(writer, segments, AT_ONCE if len(segments) < MOST else None)


def all_due_merged(writer: Writer, segments: list[Segment]) -> list[Segment]:
    """Merge one group of segments that is due, however large."""
    return _merged(writer, segments, None)


def due(segments: Sequence[Segment], limit: int | None = None) -> list[Segment]:
    """Return the segments to be merged next, of at most `limit` documents together; none where all is well."""
    tiers: dict[int, list[Segment]] = {}
    for segment in segments:
        tiers.setdefault(_tier(segment.doc_count()), []).append(segment)
    for _, group in sorted(tiers.items()):
        if len(group) >= FAN and (limit is None or sum(s.doc_count() for s in group) <= limit):
            return group
    # One that is full of deleted documents is written again without them.
    return [s for s in segments if 4 * s.deleted_count() > s.doc_count_all() and _within(s, limit)][:1]


def _within(segment: Segment, limit: int | None) -> bool:
    return limit is None or segment.doc_count() <= limit


def _tier(documents: int) -> int:
    tier, size = 0, SMALLEST
    while documents >= size:
        tier, size = tier + 1, size * FAN
    return tier


def _merged(writer: Writer, segments: list[Segment], limit: int | None) -> list[Segment]:
    segments = [s for s in segments if s.doc_count()]
    group = due(segments, limit)
    for segment in group:
        # Not closed here: the writer reads it when it flushes, and closes it then.
        writer.add_reader(SegmentReader(writer.storage, SCHEMA, segment))
    return [s for s in segments if s not in group]
