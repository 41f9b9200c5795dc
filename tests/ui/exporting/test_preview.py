# SPDX-License-Identifier: MIT
"""The pane that shows how an export begins."""

from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument

from paperdesk.services.export_preview import Preview
from paperdesk.ui.exporting.preview import PreviewPane


@pytest.fixture
def pane(qtbot: Any) -> PreviewPane:
    pane = PreviewPane()
    qtbot.addWidget(pane)
    return pane


@pytest.mark.parametrize(
    ("preview", "said"),
    [
        (Preview("x", papers=3, total=1_200), "The first 3 of 1,200 papers"),
        (Preview("x", papers=2, total=2), "All of it"),
        (Preview("x", papers=1, total=1), "The paper"),
        (Preview(), "No paper is in this choice."),
        (Preview(trouble="template x: no"), "Template x: no"),
    ],
)
def test_it_says_of_how_many_papers_it_is(pane: PreviewPane, preview: Preview, said: str) -> None:
    pane.show_preview(preview)
    assert pane.said() == said


def test_text_is_shown_as_text_and_a_page_loads_nothing(pane: PreviewPane) -> None:
    pane.show_preview(Preview("<b>x</b>", papers=1, total=1))
    assert pane.text.toPlainText() == "<b>x</b>"
    pane.show_preview(Preview('<b>x</b><img src="file:///etc/passwd">', is_page=True, papers=1, total=1))
    assert pane.page.toPlainText().startswith("x")
    assert pane.page.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("file:///etc/passwd")) is None
    assert not pane.page.openLinks()
