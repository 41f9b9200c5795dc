# SPDX-License-Identifier: MIT
"""Trouble of the world, told to the reader in one sentence. Anything else that is raised is a bug."""


class Trouble(Exception):
    """Something outside the program went wrong; `text` says what, and what to do, in one line."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class BadInput(Trouble):
    """A file or an item that cannot be read."""


class NothingThere(BadInput):
    """A file or an answer that is as it should be, with no papers in it."""


class UnknownPaper(Trouble):
    """No paper has the key that was asked for."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no paper has the key {key!r}")


class LibraryTrouble(Trouble):
    """The library folder or its database cannot be used as it is."""


class LibraryTooNew(LibraryTrouble):
    """The library was made by a newer PaperDesk."""


class SettingsTrouble(Trouble):
    """A settings file, or an entry in it, cannot be used; the default stands."""


class FetchTrouble(Trouble):
    """A source did not give what was asked of it."""


class Offline(FetchTrouble):
    """There is no network, or it does not lead there: a state rather than an error; it is tried again by itself."""


class Refused(FetchTrouble):
    """The answer is no (401, 403, 404, 410, 418 …), or following it would lead where it must not."""

    def __init__(self, text: str, status: int = 0) -> None:
        super().__init__(text)
        self.status = status


class Busy(FetchTrouble):
    """The server asks to come back later, in `wait` seconds where it says so, else 0."""

    def __init__(self, text: str, wait: float = 0.0) -> None:
        super().__init__(text)
        self.wait = wait


class BadAnswer(FetchTrouble):
    """An answer that is cut off, too large, too slow, or not what was asked for."""
