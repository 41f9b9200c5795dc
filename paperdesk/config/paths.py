# SPDX-License-Identifier: MIT
"""Where PaperDesk finds its own files and keeps the reader's. No folder is made here."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
# platformdirs is loaded only where no override is set: it takes as long as opening the library.


def resource(*parts: str) -> Path:
    """Return the path of a file or folder that ships with PaperDesk.

    It is looked for in the installed package, then in the checkout. Raises `FileNotFoundError`.
    """
    for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"PaperDesk lacks its own file resources/{'/'.join(parts)}; install it again")


def library_dir(override: str | None = None) -> Path:
    """Return the library folder: `override`, else PAPERDESK_LIBRARY, else the user's data folder."""
    chosen = override or os.environ.get("PAPERDESK_LIBRARY")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_data_path("paperdesk", appauthor=False)


def settings_file() -> Path:
    """Return the settings file: PAPERDESK_CONFIG, else `settings.toml` in the user's configuration folder."""
    chosen = os.environ.get("PAPERDESK_CONFIG")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_config_path("paperdesk", appauthor=False) / "settings.toml"


def templates_dir() -> Path:
    """Return the folder of the reader's own templates, beside the settings file; it need not be there."""
    return settings_file().parent / "templates"


def log_file() -> Path:
    """Return the file that the loggers write to."""
    import platformdirs

    return platformdirs.user_log_path("paperdesk", appauthor=False) / "paperdesk.log"
