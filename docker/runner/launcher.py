"""The launcher: starts and stops the learner's programs, as their user, on the grader's orders.

It runs as `coderunner`, started by one detached exec before any learner code arrived. Its OOM score makes it and its children
the first to be killed when memory runs out. It is not dumpable, so the learner's programs cannot read its memory or its
descriptors. They can kill or stop it; the grader notices that and counts it against them.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
import termios
import time
from contextlib import suppress
from typing import Any

sys.path.insert(0, "/opt/codealong")

from runner import confinement, contract, files, kin, look, machine, shut, sweep, tried_calls  # noqa: E402
from runner.holds import Holds  # noqa: E402

ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8"}
PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER = 4, 36
MESSAGE_MAX_BYTES = 65536
#: Signals that this interpreter ignores. A new program must find their default action.
RESTORED = [signal.SIGPIPE, signal.SIGXFSZ]
#: A quarter of the sandbox's own (src/sandbox/spec.ts).
PROGRAM_LIMITS = [(resource.RLIMIT_NOFILE, 1024), (resource.RLIMIT_SIGPENDING, 1024)]
#: The niceness of programs: a tenth of the weight. Not less: a busy machine weighs the sandbox by what of it is ready to run, and a
#: program of hardly any weight (SCHED_IDLE) then waits for seconds (docs/engine-traps.md, "Fifty busy programs starve the launcher").
BEHIND = 10
#: asm-generic/termbits-common.h. The module `termios` has no name for it.
IUTF8 = 0o40000
Fds = list[int]
Answer = tuple[dict[str, Any], Fds]


def harden() -> None:
    # The order matters: once it is not dumpable, the process can no longer write its own score.
    with open("/proc/self/oom_score_adj", "w") as score:
        score.write("1000")
    libc = ctypes.CDLL(None, use_errno=True)
    for option, value in ((PR_SET_CHILD_SUBREAPER, 1), (PR_SET_DUMPABLE, 0)):
        if libc.prctl(option, value, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), f"prctl {option}")


def meet(path: str, patience_seconds: float = 30.0) -> socket.socket:
    """Connects to the grader, which may not be listening yet."""
    grader = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    give_up = time.monotonic() + patience_seconds
    while True:
        try:
            grader.connect(path)
            return grader
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.002)


def start(order: dict[str, Any]) -> Answer:
    """Starts a program. Returns its pid and our ends of its pipes: stacks, stdin, stdout, stderr, the two of a channel, and, for a
    program that `waits`, the one that lets it go; for one that is debugged, our end of its debugger's socket."""
    return machine.patiently(lambda: try_start(order))


def try_start(order: dict[str, Any]) -> Answer:
    with Ends() as ours, Ends() as theirs:
        stack_pipe(ours, theirs)
        terminal(order.get("size"), ours, theirs) if order["tty"] else pipes(order["channel"], ours, theirs)
        stack, *others = theirs.fds
        actions: list[tuple[Any, ...]] = [(os.POSIX_SPAWN_DUP2, fd, number) for number, fd in enumerate(others)]
        actions.append((os.POSIX_SPAWN_DUP2, stack, contract.STACK_FD))
        actions += rare_ends(order, ours, theirs)
        if order["tty"]:  # opened by name after setsid, so that it becomes the controlling terminal
            actions.insert(0, (os.POSIX_SPAWN_OPEN, 0, os.ttyname(others[0]), os.O_RDWR, 0))
        pid = os.posix_spawn(
            order["argv"][0],
            order["argv"],
            ENVIRONMENT | order["env"],
            file_actions=actions,
            setsid=True,
            setsigdef=RESTORED,
        )
        given = ours.give_away()
    kin.started.add(pid)
    put_behind(pid)
    leave_room(pid)
    return {"pid": pid}, given


def rare_ends(order: dict[str, Any], ours: Ends, theirs: Ends) -> list[tuple[Any, ...]]:
    """What only some programs have: a pipe that lets them go, the socket of a debugger, the memory in which they mark their lines."""
    before = len(theirs.fds)
    numbers: Fds = []
    if order["waits"]:
        pipe(theirs, ours)
        numbers.append(contract.GO_FD)
    if order.get("debug"):
        debug_socket(theirs, ours)
        numbers.append(contract.DEBUG_FD)
    if order["fds"]:
        theirs.add(os.dup(order["fds"][0]))
        numbers.append(contract.TRACE_FD)
    return [(os.POSIX_SPAWN_DUP2, fd, number) for fd, number in zip(theirs.fds[before:], numbers)]


def put_behind(pid: int) -> None:
    """Gives a program less CPU weight than the grader and this process. Fifty busy programs would otherwise starve both."""
    with suppress(OSError):  # an engine's own profile may refuse this
        os.setpriority(os.PRIO_PROCESS, pid, BEHIND)


def leave_room(pid: int) -> None:
    """Gives a program less than this process has, of what the kernel counts by user: this process can still send descriptors and signals
    when programs hold as many as they may. An engine may have given less already: nothing is raised."""
    for limit, most in PROGRAM_LIMITS:
        with suppress(OSError, ValueError):
            resource.prlimit(pid, limit, (most, most))


