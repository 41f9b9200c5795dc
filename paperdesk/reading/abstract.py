# SPDX-License-Identifier: MIT
"""Renders abstracts and titles as they are, white space folded."""

import re
from array import array

from paperdesk.reading.rendering import Rendering, Run


def render(text: str) -> Rendering:
    """Render an abstract."""
    shown, starts, ends = [], array("i"), array("i")
    for m in re.finditer(r"\s+|\S", text):
        piece = m[0]
        shown.append(("\n" if re.search(r"\n\s*\n", piece) else " ") if piece.isspace() else piece)
        starts.append(m.start())
        ends.append(m.end())
    plain = "".join(shown)
    return Rendering((Run(plain),), plain, starts, ends)


def render_line(text: str) -> Rendering:
    """Render a title."""
    return render(" ".join(text.split()))
