import base64
import os
import socket
import struct
import sys
import threading
import time
import unittest
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

import place
from codealong._clock import Clock
from runner import debugging, frames, persons
from runner.debugging import Debugging
from runner.frames import Frame
from runner.listener import Listener, Sink


class FakeListener:
    """Reads when the test says so."""

    def __init__(self) -> None:
        self.ends: list[tuple[socket.socket, Sink]] = []

    def add(self, end: socket.socket, sink: Sink) -> None:
        self.ends.append((end, sink))

    def read(self, number: int = 0) -> None:
        end, sink = self.ends[number]
        try:
            sink(end.recv(65536))
        except BlockingIOError:
            pass
        except OSError:
            sink(b"")


class Relays(unittest.TestCase):
    def setUp(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.listener = FakeListener()
        self.clock = Clock(60.0)
        self.relay = Debugging(self.events.append, cast(Listener, self.listener), self.clock)
        self.program = self.start()

    def start(self, pid: int = 70) -> socket.socket:
        theirs, ours = socket.socketpair()
        self.addCleanup(theirs.close)
        self.relay.add(ours.detach(), pid)
        self.addCleanup(self.listener.ends[-1][0].close)
        return theirs

    def said(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.events if one["event"] == kind]

    def say(self, data: bytes, session: int = 0) -> None:
        self.relay.hear(Frame(frames.SAY, session, data=data))

    def read_to_end(self) -> None:
        while not self.said("hung-up"):
            self.listener.read()

    def test_bytes_cross_in_both_directions(self) -> None:
        self.program.send(b"\0hello\xff")
        self.listener.read()
        self.assertEqual([base64.b64decode(one["data"]) for one in self.said("spoke")], [b"\0hello\xff"])
        self.say(b"answer")
        self.assertEqual(self.program.recv(100), b"answer")

    def test_each_program_has_a_session_of_its_own(self) -> None:
        other = self.start()
        self.say(b"x", 1)
        self.assertEqual(other.recv(10), b"x")
        self.assertEqual([one["session"] for one in self.said("debugging")], [0, 1])

    def test_long_data_comes_in_pieces(self) -> None:
        self.program.setblocking(False)
        self.program.send(bytes(50_000))
        self.listener.read()
        pieces = [base64.b64decode(one["data"]) for one in self.said("spoke")]
        self.assertLessEqual(max(map(len, pieces)), debugging.PIECE_BYTES)
        self.assertEqual(sum(map(len, pieces)), 50_000)

    def test_the_clock_stands_until_the_session_has_begun_and_while_its_program_is_stopped(self) -> None:
        self.assertTrue(self.clock.stands())
        for held in (False, True, True, False):
            self.relay.hear(Frame(frames.HOLD, 0, held=held))
            self.assertEqual(self.clock.stands(), held)

    def test_the_clock_goes_on_when_the_program_ends(self) -> None:
        self.program.close()
        self.listener.read()
        self.assertFalse(self.clock.stands())
        self.relay.hear(Frame(frames.HOLD, 0, held=True))
        self.assertFalse(self.clock.stands())
        self.assertEqual(self.said("hung-up"), [debugging.hung_up(0, False)])

    def test_a_program_that_has_ended_is_let_go_of_though_a_child_holds_its_socket(self) -> None:
        self.relay.hear(Frame(frames.HOLD, 0, held=True))
        self.program.send(b"last words")
        self.relay.ended(71)
        self.assertTrue(self.clock.stands())
        self.relay.ended(70)
        self.assertFalse(self.clock.stands())
        self.read_to_end()
        self.assertEqual([base64.b64decode(one["data"]) for one in self.said("spoke")], [b"last words"])
        self.assertEqual(self.said("hung-up"), [debugging.hung_up(0, False)])
        self.assertEqual(self.program.recv(10), b"")

    def test_nobody_holds_the_clock_for_a_session_that_is_not_there(self) -> None:
        self.relay.hear(Frame(frames.HOLD, 0, held=False))
        self.relay.hear(Frame(frames.HOLD, 7, held=True))
        self.assertFalse(self.clock.stands())

    def test_a_program_that_does_not_listen_is_not_waited_for(self) -> None:
        began = time.monotonic()
        for _ in range(200):
            self.say(bytes(16_000))
        self.assertLess(time.monotonic() - began, 2.0)
        self.assertFalse(self.clock.stands())
        self.assertEqual(self.said("hung-up"), [])  # only the listener's thread may wait for the host
        self.read_to_end()
        self.assertEqual(self.said("hung-up"), [debugging.hung_up(0, False)])
        self.assertFalse(self.clock.stands())

    def test_a_debugger_that_is_let_go_of_hears_the_end(self) -> None:
        self.program.settimeout(5.0)
        for _ in range(200):
            self.say(bytes(16_000))
        while self.program.recv(65536):  # otherwise a program that stands would stand for ever
            pass

    def test_a_flood_ends(self) -> None:
        def flood() -> None:
            with suppress(OSError):
                while True:
                    self.program.send(bytes(65536))

        thread = threading.Thread(target=flood)
        thread.start()
        self.read_to_end()
        thread.join()
        self.assertEqual(self.said("hung-up"), [debugging.hung_up(0, True)])
        self.assertLessEqual(sum(len(base64.b64decode(one["data"])) for one in self.said("spoke")), debugging.SAID_BYTES)

    def test_a_test_that_gives_up_waits_until_it_may_go_on(self) -> None:
        threading.Timer(0.2, self.relay.hear, [Frame(frames.GO_ON, 0)]).start()
        began = time.monotonic()
        self.relay.gives_up({"event": "gave-up"})
        self.assertGreater(time.monotonic() - began, 0.15)
        self.assertEqual(self.said("gave-up"), [{"event": "gave-up"}])

    def test_it_does_not_wait_without_a_program(self) -> None:
        self.program.close()
        self.listener.read()
        self.relay.gives_up({"event": "gave-up"})
        self.assertEqual(self.said("gave-up"), [])

    def test_it_does_not_wait_for_a_program_that_ends_meanwhile(self) -> None:
        def end() -> None:
            self.program.close()
            self.listener.read()

        threading.Timer(0.1, end).start()
        self.relay.gives_up({"event": "gave-up"})

    def test_talk_is_told_and_not_without_end(self) -> None:
        for number in range(debugging.TALK_LINES + 10):
            self.relay.talk(str(number))
        self.assertEqual(len(self.said("talked")), debugging.TALK_LINES)

    def test_there_is_room_for_so_many_programs(self) -> None:
        for _ in range(debugging.SESSIONS_MAX - 1):
            self.assertTrue(self.relay.has_room())
            self.start()
        self.assertFalse(self.relay.has_room())


class Listening(unittest.TestCase):
    def setUp(self) -> None:
        self.heard: list[bytes] = []
        self.program, self.end = socket.socketpair()
        self.addCleanup(self.program.close)
        self.end.setblocking(False)

    def begin(self) -> None:
        Listener().add(self.end, self.heard.append)

    def until(self, holds: Callable[[], bool]) -> None:
        late = time.monotonic() + 10.0
        while not holds():
            self.assertLess(time.monotonic(), late)
            time.sleep(0.01)

    def test_it_tells_what_comes_and_closes_at_the_end(self) -> None:
        self.begin()
        self.program.send(b"x")
        self.until(lambda: self.heard == [b"x"])
        self.program.close()
        self.until(lambda: self.end.fileno() == -1)
        self.assertEqual(self.heard, [b"x", b""])

    def test_it_reads_what_was_said_before_the_socket_is_shut(self) -> None:
        self.program.send(b"x")
        self.end.shutdown(socket.SHUT_RDWR)
        self.begin()
        self.until(lambda: self.end.fileno() == -1)
        self.assertEqual(self.heard, [b"x", b""])

    def test_no_descriptor_comes_in(self) -> None:
        self.begin()
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(20):
            socket.send_fds(self.program, [b"x"], [self.program.fileno(), 0])
        self.until(lambda: sum(map(len, self.heard)) == 20)
        self.assertEqual(len(os.listdir("/proc/self/fd")), before)

    def test_nobody_else_waits_while_it_closes_a_socket_whose_data_nobody_reads(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            client = socket.create_connection(server.getsockname())
            reader = server.accept()[0]
            client.setblocking(False)
            with suppress(BlockingIOError):
                while True:
                    client.send(bytes(65536))
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 30))
            socket.send_fds(self.program, [b"x"], [client.fileno()])
            client.close()
            events: list[dict[str, Any]] = []
            relay = Debugging(events.append, Listener(), Clock(60.0))
            relay.add(self.end.detach(), 70)
            time.sleep(0.2)
            began = time.monotonic()
            relay.hear(Frame(frames.SAY, 0, data=b"y"))
            relay.ended(70)
            self.assertLess(time.monotonic() - began, 1.0)
            self.assertEqual(self.program.recv(10), b"y")
            reader.close()  # resets it
            self.until(lambda: any(one["event"] == "hung-up" for one in events))


