# SPDX-License-Identifier: MIT
"""Every option: its type, its default, its limits and what it is for; and the one file that they are kept in.

A file that cannot be used is told about and left alone; only `save` writes, and only what it is given.
"""

import errno
import math
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_HOURS = ("", *(f"{hour:02}:00" for hour in range(24)))
_SHOWN = 60  # characters of a refused name or value that a warning repeats


@dataclass(frozen=True, slots=True)
class Option:
    """One option. `name` is its dotted place in the TOML file; its type is that of its default.

    `choices` or the limits (both included) bound its values; an `address` must be http or https, with a host.
    """

    name: str
    default: str | int | float
    prose: str
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    address: bool = False


CITATION_STYLES = ("apa", "ieee", "chicago", "mla", "nature", "acm", "harvard", "vancouver", "ama")
DRAGGED = ("bibtex", "ris", "markdown")  # formats of export

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
    *(
        Option(f"highlights.name_{colour}", name, f"What a highlight in {colour} stands for.")
        for colour, name in (
            ("yellow", "key idea"),
            ("green", "method"),
            ("blue", "result"),
            ("pink", "question"),
            ("orange", "to cite"),
        )
    ),
    Option(
        "export.citation_key",
        "{auth}{year}{veryshorttitle}",
        "How citation keys are made. Fields: auth, authors, year, yy, month, title, shorttitle, veryshorttitle, key.",
    ),
    Option(
        "export.file_name",
        "{title}",
        "How files of single papers are called. Fields: title, citekey, key, year, author.",
    ),
    Option("notes_folder.path", "", "The folder of a vault where notes are kept up to date; empty for none."),
    Option(
        "notes_folder.format",
        "obsidian",
        "For which program the notes folder is written.",
        choices=("obsidian", "logseq", "markdown"),
    ),
    Option("notes_folder.per", "paper", "Whether each file is of a paper or of a day.", choices=("paper", "day")),
    Option("citing.style", "apa", "The style of citations that are copied.", choices=CITATION_STYLES),
    Option("dragging.format", "bibtex", "As what papers leave the list when they are dragged.", choices=DRAGGED),
    Option("zotero.base_url", "http://127.0.0.1:23119", "Where Zotero listens on this machine.", address=True),
    Option("digest.frequency", "off", "How often a digest is mailed.", choices=("off", "daily", "weekly")),
    Option(
        "digest.weekday",
        "monday",
        "The day of a weekly digest.",
        choices=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ),
    Option(
        "digest.time",
        "07:30",
        "The time of a digest; before noon it tells of the day before, from noon on of the day itself.",
    ),
    Option("digest.length", 10, "How many papers a section of a digest has at most.", minimum=1, maximum=50),
    *(
        Option(f"digest.{name}", "on", f"Whether a digest tells {what}.", choices=("on", "off"))
        for name, what in (
            ("trending", "what is trending"),
            ("rising", "which older papers still rise"),
            ("searches", "what your saved searches and watch words find"),
            ("highlights", "what you marked"),
        )
    ),
    Option("mail.to", "", "To whom digests are mailed; several addresses are parted by commas."),
    Option("mail.from", "", "The sender's address; empty for the first of those they go to."),
    Option("mail.server", "", "The SMTP server that mail is handed to."),
    Option("mail.port", 587, "The port of the SMTP server.", minimum=1, maximum=65_535),
    Option(
        "mail.security",
        "starttls",
        "How the way to the server is kept secret; none only for one on this machine.",
        choices=("starttls", "tls", "none"),
    ),
    Option("mail.user", "", "The name to log in with; empty for no login. The password is in the system's keyring."),
    Option(
        "fetching.automatic",
        "on",
        "Whether the open window fetches by itself; off: only when it is asked to.",
        choices=("on", "off"),
    ),
    Option(
        "notifications.new_papers",
        "on",
        "Whether the desktop tells of papers that came while PaperDesk is not in front.",
        choices=("on", "off"),
    ),
    Option(
        "notifications.quiet_from",
        "22:00",
        "From when on the desktop is not told; empty: no quiet hours.",
        choices=_HOURS,
    ),
    Option("notifications.quiet_until", "07:00", "Until when the desktop is not told.", choices=_HOURS),
    Option(
        "notifications.tray",
        "off",
        "Whether the number of unread papers stands in the system's tray, where there is one.",
        choices=("on", "off"),
    ),
    Option(
        "sources.huggingface.base_url", "https://huggingface.co", "Where the daily papers are asked for.", address=True
    ),
    Option("sources.arxiv.base_url", "https://export.arxiv.org", "Where arXiv's API is asked.", address=True),
    Option("sources.arxiv.rss_url", "https://rss.arxiv.org", "Where arXiv's daily feeds are.", address=True),
    Option("sources.doi.base_url", "https://doi.org", "Where it is asked what a DOI names.", address=True),
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
            save(self._path, {name: value})


