"""Who listens and who was accepted, as the kernel says it when it is asked, and as its files say it."""

from __future__ import annotations

import errno
import socket
import time
import unittest
from collections.abc import Callable
from unittest import mock

import place  # noqa: F401

from codealong import _sockets

UNKNOWN = OSError(errno.ENOENT, "no sock_diag in this kernel")


def by_files(call: Callable[[], object]) -> object:
    with mock.patch.object(_sockets, "_asked", side_effect=UNKNOWN):
        return call()


def by_asking(call: Callable[[], object]) -> object:
    with mock.patch.object(_sockets, "read_rows", side_effect=AssertionError("the files were read")):
        return call()


WAYS = (by_asking, by_files)


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

    def test_asking_is_fast(self) -> None:
        began = time.perf_counter()
        for _ in range(20):
            by_asking(_sockets.listeners)
        self.assertLess((time.perf_counter() - began) / 20, 0.002)


if __name__ == "__main__":
    unittest.main()
