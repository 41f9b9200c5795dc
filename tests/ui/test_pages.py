# SPDX-License-Identifier: MIT
"""Pages: a PDF that opens, on as many pages as the text needs, that loads nothing."""

import re
import zlib

from paperdesk.ui.pages import pdf
from paperdesk.ui.theme import load_fonts


def pages(data: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", data))


def test_a_text_becomes_a_pdf_with_its_title(qapp) -> None:
    data = pdf("<html><head><title>My papers</title></head><body><p>Hello</p></body></html>")
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    assert pages(data) == 1
    assert "My papers".encode("utf-16-be") in data


def test_a_long_text_goes_on_on_the_next_page(qapp) -> None:
    assert pages(pdf("<p>" + "word " * 200 + "</p>")) == 1
    assert pages(pdf("".join(f"<p>{'word ' * 200}</p>" for _ in range(12)))) > 2


def test_nothing_is_loaded(qapp, tmp_path) -> None:
    from PySide6.QtGui import QColor, QImage

    picture = QImage(400, 400, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    path = tmp_path / "red.png"
    assert picture.save(str(path))
    assert b"/Width 400" not in pdf(f'<p>Text</p><img src="{path.as_uri()}"><img src="{path}">')


def test_letters_can_be_copied_out(qapp) -> None:
    """A ligature would stand in the font's map to Unicode as nothing; every letter of the text is there instead."""
    load_fonts()
    maps = b"".join(found for found in _streams(pdf("<p>efficient difference</p>")) if b"begincmap" in found)
    letters = {chr(int(code, 16)) for code in re.findall(rb"[ \[]<([0-9A-F]{4})>(?= )", maps)}
    assert set("efficientdifference") <= letters


def _streams(data: bytes) -> list[bytes]:
    found = []
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            found.append(zlib.decompressobj().decompress(match[1]))
        except zlib.error:
            found.append(match[1])  # it is short, and was left as it is
    return found
