"""A job without tests: a person runs the program, and talks to it at a terminal. Nothing is judged.

One loop carries everything, so no thread can be blocked by a program that does not read, or that writes without end. The course's client
runs as the program's user, started by the launcher like the program (docs/security.md, "Run My Program").
"""

from __future__ import annotations

import errno
import os
import queue
import select
import signal
import time
from contextlib import suppress
from typing import NoReturn

from codealong import _sockets
from runner import cgroup, contract, frames, languages, machine, persons, suite
from runner.board import Board
from runner.frames import Frame
from runner.inbox import Inbox
from runner.link import Link
from runner.outbox import Outbox
from runner.pump import LOOK_SECONDS, terminals
from runner.screen import Screen
from runner.spares import Spares

PROGRAM = 0
TURN_SECONDS = 0.05
PORTS_SECONDS, PORTS_MOST = 0.25, 16
#: For clients to say that the connection was cut, once the program has ended.
GRACE_SECONDS = 0.3
#: What a terminal of VS Code can do.
ENVIRONMENT = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


class Interactive:
    def __init__(self, job: contract.Job, wanted: persons.Interactive, launcher: Link, outbox: Outbox, board: Board) -> None:
        self._job = job
        self._wanted = wanted
        self._launcher = launcher
        self._outbox = outbox
        self._board = board
        self._language = languages.language_of(job.runtime)
        self._screens = {PROGRAM: Screen(PROGRAM, wanted.tty, wanted.columns, wanted.rows)}
        #: Orders to start a process, by their numbers, and the order to sweep what the program has left.
        self._starting: dict[int, Screen] = {}
        self._sweeping: int | None = None
        self._swept = False
        self._frames: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._wake_read, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._before = cgroup.read()
        self._began = self._looked = self._counted = time.monotonic()
        self._ports: list[int] = []
        #: When the sandbox ends, once the program has; by time.monotonic().
        self._over: float | None = None

    def go(self, inbox: Inbox, spares: Spares) -> NoReturn:
        ends = self._began + self._job.limits.timeout_seconds - contract.INSIDE_MARGIN_SECONDS
        self._board.post(contract.encode(contract.done("timeout", 0)))
        self._board.arm(ends)
        self._launcher.on_exit = self._exited
        self._launcher.on_lost = lambda: self._end("launcher-lost")
        self._launcher.on_refused = lambda call, why: self._end("machine-refused", call=call, why=why)
        try:
            self._prepare(spares)
        except OSError as error:
            self._end("bad-job", why=f"{type(error).__name__}: {error}"[:500])
        inbox.listen(self._hear)
        while True:
            self._board.beat()
            now = time.monotonic()
            if now >= ends:
                self._end("timeout")
            self._turn(now)

    def _prepare(self, spares: Spares) -> None:
        for spare in spares:
            self._launcher.post("signal", pid=spare.pid, signum=int(signal.SIGKILL))
            spare.close()
        suite.write_program(self._job)
        self._start(self._screens[PROGRAM], self._language.start(self._job.entry))

    def _hear(self, frame: Frame | None) -> None:
        """Called by the inbox's thread."""
        self._frames.put(frame)
        with suppress(BlockingIOError):  # there is enough in the pipe to wake up
            os.write(self._wake_write, b"+")

    def _turn(self, now: float) -> None:
        reads = {fd: screen for screen in self._screens.values() for fd in screen.readable(now)}
        writes = {fd: screen for screen in self._screens.values() for fd in screen.writable()}
        waits_for = [self._wake_read, self._launcher.connection, *reads]
        readable, writable, _ = select.select(waits_for, list(writes), [], TURN_SECONDS)
        if self._launcher.connection in readable:
            self._launcher.receive()
            self._take_answers()
        if self._wake_read in readable:
            os.read(self._wake_read, 4096)
            self._take_frames()
        for fd in writable:
            self._took(writes[fd], writes[fd].write())
        for fd in readable:
            if fd in reads and fd in reads[fd].outputs:
                self._send(reads[fd].read(fd, now))
        self._look(now)
        self._let_go(now)

    def _send(self, event: contract.Event | None) -> None:
        if event is not None:
            self._outbox.send(event)

    def _took(self, screen: Screen, count: int) -> None:
        if count > 0:
            self._outbox.send(frames.took(screen.number, count))

    def _take_frames(self) -> None:
        while not self._frames.empty():
            frame = self._frames.get()
            if frame is None:
                self._end("bad-job", why="frame")
            elif frame.kind == frames.OPEN:
                self._open(frame)
            elif (screen := self._screens.get(frame.terminal)) is not None:
                self._do(frame, screen)

    def _do(self, frame: Frame, screen: Screen) -> None:
        if frame.kind == frames.INPUT:
            self._took(screen, screen.typed(frame.data))
        elif frame.kind == frames.SIZE:
            screen.resize(frame.columns, frame.rows)
        elif frame.kind == frames.TOOK:
            screen.shown(frame.taken)
        elif frame.kind == frames.CLOSE_INPUT:
            screen.end_input()
        elif screen.number == PROGRAM:
            screen.close()  # the kernel sends a SIGHUP
        else:
            self._close(screen)

    def _open(self, frame: Frame) -> None:
        """A client's terminal. The program's is there from the start."""
        if frame.terminal in self._screens or self._wanted.client is None or self._over is not None:
            return self._outbox.send(frames.left(frame.terminal, None, None))
        screen = self._screens[frame.terminal] = Screen(frame.terminal, frame.tty, frame.columns, frame.rows)
        self._start(screen, [contract.PYTHON, "-I", "-u", "-B", f"{contract.TOOLS}/{self._wanted.client}"])

    def _close(self, screen: Screen) -> None:
        del self._screens[screen.number]
        screen.close()
        if screen.pid and screen.code is None:
            self._launcher.post("signal", pid=screen.pid, signum=int(signal.SIGKILL))
        self._outbox.send(frames.left(screen.number, None, int(signal.SIGKILL)))

    def _start(self, screen: Screen, argv: list[str]) -> None:
        columns, rows = screen.size
        env = {**self._language.environment, **(ENVIRONMENT if screen.tty else {})}
        how = {"channel": False, "waits": False, "size": [rows, columns]}
        number = self._launcher.post("start", (), argv=argv, tty=screen.tty, env=env, **how)
        self._starting[number] = screen

    def _take_answers(self) -> None:
        for number, screen in list(self._starting.items()):
            answer = self._launcher.take(number)
            if answer is not None:
                del self._starting[number]
                self._started(screen, *answer)
        swept = None if self._sweeping is None else self._launcher.take(self._sweeping)
        if swept is not None:
            self._sweeping, self._swept = None, True
            self._note_ends(swept[0].get("ended", {}))

    def _note_ends(self, ended: dict[str, int]) -> None:
        """A client that ended during the sweep was reaped by it, so no news of its exit comes. SIGKILL is our own sweep: the client was
        being started when it was ordered."""
        for screen in self._screens.values():
            code = ended.get(str(screen.pid))
            if screen.code is None and code != -signal.SIGKILL:
                screen.code = code

    def _started(self, screen: Screen, answer: contract.Event, fds: list[int]) -> None:
        """The first descriptor is the pipe of the stacks, which nobody reads here."""
        wanted = 2 if screen.tty else 4
        if "pid" in answer and len(fds) == wanted:
            os.close(fds[0])
            screen.attach(answer["pid"], fds[1:])
            if self._screens.get(screen.number) is not screen:  # it was closed meanwhile
                self._launcher.post("signal", pid=screen.pid, signum=int(signal.SIGKILL))
                screen.close()
            return
        for fd in fds:
            os.close(fd)
        self._not_started(screen, answer.get("errno"))

    def _not_started(self, screen: Screen, number: int | None) -> None:
        if screen.number != PROGRAM:
            self._leave(screen)
        elif number in machine.ERRORS:
            self._end("machine-refused", call="start", why=errno.errorcode[number])
        else:
            self._end("launcher-lost")

    def _exited(self, pid: int, code: int) -> None:
        for screen in self._screens.values():
            if screen.pid == pid and screen.code is None:
                screen.code = code
                if screen.number == PROGRAM:
                    self._sweep()

    def _sweep(self) -> None:
        """Ends what the program has left behind. Clients may say their last words."""
        clients = [one.pid for one in self._screens.values() if one.number != PROGRAM and one.pid and one.code is None]
        self._sweeping = self._launcher.post("sweep", programs=clients, scopes=[], files=True, test=True)

    def _look(self, now: float) -> None:
        if terminals() > contract.TERMINALS_MAX:
            self._end("terminal-limit", most=contract.TERMINALS_MAX)
        if now - self._looked >= LOOK_SECONDS:
            self._looked = now
            if not self._launcher.alive():
                self._end("launcher-lost")
        if now - self._counted >= PORTS_SECONDS:
            self._counted = now
            ports = sorted({row.local_port for row in _sockets.listeners()})[:PORTS_MOST]
            if ports != self._ports:
                self._ports = ports
                self._outbox.send(frames.listening(ports))

    def _let_go(self, now: float) -> None:
        """Tells of the processes that have ended and whose last words were sent, and ends with the program."""
        for screen in list(self._screens.values()):
            if screen.code is not None and (screen.number != PROGRAM or self._swept) and not screen.has_more():
                self._leave(screen)
        if PROGRAM not in self._screens and self._over is None:
            self._over = now + GRACE_SECONDS
        if self._over is not None and (not self._screens or now >= self._over):
            self._end("complete")

    def _leave(self, screen: Screen) -> None:
        if self._screens.get(screen.number) is not screen:  # it was closed while it was being started, and its number may be another's
            return
        del self._screens[screen.number]
        screen.close()
        code = screen.code
        told = (None, None) if code is None else (code, None) if code >= 0 else (None, -code)
        self._outbox.send(frames.left(screen.number, *told))

    def _end(self, ending: str, **args: str | float) -> NoReturn:
        self._board.end_by_itself()
        now = cgroup.read()
        counted = {
            "oom_kills": now.oom_kills - self._before.oom_kills,
            "pids_refused": now.pids_refused - self._before.pids_refused,
        }
        self._outbox.close_with(contract.done(ending, 0, {**args, **counted}))
        os._exit(0)
