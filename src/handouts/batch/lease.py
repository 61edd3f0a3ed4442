"""One batch at a time in a place that has no locks of its own: a small file that says who is there, renewed as it goes.

In: a place with a put that fails where a file is. Out: entered, or a problem. Never true afterwards: that two batches
both believe that they hold it for longer than a few seconds, or that a killed batch keeps others out for good.

**Limit**: a batch that was silent for 20 seconds (a laptop that slept, a network that was gone) loses its place to
one that waits for it. It notices at its next sign of life, and stops.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Self

from handouts.output.manifest import FOLDER
from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from handouts.batch.bucket import Bucket

NAME: Final = f"{FOLDER}/batch.lock"
RENEWED_S: Final = 4.0
GONE_S: Final = 20.0  # without a sign of life: whoever held it is dead
_LOOK_S: Final = 0.5


class Lease:
    """Held while entered; `lost` when another batch has taken it over."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._token = os.urandom(8).hex().encode()
        self._signs = 0
        self._done = threading.Event()
        self._thread: threading.Thread | None = None
        self.lost = False

    def __enter__(self) -> Self:
        self._take()
        self._thread = threading.Thread(target=self._renew, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        if self._thread is not None:
            self._thread.join()
        if self._is_mine():
            with suppress(ProblemsFound):  # the place is gone: whoever comes next sees no sign of life
                self._bucket.remove(NAME)

    def _sign(self) -> bytes:
        self._signs += 1
        return b"%b %d" % (self._token, self._signs)

    def _take(self) -> None:
        """Get the lease, or see for how long its holder gives no sign of life; raises ProblemsFound."""
        seen, since = None, time.monotonic()
        while not self._bucket.put_new(NAME, (self._sign(),)):
            found = self._bucket.get(NAME)
            if found is not None and found != seen:
                if seen is not None:
                    self._refuse()
                seen, since = found, time.monotonic()
            elif found is not None and time.monotonic() - since > GONE_S:
                self._take_over()
                return
            time.sleep(_LOOK_S)

    def _take_over(self) -> None:
        """Take the place of a dead holder; of two that try it, the one that wrote last has it."""
        self._bucket.put(NAME, (self._sign(),))
        time.sleep(2 * _LOOK_S)
        if not self._is_mine():
            self._refuse()

    def _refuse(self) -> None:
        what, fix = "another batch is writing into this place", "wait until it is done, or write elsewhere with --out"
        raise ProblemsFound([Problem("batch-locked", what, fix, Where(self._bucket.shown))])

    def _is_mine(self) -> bool:
        try:
            return (self._bucket.get(NAME) or b"").startswith(self._token)
        except ProblemsFound:
            return False

    def _renew(self) -> None:
        while not self._done.wait(RENEWED_S):
            try:
                found = self._bucket.get(NAME)
                if found is not None and not found.startswith(self._token):
                    self.lost = True
                    return
                self._bucket.put(NAME, (self._sign(),))
            except ProblemsFound:  # a moment without network: whoever waits gives it some seconds
                continue