class Ends:
    """Descriptors of one side of a program's pipes. They are closed in the end unless they were given away."""

    def __init__(self) -> None:
        self.fds: Fds = []

    def __enter__(self) -> Ends:
        return self

    def __exit__(self, *_: object) -> None:
        close_all(self.fds)

    def add(self, fd: int) -> None:
        """Under a high number, so that setting up the program's descriptors 0 to 4 cannot overwrite it."""
        self.fds.append(fd)
        if fd <= 9:
            self.fds[-1] = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10)
            os.close(fd)

    def give_away(self) -> Fds:
        given, self.fds = self.fds, []
        return given


def pipe(reader: Ends, writer: Ends, flags: int = 0) -> None:
    # Made here, not by the grader, so that it belongs to the program's user: `open("/dev/stdout", "w")` then works.
    read, write = os.pipe2(os.O_CLOEXEC | flags)
    reader.add(read)
    writer.add(write)


def pipes(channel: bool, ours: Ends, theirs: Ends) -> None:
    pipe(theirs, ours)
    pipe(ours, theirs)
    pipe(ours, theirs)
    if channel:
        pipe(theirs, ours)
        pipe(ours, theirs)


def stack_pipe(ours: Ends, theirs: Ends) -> None:
    """A pipe that cuts a stack for lack of room. A program that has filled the pipe itself must not hang for that."""
    pipe(ours, theirs, os.O_NONBLOCK)


def debug_socket(theirs: Ends, ours: Ends) -> None:
    """No name, no port: only the program and the grader can have an end of it."""
    one, other = socket.socketpair()
    theirs.add(one.detach())
    ours.add(other.detach())


def terminal(size: list[int] | None, ours: Ends, theirs: Ends) -> None:
    """`size`: rows and columns of a terminal that a person sits at; None for that of a test."""
    master, slave = os.openpty()
    ours.add(master)
    theirs.add(slave)
    if size is not None:
        be_like_a_window(theirs.fds[-1], size)
    for _ in range(2):
        theirs.add(os.dup(theirs.fds[-1]))


def be_like_a_window(slave: int, size: list[int]) -> None:
    """As a terminal emulator sets it up: the size, and Backspace takes back a whole character of UTF-8."""
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    modes = termios.tcgetattr(slave)
    modes[0] |= IUTF8
    termios.tcsetattr(slave, termios.TCSANOW, modes)


def close_all(fds: Fds) -> None:
    for fd in fds:
        os.close(fd)


def kill(order: dict[str, Any]) -> Answer:
    try:
        os.kill(order["pid"], order["signum"])
    except ProcessLookupError:
        return {"gone": True}, []
    return {}, []


def clear(order: dict[str, Any]) -> Answer:
    ended = kin.end_all_but(set(order["programs"]))
    holds.clear(set(order["scopes"]), order["files"], order["test"])
    return {"ended": ended}, []


holds = Holds()
HANDLERS = {
    "start": start,
    "look": look.look,
    "signal": kill,
    "sweep": clear,
    "read": files.open_to_read,
    "write": holds.write,
    "mkdir": holds.make_folder,
    "mark": holds.mark,
    "hold": holds.hold,
}


def answer(message: bytes, fds: Fds) -> Answer:
    order = json.loads(message)
    try:
        reply, given = HANDLERS[order["op"]](order | {"fds": fds})
    except OSError as error:
        reply, given = {"error": error.strerror or str(error), "errno": error.errno}, []
    except ValueError as error:  # a name that no call of the kernel can take: it has a zero byte, or half a character
        reply, given = {"error": str(error), "errno": errno.EINVAL}, []
    return {"re": order["id"]} | reply, given


def serve(grader: socket.socket, wakeup: int) -> None:
    while True:
        ready = select.select([grader, wakeup], [], [])[0]
        if wakeup in ready:
            os.read(wakeup, 4096)
            tell(grader, kin.reap())
        if grader in ready:
            message, fds, _, _ = socket.recv_fds(grader, MESSAGE_MAX_BYTES, 4)
            for fd in fds:  # no program inherits it by its number here
                os.set_inheritable(fd, False)
            if not message:
                return
            reply, given = answer(message, fds)
            send(grader, reply, given)
            close_all(given + fds)


def send(grader: socket.socket, reply: dict[str, Any], given: Fds) -> None:
    """If the machine refuses to pass on the descriptors, the grader is told that, and the program that they belong to is ended."""
    try:
        machine.patiently(lambda: socket.send_fds(grader, [json.dumps(reply).encode()], given))
    except OSError as error:
        if error.errno not in machine.ERRORS:
            raise
        if "pid" in reply:
            os.kill(reply["pid"], signal.SIGKILL)
        grader.send(json.dumps({"re": reply["re"], "error": str(error), "errno": error.errno}).encode())


def tell(grader: socket.socket, ended: dict[int, int]) -> None:
    for pid, code in ended.items():
        grader.send(json.dumps({"exit": pid, "code": code}).encode())


def main() -> None:
    shut.shut_in()
    calls = tried_calls.some()  # before a signal tells of children
    harden()
    os.chdir(contract.WORK)
    os.umask(0o022)
    wake_read, wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    grader = meet(f"{contract.MEETING}/launcher")
    grader.send(json.dumps({"confinement": confinement.of_process(confinement.status(), calls)}).encode())
    serve(grader, wake_read)
    sweep.kill_everything()


if __name__ == "__main__":
    main()
