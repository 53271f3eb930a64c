"""stdin: it brings the job, and it shows that our owner still lives.

A thread watches it from the first line on, also while pytest is imported and while tests run. When stdin ends, the whole
container ends, so nothing is left behind if the editor is killed.
"""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Callable

from runner import contract
from runner.frames import BadFrame, Frame, FrameReader


class Inbox:
    def __init__(self, unclaimed_seconds: float) -> None:
        self._reader = contract.JobReader()
        self._whole = threading.Event()
        self._problem: contract.BadJob | None = None
        self._answered = 0
        self._on_frame: Callable[[Frame | None], None] = lambda frame: None
        self._listening = threading.Event()
        self._frames = FrameReader()
        #: Called for each ping that arrives before the job.
        self.on_ping: Callable[[], None] = lambda: None
        self._expires = time.monotonic() + unclaimed_seconds
        threading.Thread(target=self._watch, name="inbox", daemon=True).start()

    def wait(self) -> contract.Job:
        """Returns the job. Raises BadJob. If no job comes in time, the process has ended by then."""
        self._whole.wait()
        if self._problem is not None or self._reader.job is None:
            raise self._problem or contract.BadJob("no-job")
        return self._reader.job

    def _watch(self) -> None:
        while not self._whole.is_set():
            left = self._expires - time.monotonic()
            if left <= 0 or (select.select([0], [], [], left)[0] and not self._read()):
                os._exit(0)
        self._hear(self._reader.rest())
        while data := os.read(0, 65536):
            self._hear(data)
        os._exit(0)

    def _hear(self, data: bytes) -> None:
        job = self._reader.job
        if job is None or (job.interactive is None and job.debug is None):
            return
        self._listening.wait()
        try:
            for frame in self._frames.feed(data):
                self._on_frame(frame)
        except BadFrame:
            self._on_frame(None)

    def listen(self, on_frame: Callable[[Frame | None], None]) -> None:
        """Hands on every frame behind an interactive or a debugged job from now, in a thread of its own; None for what is no frame."""
        self._on_frame = on_frame
        self._listening.set()

    def _read(self) -> bool:
        data = os.read(0, 65536)
        try:
            if self._reader.feed(data):
                self._whole.set()
        except contract.BadJob as error:
            self._problem = error
            self._whole.set()
        except Exception as error:  # any error in it means that it is not a job
            self._problem = contract.BadJob(f"{type(error).__name__}: {error}"[:500])
            self._whole.set()
        while self._answered < self._reader.pings:
            self._answered += 1
            self.on_ping()
        return bool(data)
