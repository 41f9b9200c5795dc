# SPDX-License-Identifier: MIT
"""The part of a file that is ours: found wherever it stands, exchanged alone, and any hand on it shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain import managed_part
from paperdesk.domain.managed_part import exchanged, find, gathered, has_head, head_and_body, part

UNITS = ("2406.00001", "10.1000/a--b<c>_d", "t-0123456789ab", "day:2026-11-25")
LINES = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30), max_size=6).map("\n".join)


@given(st.sampled_from(UNITS), LINES, LINES, LINES, st.booleans(), st.booleans())
def test_what_is_written_is_found_and_only_it_is_exchanged(unit, before, body, after, in_blocks, windows) -> None:
    end = "\r\n" if windows else "\n"
    text = f"{before}\n{part(unit, body, in_blocks=in_blocks)}\n{after}".replace("\n", end)
    found = find(text)
    assert found is not None
    assert (found.unit, found.is_ours, found.is_whole) == (unit, True, True)
    new = exchanged(text, found, part(unit, "new", in_blocks=in_blocks))
    assert new.startswith(f"{before}\n".replace("\n", end))
    assert new.endswith(f"\n{after}".replace("\n", end))
    again = find(new)
    assert again is not None
    assert again.is_ours
    assert again.text.replace("\r\n", "\n") == part(unit, "new", in_blocks=in_blocks)


@pytest.mark.parametrize("in_blocks", [False, True])
def test_a_hand_on_it_shows(in_blocks: bool) -> None:
    text = part("2406.00001", "one\n  two", in_blocks=in_blocks)
    for old, new in (("one", "One"), ("two", "two\nthree"), ("write before", "I wrote"), ("  two\n", "")):
        found = find(text.replace(old, new))
        assert found is not None
        assert not found.is_ours, new
    for kept in (text.replace("\n", "\r\n"), text.replace("one", "one  ")):
        found = find(kept)
        assert found is not None
        assert found.is_ours


def test_how_deep_blocks_stand_is_logseqs_own_affair() -> None:
    text = part("x", "- one\n  - two", in_blocks=True)
    found = find(text.replace("  - two", "\t- two"))
    assert found is not None
    assert found.is_ours
    found = find(part("x", "    code").replace("    code", "code"))
    assert found is not None
    assert not found.is_ours


def test_a_head_is_exchanged_only_where_it_is_as_it_was() -> None:
    head = "---\r\na: 1\r\n---\r\n\r\n"
    text = head + part("x", "one").replace("\n", "\r\n") + "\r\nmine"
    found = find(text)
    assert found is not None
    known = managed_part.digest("---\na: 1\n---\n\n", in_blocks=False)
    assert has_head(text, found, known)
    assert not has_head(text, found, "")
    new = exchanged(text, found, part("x", "one"), "---\na: 2\n---\n\n")
    assert new == text.replace("a: 1", "a: 2")
    touched = text.replace("a: 1", "a: 1\r\nb: mine")
    found = find(touched)
    assert found is not None
    assert not has_head(touched, found, known)


def test_an_end_that_is_lost_is_told() -> None:
    text = part("x", "one")
    for broken in (text[:-5], text.replace("paperdesk:end x", "paperdesk:end y"), text + " mine"):
        found = find(broken)
        assert found is not None
        assert not found.is_whole
        assert not found.is_ours
    assert find("nothing here\n" + text.replace("<!-- paperdesk:begin", "gone")) is None


def test_a_note_cannot_end_the_part() -> None:
    inner = part("x", "planted")
    found = find(part("x", f"```\n{inner}\n```\nlast") + "\nmine")
    assert found is not None
    assert found.is_ours
    assert found.text.endswith("-->")
    assert "last" in found.text
    assert "mine" not in found.text
    assert find(managed_part.disarmed(inner)) is None


def test_heads_of_exporters() -> None:
    assert head_and_body("---\ntitle: x\n---\n\n# T\n---\n") == ("---\ntitle: x\n---\n\n", "# T\n---\n")
    assert head_and_body("key:: x\ndoi:: y\n\n- T\n") == ("key:: x\ndoi:: y\n\n", "- T\n")
    assert head_and_body("# T\n") == ("", "# T\n")


def test_papers_of_a_day_stand_below_each_other() -> None:
    assert gathered("---\ntitle: x\n---\n\n# T\n") == "```yaml\ntitle: x\n```\n\n# T\n"
    assert gathered("key:: x\n\n- T\n- ## A\n") == "- T\n  key:: x\n- ## A\n"
    assert gathered("# T\n") == "# T\n"
