"""Processes for the module `codealong`. The launcher starts them as the learner's user."""

from __future__ import annotations

import errno
import os
import shlex
import signal
import stat
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from codealong._backend import Handle, Kept
from runner import cgroup, contract, languages, machine
from runner.debugging import Debugging
from runner.link import Link
from runner.output import OutputLog
from runner.program_streams import ProgramStreams
from runner.pump import Pump
from runner.spares import Spare, Spares
from runner.stacks import Look, threads_of

LOOK_AGAIN_SECONDS = 0.003
#: Of the launcher's own words about an error.
ERROR_CHARACTERS = 300


class LauncherBackend:
    def __init__(self, link: Link, pump: Pump, log: OutputLog, job: contract.Job, spares: Spares | None = None) -> None:
        self.changed = link.changed
        self._link = link
        self._streams = ProgramStreams(link.changed, pump, log)
        self._entry = job.entry
        self._language = languages.language_of(job.runtime)
        self._files = job.program
        self._started: list[Handle] = []
        self._alive: dict[int, Handle] = {}
        self._early: dict[int, int] = {}
        self._pid = 0
        self._spares: list[Spare] = list(spares or ())
        self.kept_waiting: Callable[[], float] = lambda: 0.0
        #: The memory in which programs mark the lines that they reach; none unless the job asks for it.
        self.lines: tuple[int, ...] = ()
        #: None in a run that nobody debugs.
        self.debugging: Debugging | None = None
        link.on_exit = self._on_exit

    @property
    def tools(self) -> str:
        return contract.TOOLS

    def enter(self, test: str) -> None:
        """From here on, what programs print belongs to this test."""
        self._streams.enter(test)

    def start(self, args: Sequence[str], *, tty: bool, env: Mapping[str, str]) -> Handle:
        return self._spawn([*self._language.start(self._entry), *args], tty=tty, channel=False, env=env)

    def command(self, args: Sequence[str], env: Mapping[str, str]) -> str:
        variables = [f"{name}={shlex.quote(value)}" for name, value in env.items()]
        return " ".join([*variables, shlex.join([*self._language.typed(self._entry), *args])])

    def start_caller(self) -> Handle:
        return self._spawn(self._language.caller(), tty=False, channel=True, env={})

    def spares(self) -> Spares:
        """Spares for another backend, whose job has not arrived yet: a program without arguments, and a caller."""
        argv = self._language.start(self._entry)
        *fds, go = self._ordered_start(argv, tty=False, channel=False, waits=True, takes=5, env={})
        program = Spare(argv, self._pid, fds, go)
        argv = self._language.caller()
        fds = self._ordered_start(argv, tty=False, channel=True, waits=False, takes=6, env={})
        return Spares(program, Spare(argv, self._pid, fds, None))

    def keep_spare(self, *, caller: bool) -> None:
        """Keeps the spare that the job can use: none for one that is debugged or marks its lines, because no spare has what that needs. The
        launcher ends the others before it starts a program, so no program can see them."""
        self._drop_spares(lambda spare: self.debugging is not None or self.lines != () or (spare.go is None) != caller)

    def _drop_spares(self, which: Callable[[Spare], bool]) -> None:
        dropped = [spare for spare in self._spares if which(spare)]
        self._spares = [spare for spare in self._spares if spare not in dropped]
        for spare in dropped:
            with suppress(OSError):  # a lost launcher is noticed by the code that needs it
                self._link.post("signal", pid=spare.pid, signum=int(signal.SIGKILL))
            spare.close()

    def _take_spare(self, argv: list[str]) -> Spare | None:
        """Takes the spare that was started with exactly these arguments, if it still lives. After that no spare is left."""
        with self.changed:
            found = next((one for one in self._spares if one.argv == argv and one.pid not in self._early), None)
        self._drop_spares(lambda spare: spare is not found)
        self._spares.clear()
        return found

    def signal(self, handle: Handle, signum: int) -> None:
        if handle.code is None:
            self._order("signal", pid=handle.pid, signum=int(signum))

    def look(self, handles: Sequence[Handle]) -> None:
        look = self.begin_look(handles)
        with self.changed:
            while not look.over():
                self.changed.wait(LOOK_AGAIN_SECONDS)

    def begin_look(self, handles: Sequence[Handle]) -> Look:
        return Look(self._link, self._language, handles)

    def threads_of(self, handle: Handle) -> list[dict[str, Any]]:
        with self.changed:
            return threads_of(handle, self._files, self._language)

    def read_file(self, path: str, limit: int) -> bytes:
        fd = self._order("read", path=path)[0]
        try:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise OSError("not-regular")
            with os.fdopen(self._own("dup", lambda: os.dup(fd)), "rb") as file:
                data = file.read(limit + 1)
        finally:
            os.close(fd)
        if len(data) > limit:
            raise OSError("too-large")
        return data

    def write_file(self, path: str, data: bytes) -> None:
        fd = self._own("memfd_create", lambda: os.memfd_create("file"))
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(fd, view) :]
            self._order("write", fds=(fd,), path=path)
        finally:
            os.close(fd)

    def _own(self, call: str, make: Callable[[], int]) -> int:
        """A descriptor of the grader's own. If it cannot be had, neither the program nor the suite is to blame."""
        try:
            return machine.patiently(make)
        except OSError as error:
            self._link.on_refused(call, errno.errorcode.get(error.errno or 0, ""))
            raise

    def make_folder(self, path: str) -> None:
        self._order("mkdir", path=path)

    def mark(self, scope: int) -> None:
        self._order("mark", scope=scope)

    def hold(self, scope: int) -> None:
        self._order("hold", scope=scope)

    def sweep(self, kept: Kept = Kept()) -> None:
        for spare in self._spares:
            spare.close()
        self._spares.clear()
        programs = {handle.pid: handle for handle in kept.programs if handle.code is None}
        order: dict[str, Any] = {"programs": list(programs), "scopes": list(kept.scopes), "files": kept.files, "test": kept.test}
        answer, given = self._link.ask("sweep", **order)
        for fd in given:  # an honest launcher sends none
            os.close(fd)
        ended = answer.get("ended", {})
        with self.changed:
            for handle in self._alive.values():
                code = ended.get(str(handle.pid))
                # -9 is our own sweep: the program still ran. Any other exit came before the sweep.
                if code is not None and (code != -9 or handle.pid in programs):
                    handle.code = code
            self._alive = {pid: handle for pid, handle in programs.items() if handle.code is None}
            self._early.clear()
        over = [handle for handle in self._started if handle.pid not in programs]
        self._streams.settle(over)
        self._started = [handle for handle in self._started if handle not in over]

    def _spawn(self, argv: list[str], *, tty: bool, channel: bool, env: Mapping[str, str]) -> Handle:
        spare = self._take_spare([] if tty or env else argv)  # a spare has its environment already
        if spare is not None and spare.goes():
            return self._started_as(spare.pid, spare.fds, tty)
        takes = 2 if tty else 6 if channel else 4
        fds = self._ordered_start(argv, tty=tty, channel=channel, waits=False, takes=takes, env=env)
        return self._started_as(self._pid, fds, tty)

    def _ordered_start(
        self, argv: list[str], *, tty: bool, channel: bool, waits: bool, takes: int, env: Mapping[str, str]
    ) -> list[int]:
        at_terminal = self._language.terminal_environment if tty else {}
        environment = {**self._language.environment, **at_terminal, **env}
        how = {"argv": argv, "env": environment, "tty": tty, "channel": channel, "waits": waits}
        if self.debugging is None or not self.debugging.has_room():
            return self._order("start", self.lines, takes, **how)
        *fds, end = self._order("start", self.lines, takes + 1, debug=True, **how)
        self.debugging.add(end, self._pid)
        return fds

    def _started_as(self, pid: int, fds: list[int], tty: bool) -> Handle:
        handle = self._streams.handle(fds, tty=tty)
        with self.changed:
            handle.pid = pid
            self._started.append(handle)
            self._alive[handle.pid] = handle
            if handle.pid in self._early:
                handle.code = self._early.pop(handle.pid)
        if handle.code is not None:
            self._end_debugging(pid)
        return handle

    def _order(self, op: str, fds: tuple[int, ...] = (), takes: int | None = None, **order: object) -> list[int]:
        """Sends an order and returns the descriptors that came back. Raises OSError if the launcher could not do it."""
        answer, given = self._link.ask(op, fds, **order)
        wanted = takes if takes is not None else 1 if op == "read" else 0
        if "error" not in answer and len(given) == wanted and ("pid" in answer or op != "start"):
            self._pid = answer.get("pid", 0)
            return given
        for fd in given:
            os.close(fd)
        number = answer.get("errno")
        if type(number) is int and self._is_of_the_machine(op, number):
            self._link.on_refused(op, errno.errorcode[number])
        text = answer.get("error", "the answer was not complete")[:ERROR_CHARACTERS]
        raise OSError(text) if number is None else OSError(number, text)

    def _is_of_the_machine(self, op: str, number: int) -> bool:
        """Whether the launcher lacked something that no program of this sandbox has used up."""
        if not self._link.has_its_room():
            return False
        if op == "start":
            return number in machine.ERRORS or (number == errno.EAGAIN and cgroup.read().pids_refused == 0)
        return number in machine.ERRORS and number != errno.ENOSPC  # a full /tmp is the program's

    def _on_exit(self, pid: int, code: int) -> None:
        with self.changed:
            handle = self._alive.pop(pid, None)
            if handle is not None:
                handle.code = code
            elif len(self._early) < 10000:  # it ended before `start` was answered, or it is a grandchild
                self._early[pid] = code
            self.changed.notify_all()
        self._end_debugging(pid)

    def _end_debugging(self, pid: int) -> None:
        if self.debugging is not None:
            self.debugging.ended(pid)
