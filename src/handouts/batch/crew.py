"""Who presses: this process, or several beside it.

In: chunks of rows. Out: what became of each chunk, in the order of the chunks. Never true afterwards: that a chunk is
missing because a worker died, that more than a few chunks wait, or that workers live on when the batch is gone.

The batch knows only `concurrent.futures.Executor`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from itertools import chain
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final, TypeVar

from handouts.batch.pressing import open_presser, press_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from handouts.batch.pressing import Pressed, Setup, Task

C = TypeVar("C")
WAITING: Final = 4  # chunks a worker, so that none is idle and few are lost
NEW_CREWS: Final = 3  # after that many crews died, it is no accident


class CrewLost(RuntimeError):  # noqa: N818 - it says what happened
    """Workers die again and again, or the cluster is gone: most likely there is too little memory."""


class Inline(Executor):
    """An executor of this very process: for small rosters, `--jobs 1`, and tests."""

    def submit(self, work: Callable[..., C], /, *args: Any, **more: Any) -> Future[C]:
        future: Future[C] = Future()
        try:
            future.set_result(work(*args, **more))
        except Exception as error:  # noqa: BLE001 - it belongs to the future
            future.set_exception(error)
        return future


def open_crew(setup: Setup, jobs: int) -> Executor:
    """Return an executor of so many processes; one is this process itself."""
    if jobs <= 1:
        return Inline()
    return ProcessPoolExecutor(jobs, mp_context=_context(setup), initializer=_begin)


def _context(setup: Setup) -> Any:
    """Return how processes are begun: forked, they share the plates that this one has made."""
    if not _may_fork():
        return multiprocessing.get_context("spawn")
    open_presser(setup)
    return multiprocessing.get_context("fork")


def _may_fork() -> bool:
    """Tell whether this process has one thread only.

    **Why**: a fork copies the locks that other threads hold, and nobody lets go of them in the copy. A thread may be
    another library's, such as a Java machine's, which Python does not count.
    """
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - no paths are wanted
    except OSError:  # not Linux: elsewhere forking is not safe at all
        return False


def _begin() -> None:
    """Make a worker leave Ctrl-C to the batch, and go when the batch is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def press_all(
    setup: Setup, chunks: Iterable[list[Task]], open_executor: Callable[[], Executor], jobs: int
) -> Iterator[tuple[list[Task], Pressed]]:
    """Yield every chunk with what became of it, in order; a lost worker's chunks are pressed again.

    Pressing a chunk twice gives the same files. Closing the iterator waits for the chunks that are being pressed.
    """
    todo = iter(chunks)
    first = next(todo, None)
    if first is None:
        return
    todo = chain((first,), todo)
    executor = open_executor()
    waiting: deque[tuple[list[Task], Future[Pressed]]] = deque()
    ahead = WAITING * jobs if jobs > 1 else 1
    crews = 1
    try:
        while True:
            while len(waiting) < ahead and (chunk := next(todo, None)) is not None:
                waiting.append((chunk, _submit(executor, setup, chunk)))
            if not waiting:
                return
            try:
                pressed = waiting[0][1].result()
            except BrokenExecutor:
                crews += 1
                if crews > NEW_CREWS:
                    raise CrewLost from None
                executor.shutdown(wait=False)
                executor = open_executor()
                waiting = deque([(chunk, _submit(executor, setup, chunk)) for chunk, _ in waiting])
                continue
            yield waiting.popleft()[0], pressed
    except KeyboardInterrupt:
        executor.shutdown(wait=True, cancel_futures=True)
        while waiting and not waiting[0][1].cancelled() and waiting[0][1].exception() is None:
            chunk, future = waiting.popleft()
            yield chunk, future.result()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _submit(executor: Executor, setup: Setup, chunk: list[Task]) -> Future[Pressed]:
    """Submit a chunk; an executor that broke meanwhile says so through the future, as it does later."""
    try:
        return executor.submit(press_rows, setup, chunk)
    except BrokenExecutor as error:
        broken: Future[Pressed] = Future()
        broken.set_exception(error)
        return broken
