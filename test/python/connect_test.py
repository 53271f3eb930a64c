"""Clients that connect: by the clock, which may stand still, and with the same codes as ever."""

from __future__ import annotations

import errno
import socket
import threading
import time
import unittest
from unittest import mock

import place  # noqa: F401
from codealong import _clock, _connection, _state
from codealong._clock import Clock
from codealong._deadline import Deadline, can_write, connected
from codealong._failure import Failed

HERE = "127.0.0.1"


def no_time_taken() -> float:
    return 0.0


class Connects(unittest.TestCase):
    def setUp(self) -> None:
        self.clock = Clock(60.0)
        _clock.install(self.clock)
        self.addCleanup(_clock.install, None)
        _state.install(mock.Mock())
        self.addCleanup(_state.uninstall)
        _state.begin_test("a test", 0)
        self.addCleanup(_state.end_test)

    def serve(self, *, full: bool = False) -> socket.socket:
        server = socket.socket()
        self.addCleanup(server.close)
        server.bind((HERE, 0))
        server.listen(0)
        if full:
            self.addCleanup(socket.create_connection(server.getsockname()).close)
        return server

    def connect(self, server: socket.socket, seconds: float) -> tuple[socket.socket, int]:
        client, error = connected(socket.AF_INET, server.getsockname(), Deadline(seconds, no_time_taken))
        self.addCleanup(client.close)
        return client, error

    def held_for(self, seconds: float) -> None:
        self.clock.hold("a")
        timer = threading.Timer(seconds, self.clock.let_go, ["a"])
        timer.start()
        self.addCleanup(timer.join)
        self.addCleanup(timer.cancel)

    def test_a_client_is_connected_and_does_not_block(self) -> None:
        client, error = self.connect(self.serve(), 2.0)
        self.assertEqual((error, client.gettimeout()), (0, 0.0))
        self.assertEqual(client.getsockopt(socket.SOL_TCP, socket.TCP_NODELAY), 1)
        client.getpeername()

    def test_a_port_without_a_listener_refuses(self) -> None:
        server = self.serve()
        address = server.getsockname()
        server.close()
        client, error = connected(socket.AF_INET, address, Deadline(2.0, no_time_taken))
        client.close()
        self.assertEqual(error, errno.ECONNREFUSED)

    def test_a_full_queue_takes_its_time_and_no_more(self) -> None:
        began = time.monotonic()
        _, error = self.connect(self.serve(full=True), 0.3)
        self.assertEqual(error, errno.ETIMEDOUT)
        self.assertGreaterEqual(time.monotonic() - began, 0.3)
        self.assertLess(time.monotonic() - began, 1.0)

    def test_a_full_queue_is_waited_for_while_the_clock_stands_and_then_for_its_time(self) -> None:
        self.held_for(0.6)
        began = time.monotonic()
        _, error = self.connect(self.serve(full=True), 0.3)
        self.assertEqual(error, errno.ETIMEDOUT)
        self.assertGreater(time.monotonic() - began, 0.85)

    def test_a_program_that_accepts_once_it_goes_on_has_its_client(self) -> None:
        server = self.serve(full=True)
        self.held_for(1.2)
        accepts = threading.Timer(1.3, lambda: server.accept()[0].close())
        accepts.start()
        self.addCleanup(accepts.join)
        _, error = self.connect(server, 0.6)
        self.assertEqual(error, 0)

    def test_a_wait_to_write_does_not_spin_while_the_clock_stands(self) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            ours.setblocking(False)
            with self.assertRaises(BlockingIOError):
                while True:
                    ours.send(bytes(65536))
            self.held_for(0.2)
            used = time.thread_time()
            self.assertFalse(can_write(ours.fileno(), Deadline(0.0001, no_time_taken)))
            self.assertLess(time.thread_time() - used, 0.05)

    def failed(self, port: int) -> Failed:
        with self.assertRaises(Failed) as raised, mock.patch.object(_connection._ending, "fail_if_ended_early"):
            _connection.connect(port)
        return raised.exception

    def test_each_error_has_its_code(self) -> None:
        server = self.serve(full=True)
        port = server.getsockname()[1]
        with mock.patch.object(_connection, "CONNECT_SECONDS", 0.2):
            failed = self.failed(port)
        self.assertEqual((failed.code, failed.args_), ("queue-full", {"port": port, "seconds": 0.2}))
        for error, code in ((errno.ECONNRESET, "connection-reset"), (errno.EADDRNOTAVAIL, "refused")):
            with mock.patch("codealong._deadline._connect", return_value=error):
                failed = self.failed(port)
            self.assertEqual((failed.code, failed.args_), (code, {"port": port}))
        server.close()
        self.assertEqual(self.failed(port).code, "refused")

    def test_a_client_of_a_program_is_a_connection(self) -> None:
        port = self.serve().getsockname()[1]
        connection = _connection.connect(port)
        self.addCleanup(connection.abort)
        self.assertEqual((connection.port, connection.name), (port, "client 1"))


if __name__ == "__main__":
    unittest.main()
