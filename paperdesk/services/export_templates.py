# SPDX-License-Identifier: MIT
"""The templates that a reader can choose and change: PaperDesk's own, and copies of them in the reader's folder."""

from pathlib import Path

from paperdesk.config.paths import resource
from paperdesk.domain.errors import BadInput
from paperdesk.export.layout import SUFFIX, template_file, template_names
from paperdesk.services.export_files import told, write_whole

_HTML = ("html", "pdf")


def templates_for(layout: str, folder: Path) -> list[str]:
    """Return the names of the templates that a format with the layout `layout` can use: its own first, then the reader's.

    The reader's are those of a name that is not another format's.
    """
    others = {path.stem for path in resource("templates").glob(f"*{SUFFIX}")}
    return [layout, *(name for name in template_names(folder) if name not in others)]


def is_own(name: str, folder: Path) -> bool:
    """Whether the reader has a template of that name."""
    return (folder / f"{name}{SUFFIX}").is_file()


def copy_template(name: str, folder: Path) -> Path:
    """Put a copy of the template `name` into the reader's folder, under a name that is free; return the file.

    The folder is made where it is not there. Raises `BadInput` for no template, `Trouble` where it cannot be written.
    """
    source = template_file(name, folder)
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        text = source.read_bytes()
    stem = next((one for one in _names(name) if not (folder / f"{one}{SUFFIX}").exists()), "")
    if not stem:
        raise BadInput(f"there are too many copies of the template {name!r} in {folder}; take some away")
    target = folder / f"{stem}{SUFFIX}"
    write_whole(target, [text])
    return target


def _names(name: str) -> list[str]:
    return [f"my {name}", *(f"my {name} {number}" for number in range(2, 100))]
