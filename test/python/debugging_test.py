import base64
import os
import socket
import sys
import threading
import time
import unittest
from typing import Any, cast

import place
from codealong._clock import Clock
from runner import debugging, frames, persons
from runner.debugging import Debugging
from runner.frames import Frame
from runner.pump import Pump, Stream


class FakePump:
    """Takes streams, and reads them when the test says so."""

    def __init__(self) -> None:
        self.streams: list[Stream] = []

    def add(self, stream: Stream) -> None:
        self.streams.append(stream)

    def read(self, number: int = 0) -> None:
        stream = self.streams[number]
        try:
            data = os.read(stream.fd, 65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        stream.taken += len(data)
        if stream.most is not None and stream.taken > stream.most:
            data = b""
        stream.sink(data)


class Relays(unittest.TestCase):
    def setUp(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.pump = FakePump()
        self.clock = Clock(60.0)
        self.relay = Debugging(self.events.append, cast(Pump, self.pump), self.clock)
        self.program = self.start()

    def start(self) -> socket.socket:
        theirs, ours = socket.socketpair()
        self.addCleanup(theirs.close)
        self.relay.add(ours.detach())
        self.addCleanup(os.close, self.pump.streams[-1].fd)
        return theirs

    def said(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.events if one["event"] == kind]

    def say(self, data: bytes, session: int = 0) -> None:
        self.relay.hear(Frame(frames.SAY, session, data=data))

    def test_bytes_cross_in_both_directions(self) -> None:
        self.program.send(b"\0hello\xff")
        self.pump.read()
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
        self.pump.read()
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
        self.pump.read()
        self.assertFalse(self.clock.stands())
        self.relay.hear(Frame(frames.HOLD, 0, held=True))
        self.assertFalse(self.clock.stands())
        self.assertEqual(self.said("hung-up"), [debugging.hung_up(0, False)])

    def test_nobody_holds_the_clock_for_a_session_that_is_not_there(self) -> None:
        self.relay.hear(Frame(frames.HOLD, 0, held=False))
        self.relay.hear(Frame(frames.HOLD, 7, held=True))
        self.assertFalse(self.clock.stands())

    def test_a_program_that_does_not_listen_is_not_waited_for(self) -> None:
        began = time.monotonic()
        for _ in range(200):
            self.say(bytes(16_000))
        self.assertLess(time.monotonic() - began, 2.0)
        self.assertEqual(self.said("hung-up"), [debugging.hung_up(0, False)])
        self.assertFalse(self.clock.stands())

    def test_a_debugger_that_is_let_go_of_hears_the_end(self) -> None:
        self.program.settimeout(5.0)
        for _ in range(200):
            self.say(bytes(16_000))
        while self.program.recv(65536):  # otherwise a program that stands would stand for ever
            pass

    def test_a_flood_ends(self) -> None:
        stopped = threading.Event()

        def flood() -> None:
            try:
                while not stopped.is_set():
                    self.program.send(bytes(65536))
            except OSError:
                pass

        thread = threading.Thread(target=flood)
        thread.start()
        while not self.said("hung-up"):
            self.pump.read()
        stopped.set()
        self.pump.read()
        self.program.shutdown(socket.SHUT_RDWR)
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
        self.pump.read()
        self.relay.gives_up({"event": "gave-up"})
        self.assertEqual(self.said("gave-up"), [])

    def test_it_does_not_wait_for_a_program_that_ends_meanwhile(self) -> None:
        def end() -> None:
            self.program.close()
            self.pump.read()

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
