"""A batch on other machines: Dask's own executor (`Client.get_executor`). Needs the extra `dask`.

In: a scheduler's address. Out: a `concurrent.futures.Executor`. Never true afterwards: that a chunk whose worker died
is lost, that an exception of the cluster is taken for one of a row's, or that a worker's log has a client's words.

A worker needs this version of handouts with the same fonts, and the same workspace at the same path. A task may run
twice where its worker died; pressing a chunk twice gives the same files.
"""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Executor, Future, InvalidStateError, wait
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from collections.abc import Callable

C = TypeVar("C")
LOOKS_S: Final = 1.0  # between two looks whether the cluster is still there
ANSWERS_S: Final = 20.0  # how long a scheduler, and its first worker, are waited for


class Cluster(Executor):
    """Dask's executor, which knows neither `cancel_futures` nor Python's word for workers that are gone."""

    def __init__(self, scheduler: str) -> None:
        """Connect to the scheduler; raises ProblemsFound where none answers, or none works for it."""
        self._shown = scheduler
        self._client = _connect(scheduler)
        self._pool = self._client.get_executor(pure=False)  # it writes files: what ran once has to run again if asked
        self.size = max(1, sum(self._client.nthreads().values()))

    def submit(self, work: Callable[..., C], /, *args: Any, **more: Any) -> Future[C]:
        given: Future[C] = _Given(self._client)
        try:
            inner: Future[C] = self._pool.submit(work, *args, **more)
        except RuntimeError as error:  # the connection is gone
            given.set_exception(_broken(error))
            return given
        inner.add_done_callback(lambda done: self._pass_on(done, given))
        return given

    def _pass_on(self, done: Future[C], given: Future[C]) -> None:
        """Give what became of a task to whoever waits for it, in words that the batch knows."""
        if done.cancelled():
            given.set_exception(BrokenExecutor("the cluster gave this task up"))
            return
        error = done.exception()
        if error is None:
            given.set_result(done.result())
        elif (
            type(error).__module__.partition(".")[0] == "distributed"
        ):  # KilledWorker, and what a lost scheduler raises
            given.set_exception(_broken(error))
        else:
            given.set_exception(ProblemsFound([_unable(error, self._shown)]))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster; what its workers are pressing now they press to the end."""
        with suppress(Exception):  # the cluster may be gone, and says so in many ways
            self._pool.shutdown(wait=wait and not cancel_futures)
        with suppress(Exception):
            self._client.close()


class _Given(Future[C]):
    """A future that does not wait for ever.

    **Why**: where the scheduler is lost, Dask's executor forgets to say so to some of its futures (2026.8).
    """

    def __init__(self, client: Any) -> None:
        super().__init__()
        self._client = client

    def result(self, timeout: float | None = None) -> C:
        self._await(timeout)
        return super().result(0)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        self._await(timeout)
        return super().exception(0)

    def _await(self, timeout: float | None) -> None:
        """Wait until it is done, or until nobody is left to do it."""
        while not wait([self], timeout or LOOKS_S).done and timeout is None:
            if self._client.status == "closed":
                with suppress(InvalidStateError):  # it was done at this very moment
                    self.set_exception(BrokenExecutor("the connection is closed"))


def _connect(scheduler: str) -> Any:
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError:
        what = "a cluster needs an extra"
        raise ProblemsFound([Problem("needs-dask", what, 'pip install "handouts[dask]"')]) from None
    try:
        client = Client(scheduler, timeout=ANSWERS_S, set_as_default=False)
    except (OSError, ValueError, TypeError):
        what, fix = "no scheduler answers here", "dask scheduler starts one, and prints its address: tcp://host:8786"
        raise ProblemsFound([Problem("cluster-away", what, fix, Where(scheduler))]) from None
    try:
        client.wait_for_workers(1, timeout=ANSWERS_S)
    except (OSError, TimeoutError):
        client.close()
        what, fix = "this scheduler has no workers", f"dask worker --nthreads 1 {scheduler}"
        raise ProblemsFound([Problem("cluster-away", what, fix, Where(scheduler))]) from None
    return client


def _broken(error: BaseException) -> BrokenExecutor:
    return BrokenExecutor(type(error).__name__)


def _unable(error: BaseException, shown: str) -> Problem:
    """Return what is said where a worker could not begin; the exception's own words may be a client's."""
    what = f"a worker of the cluster could not do its part ({type(error).__name__})"
    fix = "install this version of handouts for each worker, with the same extras, and the workspace at the same path"
    return Problem("cluster-worker", what, fix, Where(shown))
