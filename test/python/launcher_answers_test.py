"""docker/runner/link.py and backend.py: whatever comes from the launcher, an order ends: done, refused, or with a lost launcher."""

from __future__ import annotations

import json
import os
import random
import socket
import tempfile
import threading
import unittest
from collections.abc import Callable
from typing import Any

from hostile import mutated, scrambled, within

from codealong._backend import Kept
from runner import contract
from runner import link as link_module
from runner.backend import LauncherBackend
from runner.link import FDS_MAX, MESSAGE_MAX_BYTES, LauncherLost, Link
from runner.output import OutputLog
from runner.pump import Pump

GOOD: list[dict[str, Any]] = [
    {"re": 1, "pid": 12}, {"re": 1}, {"exit": 12, "code": -9}, {"re": 1, "error": "No such file or directory", "errno": 2},
    {"re": 1, "ended": {"12": 0, "13": -9}}, {"re": 1, "sent": True, "busy": False, "threads": [12, 13]}, {"re": 1, "gone": True},
    {"re": 1, "error": "it is not a regular file", "errno": None},
]  # fmt: skip
WORST = [
    b"[" * 65_000, b'{"re":' * 10_000, b'{"re":1,"errno":[]}', b'{"re":[]}', b'{"re":1.0}', b'{"re":true}', b'{"exit":1,"code":1e999}',
    b'{"re":1,"pid":-1}', b'{"re":1,"pid":0}', b'{"re":1,"pid":99999999999}', b'{"re":1,"error":{}}', b'{"re":1,"threads":[[]]}',
    b'{"re":1,"ended":{"1":"0"}}', b'{"re":1,"ended":[1]}', b'{"re":1,"colour":1}', b"1" * 5000, b"null", b"\0", b"{}", b"[]",
]  # fmt: skip
JOB = contract.Job("j", 1, "python3", contract.Entry("file", "main.py", None), contract.Limits(5, 128, 50, 1), ("t",))


def open_fds() -> int:
    return len(os.listdir("/proc/self/fd"))


class Messages(unittest.TestCase):
    """One link, one awaited order, one message."""

    def take(self, message: bytes, fds: int = 0) -> tuple[bool, dict[str, Any] | None]:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ours, theirs, open(os.devnull) as null:
            link, lost = Link(ours, os.getpid()), []
            link.on_lost = lambda: lost.append(True)
            number = link.post("look")
            socket.send_fds(theirs, [message], [null.fileno()] * fds)
            taken = link.receive()
            self.assertEqual(lost, [] if taken else [True])
            for fd in link._answers.get(number, ({}, []))[1]:
                os.close(fd)
            return taken, link.answered(number)

    def test_honest_messages_are_taken_as_they_are(self) -> None:
        for said in GOOD:
            taken, answer = self.take(json.dumps(said).encode(), fds=0 if "exit" in said else 2)
            self.assertTrue(taken, said)
            self.assertEqual(answer, None if "exit" in said else said)

    def test_any_other_message_means_that_the_launcher_is_lost(self) -> None:
        for message in WORST:
            self.assertEqual(self.take(message), (False, None), message[:50])

    def test_whatever_comes_is_taken_or_means_that_and_no_descriptor_stays_open(self) -> None:
        chance, before, results = random.Random(21), open_fds(), []
        with within(15.0, 60):
            for _ in range(5000):
                message = json.dumps(mutated(chance, chance.choice(GOOD))).encode()
                message = scrambled(chance, message) if chance.random() < 0.4 else message
                taken, answer = self.take(message[:MESSAGE_MAX_BYTES] or b"-", chance.randrange(FDS_MAX + 2))
                results.append(taken)
                for name, value in (answer or {}).items():
                    hash(repr((name, value)))
        self.assertEqual(open_fds(), before)
        self.assertGreater(min(results.count(True), results.count(False)), 100)


class Orders(unittest.TestCase):
    """All orders of a backend, answered by a launcher that lies."""

    ORDERS: tuple[Callable[[LauncherBackend], object], ...] = (
        lambda backend: backend.start((), tty=False, env={}),
        lambda backend: backend.start(("x",), tty=True, env={"A": "b"}),
        lambda backend: backend.start_caller(),
        lambda backend: backend.read_file("a", 1000),
        lambda backend: backend.write_file("a", b"data"),
        lambda backend: backend.make_folder("/tmp/a"),
        lambda backend: backend.mark(1),
        lambda backend: backend.hold(1),
        lambda backend: backend.sweep(),
        lambda backend: backend.sweep(Kept(files=True, test=True)),
    )

    def ordered(self, chance: random.Random, said: dict[str, Any], fds: int) -> str:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ours, theirs, tempfile.TemporaryFile() as file:
            link, log = Link(ours, os.getpid()), OutputLog(lambda event: None)
            pump = Pump(link, log)
            backend = LauncherBackend(link, pump, log, JOB)

            def lie() -> None:
                for fd in socket.recv_fds(theirs, MESSAGE_MAX_BYTES, 4)[1]:
                    os.close(fd)
                socket.send_fds(theirs, [json.dumps(said).encode()], [file.fileno()] * fds)
                link.receive()
                if not link._answers:
                    link._pid = 0  # the launcher is gone

            liar = threading.Thread(target=lie)
            liar.start()
            try:
                chance.choice(self.ORDERS)(backend)
                result = "done"
            except OSError:
                result = "refused"
            except LauncherLost:
                result = "lost"
            liar.join()
            for stream in pump._added:
                os.close(stream.fd)
            for handle in backend._started:
                for fd in {handle.stdin, handle.asks} - {None}:
                    os.close(fd)  # type: ignore[arg-type]
            pump._selector.close()
            for fd in (pump._wake_read, pump._wake_write):
                os.close(fd)
            return result

    def setUp(self) -> None:
        self.addCleanup(setattr, link_module, "PATIENCE_SECONDS", link_module.PATIENCE_SECONDS)
        link_module.PATIENCE_SECONDS = 0.01

    def test_every_order_is_done_or_refused_or_the_launcher_is_lost(self) -> None:
        chance, before, results = random.Random(22), open_fds(), []
        for _ in range(300):
            said = chance.choice(GOOD)
            if chance.random() < 0.7:
                said = {**said, chance.choice(list(said)): mutated(chance, said)} if chance.random() < 0.3 else said | chance.choice(GOOD)
            results.append(self.ordered(chance, said, chance.randrange(7)))
        self.assertEqual(open_fds(), before)
        for result in ("done", "refused", "lost"):
            self.assertGreater(results.count(result), 5, results)


if __name__ == "__main__":
    unittest.main()
