# SPDX-License-Identifier: MIT
"""Runs asyncio work on the present thread, so that it ends at once when it is told to, whatever it waits for."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
_LOOK_EVERY = 0.05  # seconds


class Daemons(ThreadPoolExecutor):
    """Runs each piece of blocking work in a daemon thread of its own, which nobody waits for at the end.

    What blocks in a loop of ours is the look-up of a name, which cannot be stopped and may take minutes, and reading a
    large feed; both may be left to themselves.
    """

    def submit(self, fn: Callable[..., Any], /, *arguments: Any, **named: Any) -> "Future[Any]":
        """Run `fn` in a thread of its own."""
        future: Future[Any] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = fn(*arguments, **named)
            except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits for it
                future.set_exception(error)
            else:
                future.set_result(result)

        threading.Thread(target=work, name="paperdesk-blocking", daemon=True).start()
        return future


def run_until(work: Callable[[], Coroutine[Any, Any, T]], cancelled: Callable[[], bool]) -> T | None:
    """Run `work` to its end and return what it returns; None where `cancelled` said to stop before."""

    async def watched() -> T | None:
        task = asyncio.ensure_future(work())
        while not task.done():
            if cancelled():
                task.cancel()
            await asyncio.wait([task], timeout=_LOOK_EVERY)
        return None if task.cancelled() else task.result()

    return run(watched())


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` in a loop of its own whose blocking threads nobody waits for."""
    with asyncio.Runner() as runner:
        runner.get_loop().set_default_executor(Daemons(1))
        return runner.run(work)
