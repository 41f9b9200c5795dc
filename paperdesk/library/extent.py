# SPDX-License-Identifier: MIT
"""How far changes reach: from the rows that changed to what a view has to show anew."""

from collections.abc import Iterable

from paperdesk.domain.changes import MANY, Changes
from paperdesk.domain.paper import PaperId

MARK_COLUMNS = {"is_read": "read", "is_starred": "starred", "is_later": "later", "is_archived": "archived"}
# Relations of what the reader writes on a paper → the mark that says that a paper has any.
_ANNOTATED = {"highlights": "highlighted", "notes": "note", "highlight_tags": "", "texts": ""}
_LIST_COLUMNS = frozenset(("hidden", "sort_day", "sort_rank", "trend", "title"))


class Extent:
    """Gathers how far changes reach, row by row."""

    def __init__(self) -> None:
        self._papers: set[int] = set()
        self._many = False
        self._lists = False
        self._tags = False
        self._searches = False
        self._feeds = False
        self._annotations = False
        self._marks: set[str] = set()

    def note(self, relation: str, first: int | None, last: int | None, columns: Iterable[str]) -> None:
        """Take in one changed row: of which papers it is (both None for none), and its columns that were logged."""
        columns = set(columns)
        if relation == "papers":
            self._marks.update(MARK_COLUMNS[c] for c in columns & MARK_COLUMNS.keys())
        # Any paper may show a tag that was renamed, and lists of its old and new name; one that came or went is told
        # of with its papers.
        renamed = relation == "tags" and "id" not in columns
        self._many = self._many or renamed
        self._tags = self._tags or relation in ("tags", "paper_tags")
        in_lists = relation in ("sightings", "paper_tags") or (relation == "papers" and _LIST_COLUMNS & columns)
        self._lists = self._lists or renamed or bool(in_lists)
        self._searches = self._searches or relation == "searches"
        self._feeds = self._feeds or relation == "feeds"
        self._annotations = self._annotations or renamed or relation in _ANNOTATED
        if "paper_id" in columns and _ANNOTATED.get(relation):  # the whole row is logged: it came or went
            self._marks.add(_ANNOTATED[relation])
        if first is None or last is None:
            return
        if last - first + len(self._papers) > MANY:
            self._many = True
        else:
            self._papers.update(range(first, last + 1))

    def changes(self, number: int, summary: str, undoable: bool) -> Changes:
        """Return all that was noted as one."""
        papers = None if self._many else frozenset(PaperId(p) for p in self._papers)
        marks = frozenset(self._marks)
        return Changes(
            number,
            summary,
            papers,
            self._lists,
            marks,
            self._tags,
            undoable,
            self._searches,
            feeds=self._feeds,
            annotations=self._annotations,
        )
