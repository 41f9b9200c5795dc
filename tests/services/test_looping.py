# SPDX-License-Identifier: MIT
"""Work in a loop ends when it is told to, also where something blocks that cannot be stopped."""

import asyncio
import threading

import pytest

from paperdesk.services.looping import run, run_until


def test_it_returns_what_the_work_returns_and_raises_what_it_raises() -> None:
    async def work() -> int:
        return await asyncio.to_thread(lambda: 7)

    async def fails() -> None:
        await asyncio.to_thread(lambda: 1 / 0)

    assert run_until(work, lambda: False) == 7
    with pytest.raises(ZeroDivisionError):
        run_until(fails, lambda: False)


def test_it_ends_where_it_is_told_to() -> None:
    async def for_ever() -> None:
        await asyncio.Event().wait()

    assert run_until(for_ever, lambda: True) is None


def test_nobody_waits_for_what_blocks() -> None:
    """As a look-up of a name does, which no one can stop."""
    release, begun = threading.Event(), threading.Event()

    def block() -> None:
        begun.set()
        release.wait(60)

    async def work() -> None:
        await asyncio.to_thread(block)

    assert run_until(work, begun.is_set) is None
    assert not release.is_set()
    release.set()


def test_it_runs_in_a_thread_of_its_own_too() -> None:
    async def name() -> str:
        return threading.current_thread().name

    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(run(name())), name="other")
    thread.start()
    thread.join()
    assert found == ["other"]
