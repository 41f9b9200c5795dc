# SPDX-License-Identifier: MIT
"""Any sequence of the reader's verbs can be taken back to where it began and done again to where it ended.

After each verb the rules of a sound library hold, and what the verb says it changed covers all that differs.
"""

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from paperdesk.domain.annotation import HighlightId, HighlightQuery
from paperdesk.domain.changes import Changes
from paperdesk.domain.conditions import All, Days, Has, Marked, Not, Source, Tagged
from paperdesk.domain.errors import Trouble
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query, Sort
from paperdesk.domain.record import Links, Record, Sighting
from paperdesk.library.library import Library
from paperdesk.library.view import View

TITLES = ("Deep Residual Learning for Image Recognition", "Introduction", "🦙")
AUTHORS = ("Wu, Jie", "Jie Wu", "Ada Lovelace", "Kaiming He")
DAYS = ("", "2025-01-01", "2025-01-02")
TAGS = ("ml", "ML/Vision", "ml/vision/3d", "later", "Straße")

ABSTRACTS = (
    "",
    "What it is about, told in some words that are all its own.",
    "What  it is about,\ntold in some words that are all its own.",
    "First of all this. What it is about, told in very few words that are all its own.",
    "Nothing of that.",
)

sightings = st.builds(
    Sighting,
    source=st.sampled_from(("huggingface", "page", "arxiv")),
    day=st.sampled_from(DAYS),
    rank=st.none() | st.integers(1, 3),
    upvotes=st.none() | st.integers(0, 9),
    comments=st.none() | st.integers(0, 2),
    submitter=st.sampled_from(("", "someone")),
    extra=st.sampled_from(({}, {"a": 1}, {"a": "ü"})),
)
records = st.builds(
    Record,
    title=st.sampled_from(TITLES),
    sighting=sightings,
    abstract=st.sampled_from(ABSTRACTS),
    authors=st.lists(st.sampled_from(AUTHORS), max_size=3, unique=True).map(tuple),
    arxiv_id=st.sampled_from(("", "", "2404.18212", "1512.03385")),
    doi=st.sampled_from(("", "", "10.1000/one", "10.1000/two")),
    other_id=st.sampled_from(("", "", "1", "https://example.org/1")),
    published=st.sampled_from(("", "2024", "2024-05", "2024-05-06", "spring")),
    categories=st.sampled_from(((), ("cs.LG",))),
    links=st.sampled_from((Links(), Links(code="https://example.org/code"))),
)
picks = st.lists(st.integers(0, 5), min_size=1, max_size=3)
tag_names = st.lists(st.sampled_from(TAGS), min_size=1, max_size=2)
marks = st.dictionaries(st.sampled_from(("read", "starred", "later", "archived")), st.booleans(), min_size=1)
spans = st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda pair: (pair[0], sum(pair)))
notes = st.sampled_from(("", "A note.", "See [[2404.18212]].", "See [[Introduction]], and [[1512.03385]]."))
COLOURS = ("", "yellow", "green")
QUERIES = [
    Query(All((*tagged, *met, *listed)), sort)
    for tagged in ((), (Tagged("ml"),), (Tagged("later"),))
    for met in ((), (Source("page"),))
    for listed in ((), (Days("2025-01-01", "2025-01-01"),))
    for sort in Sort
]


