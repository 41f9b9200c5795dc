# SPDX-License-Identifier: MIT
"""Which combinations of Python and PySide6 cannot be used."""


def refusal(python: tuple[int, ...], pyside: str) -> str | None:
    """Return why PaperDesk cannot run on these versions, or None where it can.

    `python` is like `sys.version_info[:3]`, `pyside` like `PySide6.__version__`.

    PySide6 6.12.0 takes a reference from None at every call that returns nothing; below Python 3.12, where
    None is counted, the process aborts after some thousand calls.
    """
    if pyside == "6.12.0" and python < (3, 12):
        return "PySide6 6.12.0 aborts on Python below 3.12; install another version: pip install 'PySide6_Essentials!=6.12.0'"
    return None