def load(path: Path) -> tuple[Settings, list[str]]:
    """Read the settings file; return the settings, and one line for every entry that could not be used.

    The file is left alone; settings of a file that is not TOML are not written back to it. One that is not
    there gives the defaults.
    """
    try:
        text = _read(path)
        import tomllib  # most starts find no file

        data = tomllib.loads(text)
    except FileNotFoundError:
        return Settings(path=path), []
    except (OSError, ValueError, RecursionError) as error:
        why = error.strerror if isinstance(error, OSError) else _line(error)
        return Settings(), [f"{_line(path)}: {why}; the defaults are used and the file is left alone"]
    values, warnings = {}, []
    for name, value in _entries(data):
        why = _refusal(name, value)
        if why:
            warnings.append(f"{_line(path)}: {_line(name, _SHOWN)}: {why}")
        else:
            values[name] = value
    return Settings(values, path), warnings


def save(path: Path, changes: Mapping[str, str | int | float]) -> None:
    """Write `changes`, values by dotted name, into the settings file; comments and all else in it stay.

    The file is replaced as a whole or not at all; where it is a link, what it leads to is. Raises `OSError`
    where it cannot be written, and where what is in it is not TOML or has a value in a table's place.
    """
    import tomlkit  # loaded where it is needed: it would slow every start
    from tomlkit.exceptions import TOMLKitError

    path = Path(os.path.realpath(path))
    try:
        document = tomlkit.parse(_read(path)) if path.exists() else tomlkit.document()
        for name, value in changes.items():
            *parents, key = name.split(".")
            table: Any = document
            for parent in parents:
                table = table.setdefault(parent, tomlkit.table())
            table[key] = value
        text = tomlkit.dumps(document)
    except (TOMLKitError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise OSError(errno.EINVAL, "the settings file is broken; mend it first", str(path)) from error
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, text)


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")  # as bytes: line ends stay what they are


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-")
    partial = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        if path.exists():
            partial.chmod(path.stat().st_mode & 0o777)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _entries(table: Mapping[str, Any], place: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    # Not the joined text decides what is a table: a quoted key may have dots in it and is no option of ours.
    for key, value in table.items():
        name = ".".join((*place, key if "." not in key else f'"{key}"'))
        if isinstance(value, dict) and any(known.startswith(name + ".") for known in _BY_NAME):
            yield from _entries(value, (*place, key))
        else:
            yield name, value


def _refusal(name: str, value: Any) -> str:
    option = _BY_NAME.get(name)
    if option is None:
        return "there is no such option; it is passed over"
    shown = _line(repr(value), _SHOWN)
    wanted = (int, float) if isinstance(option.default, float) else type(option.default)
    if not isinstance(value, wanted) or isinstance(value, bool):
        return f"{shown} is of the wrong type; the default {option.default!r} is used"
    if option.choices and value not in option.choices:
        return f"{shown} is none of {', '.join(option.choices)}; the default {option.default!r} is used"
    low = -math.inf if option.minimum is None else option.minimum
    high = math.inf if option.maximum is None else option.maximum
    if isinstance(value, (int, float)) and not low <= value <= high:
        return f"{shown} is not between {low:g} and {high:g}; the default {option.default!r} is used"
    if option.address and not _is_address(str(value)):
        return f"{shown} is no http(s) address; the default {option.default!r} is used"
    return ""


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and text.isprintable() and " " not in text
    except ValueError:  # brackets that hold no IPv6 address
        return False


def _line(value: object, limit: int = 300) -> str:
    text = " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