class Verbs(RuleBasedStateMachine):
    """Does one verb after the other, and knows every content that the library had."""

    read_all: Callable[[Path], Any]
    assert_sound: Callable[[Path], None]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="paperdesk-test-"))
        self.library = Library(self.folder)
        self.other = Library(self.folder)
        self.view = View(self.folder)
        self.states = [self.read_all(self.folder)]
        self.place = 0

    def ids(self, picked: list[int]) -> list[PaperId]:
        """Some of the papers that there ever were, also those that are taken out or merged by now."""
        seen = [row[0] for state in self.states for row in state["papers"]]
        return [PaperId(seen[p % len(seen)]) for p in picked] if seen else []

    def does(self, verb: Callable[[], Changes]) -> Changes:
        """Carry out `verb` and hold what it says of its changes against what there is."""
        before, shown, number = self.read_all(self.folder), self.shown(), self.view.last_change()
        try:
            changes = verb()
        except Trouble:
            changes = Changes()
        after = self.read_all(self.folder)
        assert bool(changes) or before == after
        for told in (changes, self.view.changes_since(number)):
            self.assert_told(told, before, after, shown)
        assert changes.number == (self.view.last_change() if changes else 0)
        return changes

    def assert_is(self, state: Any) -> None:
        """Assert that the library's whole content is `state`; a failure names the rows that differ."""
        now = self.read_all(self.folder)
        differing = {
            table: [("now", row) for row in now[table] if row not in state[table]]
            + [("due", row) for row in state[table] if row not in now[table]]
            for table in state
            if now[table] != state[table]
        }
        assert not differing

    def done(self, verb: Callable[[], Changes]) -> None:
        """Carry out a verb of the reader's."""
        steps = self.steps()
        if self.does(verb):
            del self.states[self.place + 1 :]
            if self.steps() == steps:  # it went on with the step before
                self.states[self.place] = self.read_all(self.folder)
                return
            self.states.append(self.read_all(self.folder))
            self.place += 1

    def steps(self) -> int:
        """How many steps can be taken back."""
        with contextlib.closing(sqlite3.connect(self.folder / "library.db")) as db:
            sql = "SELECT count(DISTINCT step) FROM changes WHERE undoable AND NOT undone"
            return int(db.execute(sql).fetchone()[0])

    def highlights(self) -> list[HighlightId]:
        return [HighlightId(h) for h in self.view.highlights(HighlightQuery())]

    def shown(self) -> dict[str, Any]:
        """What views show: papers, lists, tags."""
        ids = self.view.page(Query(), -1)
        return {
            "papers": {paper.id: (paper, self.view.rows([paper.id])) for paper in self.view.papers(ids)},
            "lists": [self.view.listing(query) for query in QUERIES],
            "marked": {
                mark: [list(self.view.listing(Query(c)).ids) for c in (Marked(mark), Not(Marked(mark)))]
                for mark in ("read", "starred", "later", "archived", "highlighted")
            },
            "noted": list(self.view.listing(Query(Has("note"))).ids),
            "annotations": [
                self.view.highlight_rows(self.highlights()),
                {paper: (self.view.versions(paper), self.view.backlinks(paper)) for paper in ids},
            ],
            "tags": [tag.name for tag in self.view.tags()],
            "searches": self.view.searches(),
            "tagged": {paper.id: paper.tags for paper in self.view.papers(ids)},
        }

    def assert_told(self, told: Changes, before: Any, after: Any, shown: dict[str, Any]) -> None:
        now = self.shown()
        differing = {
            row[0]
            for rows in (before, after)
            for row in rows["papers"]
            if (row in before["papers"]) != (row in after["papers"])
        }
        for paper in shown["papers"].keys() | now["papers"].keys():
            if shown["papers"].get(paper) != now["papers"].get(paper):
                differing.add(paper)
        assert all(told.touches(PaperId(paper)) for paper in differing)
        for old, new in zip(shown["lists"], now["lists"], strict=True):
            assert told.lists or old.ids == new.ids
            assert told.lists or told.marks or old == new
        for mark, lists in now["marked"].items():
            assert told.lists or mark in told.marks or lists == shown["marked"][mark]
        assert told.tags or shown["tags"] == now["tags"]
        assert told.lists or "note" in told.marks or shown["noted"] == now["noted"]
        assert told.lists or told.annotations or shown["annotations"] == now["annotations"]
        assert told.searches or shown["searches"] == now["searches"]
        assert told.tags or told.lists or shown["tagged"] == now["tagged"]

    @initialize(batch=st.lists(records, max_size=2))
    def begin(self, batch: list[Record]) -> None:
        """Let there be something to write on."""
        sighting = Sighting("page", "2025-01-01")
        two = [
            Record(TITLES[0], sighting, ABSTRACTS[1], arxiv_id="1512.03385"),
            Record(TITLES[1], sighting, ABSTRACTS[3]),
        ]
        self.done(lambda: self.library.add([*batch, *two], "added").changes)

    @rule(batch=st.lists(records, min_size=1, max_size=4))
    def add(self, batch: list[Record]) -> None:
        self.done(lambda: self.library.add(batch, "added").changes)
        # Two that contradict each other may have come together by now, so only the next time nothing is left to say.
        self.done(lambda: self.library.add(batch, "added again").changes)
        assert not self.library.add(batch, "added for the third time").changes

    @rule(first=st.lists(records, min_size=1, max_size=3), second=st.lists(records, min_size=1, max_size=3))
    def add_in_two_batches(self, first: list[Record], second: list[Record]) -> None:
        def verb() -> Changes:
            arrivals = self.library.add(first, "first")
            return arrivals.changes | self.library.add(second, "second", step=arrivals.step).changes

        self.done(verb)

    @rule(picked=picks, wanted=marks)
    def mark(self, picked: list[int], wanted: dict[str, bool]) -> None:
        self.done(lambda: self.library.mark(self.ids(picked), wanted, "marked"))

    @rule(picked=picks, names=tag_names)
    def tag(self, picked: list[int], names: list[str]) -> None:
        self.done(lambda: self.library.tag(self.ids(picked), names, "tagged"))

    @rule(picked=picks, names=tag_names)
    def untag(self, picked: list[int], names: list[str]) -> None:
        self.done(lambda: self.library.untag(self.ids(picked), names, "untagged"))

    @rule(old=st.sampled_from(TAGS), new=st.sampled_from((*TAGS, "new", "STRASSE", "ml/new")))
    def rename_tag(self, old: str, new: str) -> None:
        self.done(lambda: self.library.rename_tag(old, new))

    @rule(name=st.sampled_from(TAGS))
    def delete_tag(self, name: str) -> None:
        self.done(lambda: self.library.delete_tag(name))

    @rule(picked=picks)
    def hide(self, picked: list[int]) -> None:
        self.done(lambda: self.library.hide(self.ids(picked), "hidden"))

    @rule(
        name=st.sampled_from(("a", "A", "b")),
        text=st.sampled_from(("vision", "tag:ml")),
        colour=st.sampled_from(COLOURS),
    )
    def save_search(self, name: str, text: str, colour: str) -> None:
        self.done(lambda: self.library.save_search(name, text, colour))

    @rule(picked=st.integers(0, 3), place=st.integers(0, 3))
    def move_search(self, picked: int, place: int) -> None:
        kept = self.view.searches()
        if kept:
            self.done(lambda: self.library.move_search(kept[picked % len(kept)].id, place))

    @rule(picked=st.integers(0, 3))
    def delete_search(self, picked: int) -> None:
        kept = self.view.searches()
        if kept:
            self.done(lambda: self.library.delete_search(kept[picked % len(kept)].id))

    @rule(picked=picks)
    def restore(self, picked: list[int]) -> None:
        self.done(lambda: self.library.restore(self.ids(picked), "restored"))
        if trash := self.view.trash():
            self.done(lambda: self.library.restore(trash[: len(picked)], "restored"))

    @rule(picked=picks, span=spans, colour=st.sampled_from(COLOURS[1:]), note=notes, names=tag_names)
    def highlight(self, picked: list[int], span: tuple[int, int], colour: str, note: str, names: list[str]) -> None:
        for paper in self.ids(picked):
            self.done(
                lambda paper=paper: self.library.add_highlight(  # type: ignore[misc]
                    paper, *span, colour=colour, note=note, tags=names[len(note) % 2 :], summary="highlighted"
                )
            )

    @rule(
        picked=st.integers(0, 5),
        colour=st.none() | st.sampled_from(COLOURS[1:]),
        note=st.none() | notes,
        names=st.none() | tag_names,
    )
    def change_highlight(self, picked: int, colour: str | None, note: str | None, names: list[str] | None) -> None:
        if there := self.highlights():
            self.done(
                lambda: self.library.change_highlight(
                    there[picked % len(there)], colour=colour, note=note, tags=names, summary="changed"
                )
            )

    @rule(picked=st.integers(0, 5), span=spans)
    def move_highlight(self, picked: int, span: tuple[int, int]) -> None:
        if there := self.highlights():
            self.done(lambda: self.library.move_highlight(there[picked % len(there)], *span, summary="moved"))

    @rule(picked=picks)
    def delete_highlights(self, picked: list[int]) -> None:
        if there := self.highlights():
            self.done(lambda: self.library.delete_highlights([there[p % len(there)] for p in picked], "deleted"))

    @rule(picked=picks, note=notes)
    def write_note(self, picked: list[int], note: str) -> None:
        if papers := self.ids(picked):
            self.done(lambda: self.library.write_note(papers[0], note, "noted"))

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = Library(self.folder)

    @precondition(lambda self: self.place > 0)
    @rule(elsewhere=st.booleans())
    def undo(self, elsewhere: bool) -> None:
        assert self.library.undoable()
        assert self.does((self.other if elsewhere else self.library).undo)
        self.place -= 1
        self.assert_is(self.states[self.place])

    @precondition(lambda self: self.place < len(self.states) - 1)
    @rule(elsewhere=st.booleans())
    def redo(self, elsewhere: bool) -> None:
        assert self.library.redoable()
        assert self.does((self.other if elsewhere else self.library).redo)
        self.place += 1
        self.assert_is(self.states[self.place])

    @invariant()
    def is_sound(self) -> None:
        self.assert_sound(self.folder)
        assert bool(self.view.undoable()) == (self.place > 0)
        assert bool(self.view.redoable()) == (self.place < len(self.states) - 1)

    def teardown(self) -> None:
        try:
            for state in reversed(self.states[: self.place]):
                self.library.undo()
                self.assert_is(state)
            assert not self.library.undo()
            for state in self.states[1:]:
                self.library.redo()
                self.assert_is(state)
            assert not self.library.redo()
            self.assert_sound(self.folder)
        finally:
            self.close()

    def close(self) -> None:
        for opened in (self.library, self.other, self.view):
            opened.close()
        shutil.rmtree(self.folder)


