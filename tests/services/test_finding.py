# SPDX-License-Identifier: MIT
"""Answers to queries are what going through every paper gives, in the library's own orders, counted by its days."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.conditions import EVERYTHING, Not
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.query import Count, Query, Section, Sort
from paperdesk.domain.query_print import show
from paperdesk.domain.query_text import parse
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.search.evaluating import Cancelled
from paperdesk.services.finding import Finder
from paperdesk.services.indexing import Follower, build_index

WORDS = "graph video sound image text model".split()
TODAY = date(2025, 3, 1)


def record(rng: random.Random, number: int) -> Record:
    day = rng.choice(["", *(f"2025-02-{n:02}" for n in range(1, 8))])
    return Record(
        " ".join(rng.sample(WORDS, 2)).capitalize(),
        Sighting(rng.choice(["page", "huggingface"]), day, rng.randrange(1, 5), rng.choice([None, 5, 50])),
        abstract=" ".join(rng.choices(WORDS, k=8)),
        arxiv_id=f"2501.{number:05}",
        published=rng.choice(["", "2025-02-03", "2024-06"]),
        authors=(rng.choice(["Ann Lee", "Bo Wu"]),),
    )


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """120 papers of six words, some read, some tagged, some taken out; no test writes to it."""
    rng = random.Random(11)
    with Library(tmp_path_factory.mktemp("shelf") / "library") as library:
        library.add([record(rng, number) for number in range(1, 121)], "added")
        library.mark([PaperId(n) for n in rng.sample(range(1, 121), 50)], {"read": True}, "read")
        library.tag([PaperId(n) for n in rng.sample(range(1, 121), 30)], ["ml"], "tagged")
        library.hide([PaperId(n) for n in rng.sample(range(1, 121), 10)], "removed")
        build_index(library).close()
        yield library


@pytest.fixture(scope="module")
def finder(shelf: Library) -> Iterator[Finder]:
    index = build_index(shelf)
    yield Finder(shelf, index, lambda: TODAY)
    index.close()


def has(word: str) -> Callable[[Paper], bool]:
    return lambda paper: word in f"{paper.title} {paper.abstract} {' '.join(paper.authors)}".lower().split()


QUESTIONS: dict[str, Callable[[Paper], bool]] = {
    "graph": has("graph"),
    "graph video": lambda p: has("graph")(p) and has("video")(p),
    "graph -video": lambda p: has("graph")(p) and not has("video")(p),
    "gra*": has("graph"),
    "title:sound is:unread": lambda p: "sound" in p.title.lower() and not p.read,
    "(sound OR text) tag:ml": lambda p: (has("sound")(p) or has("text")(p)) and "ml" in p.tags,
    "author:lee -is:read since:24d": lambda p: "Ann Lee" in p.authors and not p.read and (p.day or "") >= "2025-02-06",
    "upvotes:>10 image": lambda p: p.upvotes > 10 and has("image")(p),
    "model source:huggingface": lambda p: has("model")(p) and any(s.source == "huggingface" for s in p.sightings),
    "-graph": lambda p: not has("graph")(p),
    "nothing": lambda p: False,
}  # fmt: skip


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.TRENDING, Sort.TITLE])
def test_an_answer_is_what_going_through_all_papers_gives(finder: Finder, text: str, sort: Sort) -> None:
    parsed = parse(text, complete=True)
    assert not parsed.hints
    everyone = list(finder.view.papers(map(PaperId, finder.view.listing(Query(EVERYTHING, sort)).ids)))
    expected = [paper for paper in everyone if QUESTIONS[text](paper)]
    query = Query(parsed.condition, sort)
    whole = finder.find(query)
    assert list(whole.listing.ids) == [paper.id for paper in expected]
    assert (whole.total, whole.listing.whole, whole.listing.query) == (len(expected), True, query)
    assert whole.listing.sections == (sections(expected) if sort is Sort.NEWEST else ())
    for first in (0, 1, 7, len(expected)):
        page = finder.find(query, first)
        assert page.listing.ids == whole.listing.ids[:first]
        assert (page.total, page.listing.whole) == (len(expected), first >= len(expected))
        assert page.listing.sections == tuple(s for s in whole.listing.sections if s.start < min(first, len(expected)))
    (count,) = finder.counts([parsed.condition])
    assert count == Count(len(expected), sum(not paper.read for paper in expected))
    assert sorted(finder.ids(parsed.condition)) == sorted(paper.id for paper in expected)


def sections(papers: list[Paper]) -> tuple[Section, ...]:
    """The days of a list that is in their order, counted one by one."""
    made, start = [], 0
    for day, count in Counter(paper.day for paper in papers).items():
        unread = sum(paper.day == day and not paper.read for paper in papers)
        made.append(Section(day, start, count, unread))
        start += count
    return tuple(made)


def test_relevance_puts_the_best_first_and_is_the_newest_where_no_text_is_asked_for(finder: Finder) -> None:
    found = finder.find(Query(parse("graph video ").condition, Sort.RELEVANCE))
    assert len(found.scores) == len(found.listing.ids) == found.total > 20
    assert all(a >= b for a, b in pairwise(found.scores))
    titles = [paper.title for paper in finder.view.papers(map(PaperId, found.listing.ids[:4]))]
    assert sorted(titles[0].lower().split()) == ["graph", "video"]
    assert found.listing.sections == ()
    plain = finder.find(Query(parse("is:unread").condition, Sort.RELEVANCE), 5)
    assert plain.scores == ()
    assert plain.listing.ids == finder.find(Query(parse("is:unread").condition), 5).listing.ids
    assert plain.listing.sections == finder.find(Query(parse("is:unread").condition), 5).listing.sections


def test_what_is_not_understood_is_told(finder: Finder) -> None:
    from paperdesk.domain.conditions import All, Word

    assert finder.find(Query(All((Word("graph"), Word("—"))))).hints == ("“—” holds nothing that can be looked up",)
    assert finder.find(Query(parse("graph " * 3_000).condition)).hints == ()
    many = " OR ".join(f"word{n}" for n in range(3_000))
    assert finder.find(Query(parse(many).condition)).hints == ("the query is very long; a part of it was left out",)


def test_a_question_that_nobody_waits_for_is_given_up(finder: Finder) -> None:
    with pytest.raises(Cancelled):
        finder.find(Query(parse("graph").condition), None, lambda: True)
    with pytest.raises(Cancelled):
        finder.counts([parse("graph").condition], lambda: True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("grpah ", "graph"),
        ("title:grpah -sound is:unread", "title:graph -sound is:unread"),
        ("vidoe OR soudn sort:title", "video OR sound"),
        ('"grpah video"', '"graph video"'),
        ("imge tag:ml", "image tag:ml"),
        ("modle", "model"),
        ("-grpah", ""),
        ("is:unread", ""),
        ("zzzzzzzz", ""),
        ("graph", ""),
    ],
)
def test_a_slip_is_mended_and_all_else_is_kept(finder: Finder, typed: str, meant: str) -> None:
    mended = finder.suggestion(parse(typed).condition)
    assert (show(mended).strip() if mended is not None else "") == meant


def test_similar_papers_are_others_that_are_shown(library: Library) -> None:
    topics = ("graph network", "violin concert", "protein folding", "ocean current")
    library.add(
        [Record(f"{topics[n % 4]} n{n}", Sighting("page"), arxiv_id=f"2501.{n:05}") for n in range(1, 41)], "added"
    )
    index = build_index(library)
    with View(library.folder) as view:
        finder = Finder(view, index)
        found = finder.similar(PaperId(1), 20)
        assert sorted(dict(found)) == list(range(5, 41, 4))
        assert all(a >= b for (_, a), (_, b) in pairwise(found))
        assert finder.similar(PaperId(1), 3) == found[:3]
        library.hide([found[0][0], found[2][0]], "removed")
        assert finder.similar(PaperId(1), 3) == [found[1], found[3], found[4]]
        assert finder.similar(PaperId(9_999), 5) == finder.similar(PaperId(1), 0) == []
    index.close()


def test_what_others_change_is_seen_at_the_next_question(library: Library) -> None:
    rng = random.Random(3)
    library.add([record(rng, number) for number in range(1, 31)], "added")
    index = build_index(library)
    with View(library.folder) as view:
        finder = Finder(view, index, lambda: TODAY)
        graph = parse("graph").condition
        before = finder.find(Query(graph)).listing
        library.mark([PaperId(before.ids[0])], {"read": True}, "read")
        assert finder.counts([graph]) == [Count(len(before.ids), len(before.ids) - 1)]
        assert finder.find(Query(graph)).listing.sections[0].unread == before.sections[0].unread - 1
        library.hide([PaperId(before.ids[0]), PaperId(before.ids[3])], "removed")
        left = [before.ids[1], before.ids[2], *before.ids[4:]]
        assert list(finder.find(Query(graph)).listing.ids) == left
        assert finder.find(Query(graph, Sort.RELEVANCE)).total == len(left)
        library.undo()
        assert finder.find(Query(graph)).listing.ids == before.ids
        library.add([Record("New graph", Sighting("page", "2025-02-28"), arxiv_id="2502.00001")], "added")
        Follower(library, index).catch_up()
        assert finder.find(Query(graph)).listing.ids[0] == library.find("2502.00001")
    index.close()


def test_another_day_is_another_answer(library: Library) -> None:
    library.add([Record("A graph", Sighting("page", "2025-02-28"), arxiv_id="2502.00001")], "added")
    index = build_index(library)
    day = [TODAY]
    finder = Finder(library, index, lambda: day[0])
    recent = Query(parse("graph since:2d").condition)
    assert finder.find(recent).total == 1
    day[0] = date(2025, 3, 2)
    assert finder.find(recent).total == 0
    index.close()


FACTS = st.sampled_from(
    "is:read is:unread is:starred tag:ml tag:none source:page source:hugging since:20d date:2025-02 date:2024.. upvotes:>4"
    " upvotes:<=50 has:code before:2025-02-03 2501.00007 id:2501.00008 * -* sort:title".split()
)
ANY_TEXT = st.sampled_from(
    [*WORDS, "gra", "tex*", '"graph video"', "author:lee", "title:sound", '"', "(", ")", "OR", "-", "AND"]
)


def joined(pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts of pieces, joined and negated and bracketed in every way."""
    return st.recursive(
        pieces,
        lambda parts: st.one_of(
            st.tuples(parts, parts).map(" ".join),
            st.tuples(parts, parts).map(" OR ".join),
            parts.map(lambda part: f"-({part})"),
        ),
        max_leaves=8,
    )


