# SPDX-License-Identifier: MIT
"""Every option: its type, its default, its limits and what it is for; and the one file that they are kept in."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Option:
    """One option. `name` is its dotted place in the TOML file; `choices` or the limits bound its values."""

    name: str
    default: str | int | float
    prose: str
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    address: bool = False


OPTIONS = (
    Option(
        "appearance.theme", "system", "The colours: as the system, light or dark.", choices=("system", "light", "dark")
    ),
    Option("appearance.text_size", 16, "The size of the abstract in pixels.", minimum=12, maximum=28),
    Option("appearance.font", "", "The face of the abstract; empty for PaperDesk's own."),
    Option(
        "reading.mark_read_after",
        2.0,
        "Seconds after which an open paper counts as read; 0: never.",
        minimum=0,
        maximum=60,
    ),
    Option(
        "sources.huggingface.base_url", "https://huggingface.co", "Where the daily papers are asked for.", address=True
    ),
    Option("sources.arxiv.base_url", "https://export.arxiv.org", "Where arXiv's API is asked.", address=True),
    Option("sources.arxiv.rss_url", "https://rss.arxiv.org", "Where arXiv's daily feeds are.", address=True),
)
_BY_NAME = {option.name: option for option in OPTIONS}


class Settings:
    """The options' values: `settings["appearance.theme"]`. What was not set has its default."""

    def __init__(self, values: Mapping[str, Any] | None = None, path: Path | None = None) -> None:
        """`values` are by dotted name and taken as they are; `path` is the file that `keep` writes to."""
        self._values = {option.name: option.default for option in OPTIONS} | dict(values or {})
        self._path = path

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def keep(self, name: str, value: str | int | float) -> None:
        """Set one option, in the file too where there is one; the rest of the file stays as it is.

        Raises `OSError` where the file cannot be written; the value is in force all the same.
        """
        self._values[name] = value
        if self._path is not None:
            _write(self._path, name, value)


def load(path: Path) -> tuple[Settings, list[str]]:
    """Read the settings file; return the settings, and one line for every entry that could not be used.

    The file is left alone. One that is not there gives the defaults.
    """
    import tomllib  # most starts find no file

    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings(path=path), []
    except (OSError, ValueError) as error:
        return Settings(), [f"{path}: {' '.join(str(error).split())}; the defaults are used and the file is left alone"]
    values, warnings = {}, []
    for name, value in _flat(data, ""):
        why = _refusal(name, value)
        if why:
            warnings.append(f"{path}: {name}: {why}")
        else:
            values[name] = value
    return Settings(values, path), warnings


def _flat(table: Mapping[str, Any], prefix: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        found.extend(_flat(value, name + ".") if isinstance(value, dict) and name not in _BY_NAME else [(name, value)])
    return found


def _refusal(name: str, value: Any) -> str:
    option = _BY_NAME.get(name)
    if option is None:
        return "there is no such option; it is passed over"
    wanted = (int, float) if isinstance(option.default, float) else type(option.default)
    if not isinstance(value, wanted) or isinstance(value, bool):
        return f"{value!r} is of the wrong type; the default {option.default!r} is used"
    if option.choices and value not in option.choices:
        return f"{value!r} is none of {', '.join(option.choices)}; the default is used"
    if option.minimum is not None and option.maximum is not None and not option.minimum <= float(value) <= option.maximum:
        return f"{value!r} is not between {option.minimum:g} and {option.maximum:g}; the default is used"
    if option.address and not str(value).startswith(("https://", "http://")):
        return f"{value!r} is no http(s) address; the default is used"
    return ""


def _write(path: Path, name: str, value: str | int | float) -> None:
    import tomlkit  # loaded where it is needed: it would slow every start

    document = tomlkit.parse(path.read_text("utf-8")) if path.exists() else tomlkit.document()
    table: Any = document
    *parents, key = name.split(".")
    for parent in parents:
        table = table.setdefault(parent, tomlkit.table())
    table[key] = value
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=".settings-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(tomlkit.dumps(document))
    os.replace(partial, path)
