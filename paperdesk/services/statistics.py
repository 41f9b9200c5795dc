# SPDX-License-Identifier: MIT
"""What the library holds, in numbers."""

from typing import Any

from paperdesk.library.view import View


def statistics(view: View) -> dict[str, Any]:
    """Return counts by name: papers, marks, tags, highlights, notes, and papers by source."""
    marks = view.marks_counts()
    return {
        "papers": marks["all"].total,
        "unread": marks["all"].unread,
        "starred": marks["starred"].total,
        "later": marks["later"].total,
        "archived": marks["archived"].total,
        "tags": len(view.tags()),
        **view.annotation_counts(),
        "days": len(view.day_counts()),
        "sources": {name: count.total for name, count in view.source_counts().items()},
    }
