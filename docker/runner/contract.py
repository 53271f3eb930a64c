"""The job and the events: the Python twin of src/contract. Tests compare both with test/contract/events.ndjson and job.hex.

The job arrives on stdin as a magic line and frames (kind, length in four big-endian bytes, payload). Anything before the magic
line is discarded, because some engines leak the attach options into stdin. The exception is a ping line there: it is answered by
another `ready` with the current facts. Events leave as one JSON object per line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from runner.persons import Debug, Interactive

PROTOCOL = 5
MAGIC = f"CODEALONG-JOB {PROTOCOL}\n".encode()
PING = f"CODEALONG-PING {PROTOCOL}\n".encode()
HEADER, PROGRAM, SUITE, END = b"J", b"P", b"S", b"E"

#: The run's own limit ends this many seconds before the host's limit.
INSIDE_MARGIN_SECONDS = 0.5

#: Bytes: program output that is kept, output after which the program is killed, and the longest frame of a job.
OUTPUT_KEPT_BYTES = 1024 * 1024
OUTPUT_DRAINED_BYTES = 16 * 1024 * 1024
FRAME_MAX_BYTES = 16 * 1024 * 1024

#: More than any program of a course needs. The kernel has some thousands for all containers.
TERMINALS_MAX = 32

#: The descriptor for a program's thread stacks, and the signal that asks for them. High, so that no program meets either by chance.
STACK_FD, STACK_SIGNAL = 1000, 61
#: The descriptor on which an interpreter that was started ahead waits until its program is wanted (stub.py).
GO_FD = 1001
#: The descriptor of the memory in which a traced program marks its lines (tracer.py), and that of a program's debugger (debuggee.py).
TRACE_FD, DEBUG_FD = 1002, 1003
#: Where the debugger lies, if the image has one.
DEBUGGER = "/opt/codealong/debugger"

#: The tmpfs folders: the program's, the grader's own, the launcher's meeting place, and programs of the suite for the learner's program.
WORK = "/work"
GRADER = "/grader"
MEETING = "/run/codealong/meeting"
TOOLS = "/tools"
PYTHON = "/opt/codealong/python"
#: The program's user of an image that is started by hand. The host gives each sandbox numbers of its own.
IMAGE_PROGRAM_UID = 64000

#: Characters of a bad path that are reported.
PATH_SHOWN = 300


class BadJob(Exception):
    """The data on stdin is not a valid job. `why` is a code of BAD_JOBS in src/results/texts, `args` are its args."""

    def __init__(self, why: str, **args: str | int) -> None:
        super().__init__(why)
        self.args_of_done: dict[str, str | int] = {"why": why, **args}


@dataclass(frozen=True)
class Entry:
    kind: str
    path: str
    module: str | None


@dataclass(frozen=True)
class Limits:
    timeout_seconds: float
    memory_mb: float
    pids: int
    cpus: float


@dataclass(frozen=True)
class Job:
    id: str
    seed: int
    runtime: str  # what the program is run with; see runner/languages
    entry: Entry
    limits: Limits
    tests: tuple[str, ...]
    program: dict[str, bytes] = field(default_factory=dict)
    suite: dict[str, bytes] = field(default_factory=dict)
    interactive: Interactive | None = None  # None for a job that runs tests
    debug: Debug | None = None  # None for a job that nobody debugs
    traced: str = ""  # "failing" or "all": what is run once more, traced, after the end record; "along": the lines of this run are marked


class JobReader:
    """Collects the bytes of stdin until the job is whole."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._begun = False
        self._header: dict[str, Any] | None = None
        self._files: dict[bytes, dict[str, bytes]] = {PROGRAM: {}, SUITE: {}}
        self.job: Job | None = None
        #: Number of pings that came before the job.
        self.pings = 0

    def feed(self, data: bytes) -> bool:
        """Takes more bytes. True once the job is complete. Raises BadJob."""
        self._buffer += data
        if not self._begun and not self._find_magic():
            return False
        for kind, payload in self._frames():
            self._take(kind, payload)
        return self.job is not None

    def _find_magic(self) -> bool:
        at = self._buffer.find(MAGIC)
        while 0 <= (ping := self._buffer.find(PING, 0, at if at >= 0 else None)):
            self.pings += 1
            del self._buffer[: ping + len(PING)]
            at = self._buffer.find(MAGIC)
        if at < 0:
            del self._buffer[: max(0, len(self._buffer) - len(PING))]
            return False
        del self._buffer[: at + len(MAGIC)]
        self._begun = True
        return True

    def _frames(self) -> Iterator[tuple[bytes, bytes]]:
        while self.job is None and len(self._buffer) >= 5:
            size = int.from_bytes(self._buffer[1:5], "big")
            if size > FRAME_MAX_BYTES:
                raise BadJob("frame-size", bytes=size)
            if len(self._buffer) < 5 + size:
                return
            kind, payload = bytes(self._buffer[:1]), bytes(self._buffer[5 : 5 + size])
            del self._buffer[: 5 + size]
            yield kind, payload

    def _take(self, kind: bytes, payload: bytes) -> None:
        if kind == HEADER:
            self._header = json.loads(payload)
        elif kind in self._files:
            size = int.from_bytes(payload[:2], "big")
            self._files[kind][safe_path(payload[2 : 2 + size].decode())] = payload[2 + size :]
        elif kind == END:
            self.job = self._finish()
        else:
            raise BadJob("frame-kind", kind=repr(kind))

    def _finish(self) -> Job:
        if self._header is None:
            raise BadJob("no-header")
        head = dict(self._header)
        return Job(
            id=str(head["id"]),
            seed=int(head["seed"]),
            runtime=str(head["runtime"]),
            entry=Entry(**head["entry"]),
            limits=Limits(**head["limits"]),
            tests=tuple(safe_path(folder) for folder in head["tests"]),
            program=self._files[PROGRAM],
            suite=self._files[SUITE],
            interactive=None if head.get("interactive") is None else Interactive(**head["interactive"]),
            traced=str(head.get("traced", "")),
            debug=None if head.get("debug") is None else Debug(**head["debug"]),
        )

    def rest(self) -> bytes:
        """What has come behind the job."""
        return bytes(self._buffer)