@given(text=joined(FACTS), sort=st.sampled_from([Sort.NEWEST, Sort.TITLE, Sort.TRENDING]))
def test_facts_are_answered_as_the_library_answers_them(finder: Finder, text: str, sort: Sort) -> None:
    query = Query(parse(text, complete=True).condition, sort)
    ids = set(finder.view.ids(query.condition, TODAY))
    everyone = finder.view.listing(Query(EVERYTHING, sort)).ids
    found = finder.find(query).listing
    assert list(found.ids) == [paper for paper in everyone if paper in ids]
    assert sum(section.count for section in found.sections) == (len(ids) if sort is Sort.NEWEST else 0)


@given(text=joined(FACTS | ANY_TEXT) | st.text(max_size=60), typing=st.booleans(), sort=st.sampled_from(Sort))
def test_every_string_is_a_query(finder: Finder, text: str, typing: bool, sort: Sort) -> None:
    """None raises; what it finds and what its opposite finds are all papers, and no other."""
    condition = parse(text, complete=not typing).condition
    found = finder.find(Query(condition, sort), 10)
    assert len(found.listing.ids) == min(found.total, 10)
    finder.suggestion(condition)
    (count,) = finder.counts([condition])
    assert count.total == found.total >= count.unread
    if not found.hints:  # a text without any word asks for nothing, and so does its opposite
        assert set(finder.ids(condition)) | set(finder.ids(Not(condition))) == set(finder.ids(EVERYTHING))
        assert finder.counts([Not(condition)])[0].total == len(finder.ids(EVERYTHING)) - found.total


