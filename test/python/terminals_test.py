"""docker/runner/screen.py and interactive.py: what a person's terminals say, hear and become."""

import base64
import os
import pty
import signal
import unittest
from typing import Any

import place  # noqa: F401

from runner import contract, frames
from runner.interactive import Interactive
from runner.screen import READ_BYTES, Screen

PID = 700


class Pipes(unittest.TestCase):
    """A screen whose process talks by pipes; the test holds the process's ends."""

    def setUp(self) -> None:
        self.screen = Screen(0, False, 80, 24)
        stdin, self.stdin = os.pipe()
        stdout, self.stdout = os.pipe()
        stderr, self.stderr = os.pipe()
        self.screen.attach(PID, [self.stdin, stdout, stderr])
        self.theirs = [stdin, self.stdout, self.stderr]

    def tearDown(self) -> None:
        self.screen.close()
        for fd in self.theirs:
            os.close(fd)

    def read(self, said: dict[str, bytes]) -> int:
        """One turn of the loop. Returns how many bytes were read."""
        before = sum(map(len, said.values()))
        for fd in self.screen.readable(0.0):
            event = self.screen.read(fd, 0.0)
            if event is not None:
                said[event["stream"]] += base64.b64decode(event["data"])
        return sum(map(len, said.values())) - before

    def test_bring_every_byte_when_the_reader_is_slow(self) -> None:
        wanted = {"stdout": os.urandom(100_000), "stderr": os.urandom(100_000)}
        left = {self.stdout: wanted["stdout"], self.stderr: wanted["stderr"]}
        said = {"stdout": b"", "stderr": b""}
        for fd in left:
            os.set_blocking(fd, False)
        for _ in range(1000):
            for fd, data in left.items():
                try:
                    left[fd] = data[os.write(fd, data) :] if data else data
                except BlockingIOError:
                    pass
            if self.read(said) == 0:
                self.screen.shown(READ_BYTES)
        self.assertEqual(said, wanted)

    def test_are_both_open_when_one_of_them_has_used_up_the_room(self) -> None:
        os.write(self.stdout, b"x" * 65536)
        os.write(self.stderr, b"!")
        said = {"stdout": b"", "stderr": b""}
        while self.read(said):
            pass
        self.screen.shown(frames.WINDOW_BYTES)
        while self.read(said):
            pass
        self.assertEqual(said, {"stdout": b"x" * 65536, "stderr": b"!"})
        self.assertEqual(len(self.screen.outputs), 2)

    def test_take_turns(self) -> None:
        said = {"stdout": b"", "stderr": b""}
        os.write(self.stderr, b"help")
        self.screen.shown(READ_BYTES - frames.WINDOW_BYTES)  # room for one read
        for _ in range(3):
            os.write(self.stdout, b"y" * READ_BYTES)
            self.read(said)
            self.screen.shown(READ_BYTES)
        self.assertEqual(said["stderr"], b"help")


class Launcher:
    """Answers what the test says."""

    def __init__(self) -> None:
        self.posted: list[str] = []
        self.answers: dict[int, tuple[dict[str, Any], list[int]]] = {}

    def post(self, op: str, fds: tuple[int, ...] = (), **_: Any) -> int:
        self.posted.append(op)
        return len(self.posted)

    def take(self, number: int) -> tuple[dict[str, Any], list[int]] | None:
        return self.answers.pop(number, None)


class Outbox:
    def __init__(self) -> None:
        self.sent: list[contract.Event] = []

    def send(self, event: contract.Event) -> None:
        self.sent.append(event)


class Jobs(unittest.TestCase):
    """The job with its program; clients are opened in it."""

    def setUp(self) -> None:
        self.launcher, self.outbox = Launcher(), Outbox()
        entry: Any = {"kind": "file", "path": "main.py", "module": None}
        job: Any = type("Job", (), {"runtime": "python3", "entry": entry})()
        wanted: Any = type("Wanted", (), {"tty": False, "columns": 80, "rows": 24, "client": "client.py"})()
        parts: list[Any] = [job, wanted, self.launcher, self.outbox, None]
        self.job = Interactive(*parts)

    def frame(self, kind: bytes, terminal: int = 1) -> None:
        self.job._frames.put(frames.Frame(kind, terminal, columns=80, rows=24))
        self.job._take_frames()

    def answer(self, number: int, pid: int | None = None) -> list[int]:
        """The launcher's answer to an order to start something. Returns the process's ends."""
        pairs = [] if pid is None else [os.pipe() for _ in range(4)]
        said = {"re": number, "errno": 11} if pid is None else {"re": number, "pid": pid}
        self.launcher.answers[number] = (said, [read for read, _ in pairs])
        self.job._take_answers()
        return [write for _, write in pairs]

    def left(self) -> list[tuple[Any, ...]]:
        return [(event["exit_code"], event["signal"]) for event in self.outbox.sent if event["event"] == "left"]

    def test_keep_the_number_of_a_client_when_the_one_before_could_not_be_started(self) -> None:
        self.frame(frames.OPEN)
        self.frame(frames.CLOSE)
        self.frame(frames.OPEN)
        ends = self.answer(2, PID)
        self.answer(1)
        self.assertEqual(self.left(), [(None, 9)])
        self.assertEqual(self.job._screens[1].pid, PID)
        for fd in ends:
            os.close(fd)

    def test_tell_that_a_client_could_not_be_started(self) -> None:
        self.frame(frames.OPEN)
        self.answer(1)
        self.assertEqual(self.left(), [(None, None)])

    def swept(self, ended: dict[str, int]) -> list[tuple[Any, ...]]:
        """How a client left that ended while the launcher swept after the program."""
        self.frame(frames.OPEN)
        for fd in self.answer(1, PID):
            os.close(fd)
        self.job._sweep()
        self.launcher.answers[2] = ({"re": 2, "ended": ended}, [])
        self.job._take_answers()
        screen = self.job._screens[1]
        for fd in screen.readable(0.0):  # to the end
            screen.read(fd, 0.0)
        self.job._let_go(0.0)
        return self.left()

    def test_tell_the_exit_code_of_a_client_that_ends_during_the_sweep(self) -> None:
        self.assertEqual(self.swept({str(PID): 3, "x": 1, "²": 2}), [(3, None)])

    def test_hang_up_the_program_when_its_terminal_goes_away(self) -> None:
        child, terminal = pty.fork()
        if child == 0:
            os.execv("/bin/sh", ["sh", "-c", "echo up; exec sleep 20"])
        self.assertEqual(os.read(terminal, 2), b"up")
        program = self.job._screens[0] = Screen(0, True, 80, 24)
        program.attach(child, [terminal])
        self.frame(frames.CLOSE, 0)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), -signal.SIGHUP)
        self.assertEqual((self.left(), self.launcher.posted), ([], []))

    def test_do_not_tell_of_a_client_that_the_sweep_itself_has_ended(self) -> None:
        self.assertEqual(self.swept({str(PID): -9}), [])


if __name__ == "__main__":
    unittest.main()
