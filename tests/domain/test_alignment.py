# SPDX-License-Identifier: MIT
"""Tiles say what two texts share: truly, without overlap, in bounded time, and what was moved as well."""

import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from paperdesk.domain.alignment import Tile, align, inside

words = st.lists(st.sampled_from("the cat sat . ! 模型 é e\u0301 😀 $x^2$ \n \t".split(" ")), max_size=30).map(" ".join)
texts = st.one_of(st.text(max_size=60), words)


@given(texts, texts)
@example("", "")
@example("a", "")
@example("a. b. a. c.", "a. c.")
@settings(max_examples=400)
def test_tiles_are_in_both_texts_and_overlap_in_neither(old: str, new: str) -> None:
    tiles = align(old, new)
    assert all(tile.length > 0 for tile in tiles)
    assert all(old[t.old : t.old + t.length] == new[t.new : t.new + t.length] for t in tiles)
    for row in (sorted((t.old, t.length) for t in tiles), sorted((t.new, t.length) for t in tiles)):
        assert all(a + length <= b for (a, length), (b, _) in itertools.pairwise(row))
    assert list(tiles) == sorted(tiles)
    stayed = [tile.new for tile in tiles if not tile.moved]
    assert stayed == sorted(stayed)


def test_a_text_is_one_tile_of_itself() -> None:
    assert align("one two", "one two") == (Tile(0, 0, 7),)


def test_a_sentence_put_in_leaves_its_neighbours_whole() -> None:
    old = "We show alpha in full. We show gamma in part."
    new = "We show alpha in full. We show beta at last. We show gamma in part."
    assert align(old, new) == (Tile(0, 0, 22), Tile(23, 45, 22))


def test_a_moved_sentence_is_a_tile_of_its_own() -> None:
    one, two = "Alpha beats beta by a wide margin here.", "Gamma loses each of its games."
    tiles = align(f"Begin. {one} {two} End.", f"Begin. {two} {one} End.")
    assert [tile.length for tile in tiles if tile.moved] == [len(two)]


def test_other_white_space_ends_a_tile_but_no_word_is_lost() -> None:
    tiles = align("one two\nthree four", "one two  three\nfour")
    assert [(tile.old, tile.new) for tile in tiles] == [(0, 0), (8, 9), (14, 15)]


def test_a_mark_belongs_to_its_letter_and_a_sign_without_blanks_is_a_word() -> None:
    assert inside("ae\u0301b", 2)
    assert inside("ae\u0301b", 3)
    assert not inside("模型", 1)
    assert not inside("a b", 1)
    assert not inside("ab", 0)
    assert not inside("ab", 2)


def test_large_texts_are_compared_between_their_sentences() -> None:
    sentences = [f"Sentence {number} of a long text says what none of the others says." for number in range(2000)]
    old = " ".join(sentences)
    changed = [s.replace("long", "large") if number % 50 == 7 else s for number, s in enumerate(sentences[3:])]
    new = " ".join(changed)
    tiles = align(old, new)
    assert len(tiles) < 200
    assert sum(tile.length for tile in tiles) > 0.99 * len(new)
    assert all(old[t.old : t.old + t.length] == new[t.new : t.new + t.length] for t in tiles)


def test_large_texts_that_share_nothing_have_no_tiles_to_speak_of() -> None:
    old = " ".join(f"a{number}." for number in range(20_000))
    new = " ".join(f"b{number}." for number in range(20_000))
    assert sum(tile.length for tile in align(old, new)) < 1000


def test_large_texts_of_one_word_end_soon() -> None:
    assert align("ab " * 1_000_000, "x " + "ab " * 900_000 + "y") == ()
    assert align("a" * 1_000_000, "b" * 1_000_000) == ()
