# SPDX-License-Identifier: MIT
"""An exporter writes to anything that takes text."""

import io

from paperdesk.export.formats import exporter


def test_it_writes_papers_as_one_file(exported) -> None:
    out = io.StringIO()
    exporter("bibtex").write([exported(citation_key="a"), exported(citation_key="b")], out)
    assert out.getvalue().count("@misc{") == 2
