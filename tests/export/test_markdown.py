# SPDX-License-Identifier: MIT
"""Plain Markdown of a paper."""

from paperdesk.domain.record import Links

TEXT = """\
# Deep Nets of One Kind

Ann Lee, Bo van der Wu, Qwen Team

2024-06-11 · cs.LG, stat.ML · ▲ 7

- Paper: <https://arxiv.org/abs/2406.00001>
- PDF: <https://arxiv.org/pdf/2406.00001>
- Code: <https://github.com/a/b_c>
- Tags: rl/offline, to read
- Cite as: `@lee2024deep`

## Abstract

We study nets. They are deep.

And wide.

## Note

A *note*.

## Highlights

> We study
>
> *method* · idea · to do · 2024-06-13

Why?

"""


def test_a_paper(exported, write) -> None:
    assert write("markdown", [exported()], colours=(("green", "method"),)) == TEXT


def test_a_paper_of_which_little_is_known(exported, paper, write) -> None:
    nothing = {"authors": (), "abstract": "", "published": "", "categories": (), "tags": (), "aliases": (), "note": ""}
    bare = paper(key="t-1", links=Links(), upvotes=0, **nothing)
    assert write("markdown", [exported(bare, "")]) == "# Deep Nets of One Kind\n\n\n"
