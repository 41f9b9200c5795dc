# SPDX-License-Identifier: MIT
"""A page for Logseq: properties of the page, blocks, and highlights with an id each."""

import re
from uuid import UUID


def test_a_page(exported, write) -> None:
    text = write("logseq", [exported()], colours=(("green", "method"),))
    head, body = text.split("\n\n", 1)
    properties = dict(row.split(":: ", 1) for row in head.split("\n"))
    assert properties["full-title"] == "Deep Nets of One Kind"
    assert (properties["citekey"], properties["tags"]) == ("lee2024deep", "rl/offline, to-read")
    assert body.startswith(
        "- Deep Nets of One Kind\n- ## Abstract\n  - We study nets. They are deep.\n    \n    And wide.\n"
    )
    assert "  - > We study\n    id:: " in body
    assert UUID(re.search(r"id:: (\S+)", body)[1]).version == 5
    assert "    color:: method\n    tags:: idea, to-do\n    - Why?\n" in body


def test_every_line_is_in_a_block_or_belongs_to_one(hostile, write) -> None:
    for exported in hostile:
        body = write("logseq", [exported]).split("\n\n", 1)[1]
        assert [row for row in body.split("\n") if row and not re.match(r"\s*- |\s+\S|\s+$", row)] == []
