# SPDX-License-Identifier: MIT
"""The reader's own copies of templates."""

from pathlib import Path

import pytest

from paperdesk.config.paths import resource
from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.services.export_templates import copy_template, is_own, templates_for


def test_a_copy_is_named_after_what_it_is_of_and_offered_for_every_format(tmp_path: Path) -> None:
    folder = tmp_path / "not there yet" / "templates"
    assert templates_for("markdown", folder) == ["markdown"]
    path = copy_template("markdown", folder)
    assert path == folder / "my markdown.j2"
    assert path.read_bytes() == resource("templates", "markdown.j2").read_bytes()
    assert templates_for("markdown", folder) == ["markdown", "my markdown"]
    assert templates_for("html", folder) == ["html", "my markdown"]
    assert is_own("my markdown", folder)
    assert not is_own("markdown", folder)


def test_no_copy_takes_the_place_of_another(tmp_path: Path) -> None:
    copy_template("html", tmp_path).write_text("mine")
    assert copy_template("html", tmp_path).name == "my html 2.j2"
    assert copy_template("my html", tmp_path).read_text() == "mine"
    assert (tmp_path / "my html.j2").read_text() == "mine"


def test_what_cannot_be_copied_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no template 'nothing'"):
        copy_template("nothing", tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble, match="cannot be written"):
        copy_template("html", tmp_path / "file")