class VerbsAmongOthers(Verbs):
    """Besides the reader's verbs there are changes that undo passes over: not all of a step can be taken back then.

    What undo did take back, redo does again to the letter.
    """

    def done(self, verb: Callable[[], Changes]) -> None:
        if self.does(verb):
            self.states.append(self.read_all(self.folder))

    @rule(batch=st.lists(records, min_size=1, max_size=3))
    def fetch(self, batch: list[Record]) -> None:
        self.does(lambda: self.library.add(batch, "fetched", undoable=False).changes)

    @rule(picked=picks, wanted=marks)
    def open(self, picked: list[int], wanted: dict[str, bool]) -> None:
        self.does(lambda: self.library.mark(self.ids(picked), wanted, "opened", undoable=False))

    @rule(steps=st.integers(1, 3), elsewhere=st.booleans(), stay=st.booleans())
    def undo(self, steps: int, elsewhere: bool, stay: bool) -> None:
        before = self.read_all(self.folder)
        undone = sum(bool(self.does((self.other if elsewhere else self.library).undo)) for _ in range(steps))
        if not stay:
            for _ in range(undone):
                assert self.does(self.library.redo)
            self.assert_is(before)

    @rule()
    def redo(self) -> None:
        can = bool(self.library.redoable())
        assert bool(self.does(self.library.redo)) == can

    @invariant()
    def is_sound(self) -> None:
        self.assert_sound(self.folder)

    def teardown(self) -> None:
        try:
            before, undone = self.read_all(self.folder), 0
            while self.library.undo():
                undone += 1
            self.assert_sound(self.folder)
            for _ in range(undone):
                assert self.library.redo()
            self.assert_is(before)
        finally:
            self.close()


def _run(
    machine: type[Verbs], steps: int, read_all: Callable[[Path], Any], assert_sound: Callable[[Path], None]
) -> None:
    own = {"read_all": staticmethod(read_all), "assert_sound": staticmethod(assert_sound)}
    chosen = settings(
        max_examples=100 // steps + 4,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.reuse, Phase.generate),  # making a failure small takes minutes
    )
    run_state_machine_as_test(type(machine.__name__, (machine,), own), settings=chosen)


@pytest.mark.parametrize("steps", [5, 20], ids=["short", "long"])
def test_every_sequence_of_verbs_comes_back_and_goes_again(
    steps: int, read_all: Callable[[Path], Any], assert_sound: Callable[[Path], None]
) -> None:
    _run(Verbs, steps, read_all, assert_sound)


@pytest.mark.parametrize("steps", [5, 20], ids=["short", "long"])
def test_what_undo_took_back_among_other_changes_goes_again(
    steps: int, read_all: Callable[[Path], Any], assert_sound: Callable[[Path], None]
) -> None:
    _run(VerbsAmongOthers, steps, read_all, assert_sound)
