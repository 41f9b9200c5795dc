# SPDX-License-Identifier: MIT
"""What a write to the library changed: enough for every view to decide whether it cares."""

from dataclasses import dataclass

from paperdesk.domain.paper import PaperId

MANY = 5_000


@dataclass(frozen=True, slots=True)
class Changes:
    """The outcome of one write.

    `number` is its place in the library's log, 0 where nothing changed. `papers` names the papers whose
    shown values may differ; None stands for more than are worth naming. `lists` says that papers may
    have entered or left lists or moved in them for another reason than their marks, `marks` which marks changed
    (among them `highlighted` and `note`, where a paper may have got its first or lost its last), `tags` that the tag
    tree changed, `searches` that saved searches or watch words did, `feeds` that subscriptions did, `annotations`
    that highlights, notes or versions of a text did. `summary` is the sentence shown to the reader; `undoable` says
    whether undo takes it back.
    """

    number: int = 0
    summary: str = ""
    papers: frozenset[PaperId] | None = frozenset()
    lists: bool = False
    marks: frozenset[str] = frozenset()
    tags: bool = False
    undoable: bool = False
    searches: bool = False
    feeds: bool = False
    annotations: bool = False

    def __bool__(self) -> bool:
        return self.number > 0

    def touches(self, paper: PaperId) -> bool:
        """Whether the shown values of `paper` may differ."""
        return self.papers is None or paper in self.papers

    def __or__(self, other: "Changes") -> "Changes":
        """Return both as one, as if they had been written together; the later summary stands."""
        if not other:
            return self
        if not self:
            return other
        papers: frozenset[PaperId] | None = None
        if self.papers is not None and other.papers is not None and len(self.papers) + len(other.papers) <= MANY:
            papers = self.papers | other.papers
        return Changes(
            number=max(self.number, other.number),
            summary=other.summary or self.summary,
            papers=papers,
            lists=self.lists or other.lists,
            marks=self.marks | other.marks,
            tags=self.tags or other.tags,
            searches=self.searches or other.searches,
            feeds=self.feeds or other.feeds,
            undoable=self.undoable or other.undoable,
            annotations=self.annotations or other.annotations,
        )
