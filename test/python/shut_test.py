"""docker/runner/shut.py and filter_code.py: the filter by a small machine of our own, and for real in processes that shut themselves in."""

from __future__ import annotations

import errno
import os
import struct
import subprocess
import sys
import textwrap
import unittest
from unittest import mock

import place

from runner import confinement, filter_code, shut
from runner.allowed_calls import MACHINES, Machine

ALL_64, LOW_32 = 2**64 - 1, 2**32 - 1
ALLOWED, REFUSED, ABSENT = "allowed", errno.EPERM, errno.ENOSYS
CLONE_NEWUSER, CLONE_NEWTIME, SIGCHLD = 0x10000000, 0x80, 17
#: `socket`, `socketpair`, `personality`.
NUMBERS = {"x86_64": (41, 53, 135), "aarch64": (198, 199, 92)}
HERE = MACHINES.get(os.uname().machine)
#: A container of a developer has a list of its engine's, which refuses already what these tests want to see open.
FILTERED = confinement.status().get("Seccomp") != "0"


def run(code: bytes, number: int, audit: int, arguments: tuple[int, ...] = ()) -> tuple[str | int, int]:
    """What the kernel's machine answers to a call, and after how many instructions."""
    data = struct.pack("=IIQ6Q", number, audit, 0, *(*arguments, *(0,) * (6 - len(arguments))))
    program = list(struct.iter_unpack("=HBBI", code))
    held = at = steps = 0
    while True:
        operation, if_true, if_false, value = program[at]
        at, steps = at + 1, steps + 1
        if operation == filter_code.LOAD:
            held = int.from_bytes(data[value : value + 4], sys.byteorder)
        elif operation == filter_code.AND:
            held &= value
        elif operation == filter_code.ANSWER:
            return ALLOWED if value == filter_code.ALLOW else value & 0xFFFF, steps
        else:
            true = held == value if operation == filter_code.EQUAL else held >= value
            at += if_true if true else if_false


def wished(machine: Machine, number: int) -> str | int:
    """The list, read in the plainest way. Tested calls are not asked for."""
    if any(first <= number <= last for first, last in machine.allowed):
        return ALLOWED
    return ABSENT if number in machine.absent.values() or machine.newest < number < filter_code.OTHER_SET else REFUSED