def safe_path(path: str) -> str:
    """Returns the path if it stays below its folder; raises BadJob otherwise."""
    parts = path.split("/")
    if not path or "\0" in path or any(part in ("", ".", "..") for part in parts):
        raise BadJob("bad-path", path=path[:PATH_SHOWN])
    return path


Event = dict[str, Any]


def place(file: str, line: int) -> dict[str, Any]:
    return {"file": file, "line": line}


def ready(python: str, pytest: str, facts: Mapping[str, Any]) -> Event:
    return {"event": "ready", "protocol": PROTOCOL, "python": python, "pytest": pytest, "facts": dict(facts)}


def collected(
    tests: list[dict[str, Any]], problem: dict[str, Any] | None, skipped: Sequence[dict[str, Any]] = ()
) -> Event:
    return {"event": "collected", "tests": tests, "problem": problem, "skipped": list(skipped)}


def skipped_file(file: str, line: int, reason: str) -> dict[str, Any]:
    return {"file": file, "line": line, "reason": reason}


def collected_test(id: str, name: str, file: str, line: int) -> dict[str, Any]:
    return {"id": id, "name": name, "file": file, "line": line}


def suite_problem(message: str, where: dict[str, Any] | None, traceback: str) -> dict[str, Any]:
    return {"message": message, "place": where, "traceback": traceback}


def started(test: str) -> Event:
    return {"event": "started", "test": test}


def output(test: str, stream: str, text: str, dropped: int = 0) -> Event:
    return {"event": "output", "test": test, "stream": stream, "text": text, "dropped": dropped}


def failure(
    code: str,
    args: Mapping[str, Any] | None = None,
    *,
    message: str | None = None,
    expected: str | None = None,
    actual: str | None = None,
    request: str | None = None,
    advice: str | None = None,
    traceback: str | None = None,
    where: dict[str, Any] | None = None,
) -> dict[str, Any]:
    return {
        "code": code,
        "args": dict(args or {}),
        "message": message,
        "expected": expected,
        "actual": actual,
        "request": request,
        "advice": advice,
        "traceback": traceback,
        "place": where,
    }


def stack_frame(file: str, line: int, name: str, source: str) -> dict[str, Any]:
    return {"file": file, "line": line, "name": name, "source": source}


def thread(busy: bool, frames: list[dict[str, Any]]) -> dict[str, Any]:
    return {"busy": busy, "frames": frames}


def program_end(
    exit_code: int | None, signal: int | None, asked: bool, stderr: str, threads: list[dict[str, Any]]
) -> dict[str, Any]:
    return {"exit_code": exit_code, "signal": signal, "asked": asked, "stderr": stderr, "threads": threads}


def part(name: str, outcome: str, duration_ms: float, failed: dict[str, Any] | None) -> dict[str, Any]:
    return {"name": name, "outcome": outcome, "duration_ms": duration_ms, "failure": failed}


def finished(
    test: str,
    outcome: str,
    duration_ms: float,
    failed: dict[str, Any] | None,
    programs: list[dict[str, Any]],
    transcript: str,
    parts: Sequence[dict[str, Any]] = (),
) -> Event:
    return {
        "event": "finished",
        "test": test,
        "outcome": outcome,
        "duration_ms": duration_ms,
        "failure": failed,
        "programs": programs,
        "transcript": transcript,
        "parts": list(parts),
    }


def gave_up(test: str, failed: dict[str, Any], programs: list[dict[str, Any]]) -> Event:
    """The test has failed, and waits with its programs until it is told to go on. Only in a debugged run."""
    return {"event": "gave-up", "test": test, "failure": failed, "programs": programs}


def extended(kept_waiting_ms: float) -> Event:
    return {"event": "extended", "kept_waiting_ms": kept_waiting_ms}


def metrics(**figures: float) -> Event:
    return {"event": "metrics", **figures}


def done(ending: str, finished: int, args: Mapping[str, Any] | None = None) -> Event:
    return {"event": "done", "ending": ending, "finished": finished, "args": dict(args or {})}


def encode(event: Event) -> bytes:
    """One line. Lone surrogates are written as JSON escapes."""
    return json.dumps(event, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
