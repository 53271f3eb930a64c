"""Who listens and who was accepted, as the kernel says it when it is asked, and as its files say it."""

from __future__ import annotations

import errno
import socket
import struct
import subprocess
import sys
import time
import unittest
from collections.abc import Callable
from unittest import mock

import place  # noqa: F401

from codealong import _sockets

REAL_ANSWERS = _sockets._answers
UNKNOWN = OSError(errno.ENOENT, "no sock_diag in this kernel")


def by_files(call: Callable[[], object]) -> object:
    with mock.patch.object(_sockets, "_asked", side_effect=UNKNOWN):
        return call()


def by_asking(call: Callable[[], object]) -> object:
    with mock.patch.object(_sockets, "read_rows", side_effect=AssertionError("the files were read")):
        return call()


WAYS = (by_asking, by_files)


class Says:
    """A kernel that gives one answer to everything."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer

    def recvfrom(self, size: int) -> tuple[bytes, tuple[int, int]]:
        return self._answer, (0, 0)


class Sockets(unittest.TestCase):
    def setUp(self) -> None:
        self.servers = [socket.create_server(("127.0.0.1", 0)), socket.create_server(("::1", 0), family=socket.AF_INET6)]
        both = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
        self.servers.append(both)
        for server in self.servers:
            self.addCleanup(server.close)
        self.fourth, self.sixth, self.both = (server.getsockname()[1] for server in self.servers)

    def test_a_listener_is_found_with_its_family(self) -> None:
        for way in WAYS:
            self.assertEqual(way(lambda: _sockets.families_of(self.fourth)), [4])
            self.assertEqual(way(lambda: _sockets.families_of(self.sixth)), [6])
            self.assertEqual(way(lambda: _sockets.families_of(self.both)), [6])

    def test_a_listener_that_has_closed_is_not_found(self) -> None:
        self.servers[0].close()
        for way in WAYS:
            self.assertEqual(way(lambda: _sockets.families_of(self.fourth)), [])

    def test_a_bound_socket_that_does_not_listen_is_none(self) -> None:
        with socket.socket() as bound:
            bound.bind(("127.0.0.1", 0))
            for way in WAYS:
                self.assertEqual(way(lambda: _sockets.families_of(bound.getsockname()[1])), [])

    def test_a_client_counts_as_accepted_once_it_was(self) -> None:
        for server, port, address in zip(
            self.servers, (self.fourth, self.sixth, self.both), ("127.0.0.1", "::1", "127.0.0.1"), strict=True
        ):
            with socket.create_connection((address, port)) as client:
                own = client.getsockname()[1]
                for way in WAYS:
                    self.assertFalse(way(lambda: _sockets.accepted(port, own)))
                with server.accept()[0]:
                    for way in WAYS:
                        self.assertTrue(way(lambda: _sockets.accepted(port, own)))
                        self.assertFalse(way(lambda: _sockets.accepted(port, own + 1)))

    def test_a_udp_socket_holds_its_port_with_its_family_and_a_connected_one_does_not(self) -> None:
        for family, address, number in ((socket.AF_INET, "127.0.0.1", 4), (socket.AF_INET6, "::1", 6), (socket.AF_INET6, "::", 6)):
            with socket.socket(family, socket.SOCK_DGRAM) as server, socket.socket(family, socket.SOCK_DGRAM) as client:
                server.bind((address, 0))
                client.connect(server.getsockname()[:2])
                port, own = server.getsockname()[1], client.getsockname()[1]
                for way in WAYS:
                    self.assertEqual(way(lambda: _sockets.families_of(port, "udp")), [number])
                    self.assertEqual(way(lambda: _sockets.families_of(port)), [])
                    self.assertEqual(way(lambda: _sockets.families_of(own, "udp")), [])
        for way in WAYS:
            self.assertEqual(way(lambda: _sockets.families_of(port, "udp")), [])

    def test_a_kernel_that_knows_only_one_protocol_says_so_at_the_end_of_its_answer(self) -> None:
        refusal = struct.pack("=IHHIIi", 20, _sockets.DONE, 2, 1, 0, -errno.ENOENT)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server, mock.patch.object(_sockets, "_answers") as answers:
            server.bind(("127.0.0.1", 0))
            answers.side_effect = lambda kernel, many: REAL_ANSWERS(Says(refusal), many)
            self.assertEqual(_sockets.families_of(server.getsockname()[1], "udp"), [4])

    def test_the_suites_own_sockets_are_told_apart(self) -> None:
        ours = {row.local_port for row in _sockets.listeners()} - {row.local_port for row in _sockets.not_ours(_sockets.listeners())}
        self.assertLessEqual({self.fourth, self.sixth, self.both}, ours)
        script = "import socket; s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1], flush=True); input()"
        with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdout is not None
            theirs = int(other.stdout.readline())
            self.assertIn(theirs, {row.local_port for row in _sockets.not_ours(_sockets.listeners())})
            other.communicate(b"\n")

    def test_asking_is_fast(self) -> None:
        began = time.perf_counter()
        for _ in range(20):
            by_asking(_sockets.listeners)
        self.assertLess((time.perf_counter() - began) / 20, 0.002)


if __name__ == "__main__":
    unittest.main()