class Filter(unittest.TestCase):
    """On both machines, whichever this one is."""

    def each(self) -> list[tuple[str, Machine, bytes]]:
        return [(name, machine, filter_code.filter_code(machine)) for name, machine in MACHINES.items()]

    def test_each_number_gets_the_answer_of_the_list(self) -> None:
        for name, machine, code in self.each():
            numbers = {*range(machine.newest + 50), *(2**bit for bit in range(32)), LOW_32, 0x40000027}
            for number in numbers - set(machine.tested):
                self.assertEqual(run(code, number, machine.audit)[0], wished(machine, number), f"{name} {number}")

    def test_a_call_of_another_machine_is_refused_whatever_its_number(self) -> None:
        for _, machine, code in self.each():
            for audit in (0x40000003, 0x40000028, 0, machine.audit ^ 1):
                self.assertEqual({run(code, number, audit)[0] for number in range(500)}, {REFUSED})

    def test_sockets_are_of_four_families_and_pairs_of_one(self) -> None:
        for name, machine, code in self.each():
            for number, families in zip(NUMBERS[name], ([1, 2, 10, 16], [1]), strict=False):
                answers = {family: run(code, number, machine.audit, (family,))[0] for family in (*range(60), 2**32 + 1)}
                self.assertEqual([family for family, answer in answers.items() if answer == ALLOWED], families)

    def test_a_clone_makes_no_namespace(self) -> None:
        for _, machine, code in self.each():
            for flags, wish in ((SIGCHLD, ALLOWED), (0x3D0F00, ALLOWED), (CLONE_NEWUSER | SIGCHLD, REFUSED), (CLONE_NEWTIME, ALLOWED)):
                self.assertEqual(run(code, machine.clone, machine.audit, (flags,))[0], wish, hex(flags))

    def test_a_personality_is_asked_for_and_not_changed(self) -> None:
        for name, machine, code in self.each():
            number = NUMBERS[name][2]
            for value, wish in ((0, ALLOWED), (LOW_32, ALLOWED), (0x40000, REFUSED), (ALL_64, REFUSED)):
                self.assertEqual(run(code, number, machine.audit, (value,))[0], wish, hex(value))

    def test_a_call_is_found_in_a_few_steps(self) -> None:
        for _, machine, code in self.each():
            self.assertLessEqual(max(run(code, number, machine.audit)[1] for number in range(machine.newest)), 30)
            self.assertLess(len(code) // shut.INSTRUCTION_BYTES, 400)


@unittest.skipIf(HERE is None, "the numbers of this machine's calls are not known")
class Real(unittest.TestCase):
    """In processes of their own, since nothing can be opened again."""

    def child(self, code: str) -> str:
        lines = f"import sys\nsys.path.insert(0, {str(place.TEST.parent / 'docker')!r})\n" + textwrap.dedent(code)
        done = subprocess.run([sys.executable, "-B", "-c", lines], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.strip()

    @unittest.skipIf(FILTERED, "this process is filtered already")
    def test_what_is_not_on_the_list_is_refused_and_programs_that_it_starts_are_shut_in_too(self) -> None:
        said = self.child("""
            import subprocess
            from runner import shut, tried_calls
            open_before = tried_calls.some()
            shut.shut_in()
            code = "import sys; sys.path.insert(0, sys.argv[1]); from runner import tried_calls; print(*set(tried_calls.some().values()))"
            print(open_before["unshare"], "EPERM" in open_before.values(), set(tried_calls.some().values()))
            print(subprocess.run([sys.executable, "-B", "-c", code, sys.path[0]], capture_output=True, text=True, check=True).stdout)
        """).splitlines()
        self.assertEqual(said[:2], ["done False {'EPERM'}", "EPERM"])

    def test_every_other_call_that_is_known_is_refused(self) -> None:
        said = self.child("""
            from runner import probe, shut
            shut.shut_in()
            print({name: answer for name, answer in probe.refused().items() if answer != "EPERM"}, len(probe.refused()) > 70)
            print(set(probe.sockets().values()), len(probe.sockets()))
        """).splitlines()
        self.assertEqual(said, ["{} True", "{'EPERM'} 41"])

    @unittest.skipIf(FILTERED, "this process is filtered already")
    def test_a_call_that_the_list_denies_to_have_is_missing_and_so_is_a_newer_one(self) -> None:
        said = self.child("""
            from runner import probe, shut
            print(probe.absent()["clone3"])
            shut.shut_in()
            print(set(probe.absent().values()), {"clone3", "a newer call"} <= set(probe.absent()))
        """).splitlines()
        self.assertEqual(said, ["E2BIG", "{'ENOSYS'} True"])

    def test_there_is_no_way_around_the_list(self) -> None:
        said = self.child("""
            from runner import foreign_calls, shut
            shut.shut_in()
            print(set(foreign_calls.answers().values()) <= {"EPERM", "none"}, len(foreign_calls.answers()) > 0)
        """)
        self.assertEqual(said, "True True")

    @unittest.skipIf(FILTERED, "this process is filtered already")
    def test_a_thread_that_is_there_already_is_shut_in_too(self) -> None:
        threads = """
            import threading
            from runner import shut, tried_calls
            go, answers = threading.Event(), []
            def look(): go.wait(); answers.append(tried_calls.made(tried_calls.HERE.refused["unshare"], (0,)))
            other = threading.Thread(target=look); other.start()
            CHANGE
            shut.filter_calls(); go.set(); other.join()
            print(*answers)
        """
        self.assertEqual(self.child(threads.replace("CHANGE", "")), "EPERM")
        self.assertEqual(self.child(threads.replace("CHANGE", "shut.TSYNC = 0")), "done", "this test would not notice it")

    def test_limits_are_lowered_and_never_raised(self) -> None:
        said = self.child("""
            import resource
            from runner import shut
            resource.setrlimit(resource.RLIMIT_NOFILE, (100, 200))
            shut.lower_limits()
            print(*(resource.getrlimit(number) for number in (resource.RLIMIT_NOFILE, resource.RLIMIT_CORE, resource.RLIMIT_FSIZE)))
        """)
        self.assertEqual(said, f"(200, 200) (0, 0) ({64 * 2**20}, {64 * 2**20})")

    def test_a_limit_that_cannot_be_lowered_keeps_no_other_from_it_and_no_filter(self) -> None:
        said = self.child("""
            import resource
            from runner import confinement, shut
            lower = resource.setrlimit
            def refuse(number, limits):
                if number == resource.RLIMIT_NOFILE: raise ValueError("not allowed to raise maximum limit")
                if number == resource.RLIMIT_MEMLOCK: raise OSError(1, "not permitted")
                lower(number, limits)
            resource.setrlimit = refuse
            shut.shut_in()
            print(resource.getrlimit(resource.RLIMIT_FSIZE)[1], resource.getrlimit(resource.RLIMIT_NICE)[1], confinement.status()["Seccomp"])
        """)
        self.assertEqual(said, f"{64 * 2**20} 0 2")

    def test_what_a_kernel_does_for_a_filtered_process_is_not_refused(self) -> None:
        """Older kernels keep the processor's guesses of other processes from it, unless SECCOMP_FILTER_FLAG_SPEC_ALLOW is set."""
        with mock.patch.object(shut, "libc") as libc:
            libc.prctl.return_value = libc.syscall.return_value = 0
            shut.filter_calls()
        self.assertEqual(libc.syscall.call_args.args[2].value, shut.TSYNC)

    def test_all_of_python_still_works(self) -> None:
        said = self.child("""
            import asyncio, multiprocessing, os, pty, socket, sqlite3, subprocess, tempfile, threading
            from runner import shut
            shut.shut_in()
            assert subprocess.run(["true"]).returncode == 0
            threading.Thread(target=print, args=("thread",)).start()
            one, other = socket.socketpair()
            server = socket.create_server(("127.0.0.1", 0)); socket.create_connection(server.getsockname())
            with tempfile.TemporaryDirectory() as folder: sqlite3.connect(f"{folder}/base").execute("create table t (x)")
            asyncio.run(asyncio.sleep(0))
            pid, master = pty.fork()
            if pid == 0: os._exit(7)
            print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            with multiprocessing.get_context("fork").Pool(2) as pool: print(pool.map(abs, [-1]))
            socket.if_nameindex()
        """)
        self.assertEqual(said.split(), ["thread", "7", "[1]"])

    def test_it_can_be_done_twice_and_costs_little(self) -> None:
        said = self.child("""
            import time
            from runner import shut
            took = []
            for _ in range(9):
                began = time.perf_counter(); shut.shut_in(); took.append(time.perf_counter() - began)
            print(min(took) * 1e3)
        """)
        self.assertLess(float(said), 3.0, "milliseconds")


class Weaker(unittest.TestCase):
    def test_of_two_processes_the_weaker_one_is_told(self) -> None:
        shut_in = {"ulimits": {"core": 0}, "no_new_privileges": True, "seccomp": 2, "calls": {"keyctl": "EPERM"}}
        loose = {"ulimits": {"core": None}, "no_new_privileges": False, "seccomp": 0, "calls": {"keyctl": "ENOTSUP"}}
        self.assertEqual(confinement.joined(shut_in, shut_in), shut_in)
        self.assertEqual(confinement.joined(shut_in, loose), loose)
        self.assertEqual(confinement.joined(loose, shut_in), loose)

    def test_a_call_that_ends_its_caller_is_no_weakness(self) -> None:
        ours = {"ulimits": {}, "no_new_privileges": True, "seccomp": 2, "calls": {"keyctl": "EPERM"}}
        engines = {**ours, "calls": {"keyctl": "SIGSYS"}}
        loose = {**ours, "calls": {"keyctl": "ENOTSUP"}}
        self.assertEqual([confinement.joined(engines, one) for one in (ours, loose)], [ours, loose])


if __name__ == "__main__":
    unittest.main()