# --- the real data -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seed(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finder]:
    """The 58 papers of the saved page, among a few hundred others."""
    import gzip

    from paperdesk.services.importing import import_files

    folder = tmp_path_factory.mktemp("seed")
    others = folder / "others.jsonl"
    with gzip.open(data / "corpus" / "abstracts.jsonl.gz", "rt", encoding="utf-8") as lines:
        others.write_text("".join(line for _, line in zip(range(1_500), lines, strict=False)), "utf-8")
    with Library(folder / "library") as library:
        import_files(library, [data / "seed-page.txt"], day="2024-04-28", source="seed")
        import_files(library, [others])
        index = build_index(library)
        yield Finder(library, index)
        index.close()


def of_page(finder: Finder) -> list[Paper]:
    return list(finder.view.papers(map(PaperId, finder.ids(parse("source:seed").condition))))


def test_the_words_of_a_title_find_its_paper_first(seed: Finder) -> None:
    papers = of_page(seed)
    assert len(papers) == 58
    missed = [
        paper.title
        for paper in papers
        if list(seed.find(Query(parse(paper.title, complete=True).condition, Sort.RELEVANCE), 1).listing.ids)
        != [paper.id]
    ]
    assert missed == []


def test_a_slip_in_a_title_is_mended(seed: Finder) -> None:
    """Two letters of the longest word that is a plain one change places."""
    mended, failed = 0, []
    for paper in of_page(seed):
        words = [word for word in paper.title.split() if word.isascii() and word.isalpha()]
        longest = max(words, key=len)
        place = len(longest) // 2
        slip = longest[:place] + longest[place + 1] + longest[place] + longest[place + 2 :]
        typed = parse(paper.title.replace(longest, slip, 1), complete=True)
        better = seed.suggestion(typed.condition)
        found = seed.find(Query(better, Sort.RELEVANCE), 1).listing.ids if better is not None else []
        mended += list(found) == [paper.id]
        if list(found) != [paper.id]:
            failed.append((longest, slip, None if better is None else show(better)))
    assert mended >= 55, failed
