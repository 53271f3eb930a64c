import socket
import threading
import time
import unittest
from collections.abc import Callable
from unittest import mock

import place  # noqa: F401
from codealong import _clock, _state
from codealong._clock import Clock
from codealong._datagrams import DatagramClient
from codealong._deadline import Deadline, clocked


class Clocks(unittest.TestCase):
    def setUp(self) -> None:
        self.clock = Clock(60.0)
        _clock.install(self.clock)
        self.addCleanup(_clock.install, None)

    def test_it_is_the_kernels_without_a_debugger(self) -> None:
        _clock.install(None)
        self.assertLess(abs(_clock.now() - time.monotonic()), 0.05)
        self.assertFalse(_clock.stands())

    def test_it_stands_while_anybody_holds_it(self) -> None:
        self.clock.hold("a")
        self.clock.hold("b")
        self.clock.let_go("a")
        before = _clock.now()
        time.sleep(0.05)
        self.assertLess(_clock.now() - before, 0.01)
        self.clock.let_go("b")
        self.clock.let_go("b")
        time.sleep(0.05)
        self.assertGreater(_clock.now() - before, 0.04)
        self.assertGreater(self.clock.stood(), 0.04)

    def test_it_goes_on_after_all_the_time_for_which_it_may_stand(self) -> None:
        _clock.install(clock := Clock(0.05))
        clock.hold("a")
        time.sleep(0.1)
        self.assertFalse(clock.stands())
        self.assertEqual(clock.stood(), 0.05)

    def test_a_deadline_waits_for_it(self) -> None:
        deadline = Deadline(0.05, lambda: 0.0)
        self.clock.hold("a")
        time.sleep(0.1)
        self.assertGreater(deadline.left(), 0.04)
        self.clock.let_go("a")
        time.sleep(0.1)
        self.assertLess(deadline.left(), 0)

    def held_for(self, seconds: float) -> Callable[[], None]:
        self.clock.hold("a")
        return threading.Timer(seconds, self.clock.let_go, ["a"]).start

    def test_a_reading_waits_for_it_and_then_for_its_own_time(self) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            began = time.monotonic()
            self.held_for(0.2)()
            with self.assertRaises(TimeoutError):
                clocked(ours, _clock.now() + 0.1, lambda: ours.recv(1))
            self.assertGreater(time.monotonic() - began, 0.28)

    def test_a_reading_gets_what_came_while_it_stood(self) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            self.held_for(5.0)
            threading.Timer(0.15, theirs.send, [b"x"]).start()
            self.assertEqual(clocked(ours, _clock.now() + 0.05, lambda: ours.recv(1)), b"x")

    def test_a_reading_looks_seldom_while_it_stands(self) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            self.held_for(0.2)()
            looks: list[float] = []

            def read() -> bytes:
                looks.append(time.monotonic())
                return ours.recv(1)

            with self.assertRaises(TimeoutError):
                clocked(ours, _clock.now() + 0.0001, read)
            self.assertLess(len(looks), 20)

    def test_what_a_fixture_of_wider_scope_says_is_told_as_what_the_test_says(self) -> None:
        _state.install(mock.Mock())
        self.addCleanup(_state.uninstall)
        told: list[str] = []
        _state.begin_test("a test", 0).transcript.on_line = told.append
        self.addCleanup(_state.end_test)
        scope = _state.begin_scope("a fixture", "0", tuple)
        scope.transcript.line("hello")
        _state.leave_scope(scope, failed=False)
        self.assertEqual(told, ["hello"])

    def test_a_client_by_datagrams_gets_what_came_while_it_stood(self) -> None:
        _state.install(mock.Mock())
        self.addCleanup(_state.uninstall)
        _state.begin_test("a test", 0)
        self.addCleanup(_state.end_test)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as program:
            program.bind(("127.0.0.1", 0))
            client = DatagramClient(4, program.getsockname()[1], 1, frozenset())
            self.held_for(0.3)()
            threading.Timer(0.15, program.sendto, [b"x", client._socket.getsockname()]).start()
            self.assertEqual(client.receive_available(0.05), [b"x"])
            client.abort()


if __name__ == "__main__":
    unittest.main()
