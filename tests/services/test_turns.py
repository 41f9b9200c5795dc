# SPDX-License-Identifier: MIT
"""What only one may do is waited for, and no longer than that."""

import threading

from paperdesk.library.library import Library
from paperdesk.services.turns import held


def test_what_is_free_is_had_and_what_is_not_is_given_up(library) -> None:
    with held(library, "x", 0) as first, Library(library.folder) as other, held(other, "x", 0) as second:
        assert (first, second) == (True, False)
    with held(library, "x", 0) as again:
        assert again


def test_what_becomes_free_in_time_is_had(library) -> None:
    inside, go = threading.Event(), threading.Event()

    def hold() -> None:
        with Library(library.folder) as other, held(other, "x", 0):
            inside.set()
            go.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    assert inside.wait(20)
    threading.Timer(0.2, go.set).start()
    with held(library, "x", 20) as free:
        assert free
    thread.join()