DEBUGGEE = (place.TEST.parent / "docker/runner/debuggee.py").read_text("utf-8").removesuffix("main()\n")


class Names(unittest.TestCase):
    TESTS = ("s/test_a.py::test_one", "s/test_a.py::test_two[1]", "s/test_a.py::test_two[10]", "s/test_a.py::test_twofold")

    def meant(self, name: str) -> list[str]:
        return [test.partition("::")[2] for test in persons.meant(self.TESTS, f"s/test_a.py::{name}")]

    def test_a_test_and_one_set_of_parameters_stand_for_themselves(self) -> None:
        self.assertEqual(self.meant("test_one"), ["test_one"])
        self.assertEqual(self.meant("test_two[1]"), ["test_two[1]"])

    def test_a_test_with_parameters_stands_for_all_of_them(self) -> None:
        self.assertEqual(self.meant("test_two"), ["test_two[1]", "test_two[10]"])

    def test_a_part_stands_for_its_test(self) -> None:
        self.assertEqual(self.meant("test_one[a row, seat='4C']"), ["test_one"])
        self.assertEqual(self.meant("test_two[1][a row]"), ["test_two[1]"])

    def test_what_is_not_there_stands_for_nothing(self) -> None:
        self.assertEqual(self.meant("test_none"), [])


class Children(unittest.TestCase):
    @unittest.skipUnless(hasattr(sys, "monitoring"), "Python 3.12 and later")
    def test_code_that_has_run_before_stops_no_child(self) -> None:
        made: dict[str, Any] = {"__name__": "debuggee"}
        exec(compile(DEBUGGEE, "debuggee.py", "exec"), made)
        monitoring: Any = vars(sys)["monitoring"]
        tool, heard = 3, list[int]()

        def program() -> int:
            return 1

        monitoring.use_tool_id(tool, "pydevd")
        self.addCleanup(monitoring.free_tool_id, tool)
        self.addCleanup(monitoring.set_local_events, tool, program.__code__, 0)
        monitoring.register_callback(tool, monitoring.events.LINE, lambda code, line: heard.append(line))
        monitoring.set_local_events(tool, program.__code__, monitoring.events.LINE)
        program()
        self.assertEqual(len(heard), 1)
        made["forget_callbacks"](monitoring)
        program()
        self.assertEqual(len(heard), 1)


if __name__ == "__main__":
    unittest.main()
