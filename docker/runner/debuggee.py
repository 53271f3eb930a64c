"""Brings the debugger into a program, before its first line: run by stub.py in the one interpreter that has a debugger's socket.

pydevd speaks the Debug Adapter Protocol over a socket that the launcher made. It is found in a folder of its own that no other
interpreter looks into, and the program's environment, path and arguments stay as they are in a run. None of the learner's code has run
by now, and none does until the person's side has said that it is ready (docs/debugging.md).
"""

from __future__ import annotations

import json
import os
import socket
import sys
import warnings
from collections.abc import Callable
from importlib.machinery import ModuleSpec, PathFinder
from typing import Any

#: Twin of DEBUG_FD in contract.py.
FD = 1003
FOLDER = "/opt/codealong/debugger"
BREAK_LINES = "/opt/codealong/runner/break_lines.py"
OWN = ("pydevd", "_pydevd", "pydev", "_pydev")
#: A library of the debugger of Debian 12. A program may have a module of that name.
LIBRARY = "bytecode"
#: The interpreter's own. pydevd puts one in its place that warns whoever calls it, in the learner's output.
SET_TRACE = sys.settrace
#: Of what pydevd reads once, while it is imported.
SETTINGS = {
    "PYDEVD_USE_FRAME_EVAL": "NO",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PYDEVD_LOAD_VALUES_ASYNC": "0",
    "PYDEVD_IPYTHON_COMPATIBLE_DEBUGGING": "0",
}


class Finder:
    """Finds the debugger's modules, which it also loads later, and no others."""

    loads = True

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        own = path is None and (name.startswith(OWN) or (name == LIBRARY and Finder.loads))
        return PathFinder.find_spec(name, [FOLDER], target) if own else None


def begin(stream: socket.socket) -> None:
    """Returns once the person's side has set its breakpoints."""
    sys.meta_path.insert(0, Finder)  # type: ignore[arg-type]
    with_settings(load)
    import pydevd

    pydevd.start_client = lambda host, port: stream
    move_breakpoints()
    pydevd.settrace(host="codealong", port=1, suspend=False, patch_multiprocessing=False, notify_stdin=False)
    sys.breakpointhook = lambda *_, **__: stop_here(sys._getframe(1))
    os.register_at_fork(after_in_child=leave)
    # Python warns whoever forks beside threads, and the debugger's are none of the learner's.
    warnings.filterwarnings("ignore", r"This process \(pid=\d+\) is multi-threaded", DeprecationWarning)


def with_settings(act: Callable[[], None]) -> None:
    os.environ.update(SETTINGS)
    try:
        act()
    finally:
        for name in SETTINGS:
            os.environ.pop(name, None)


def load() -> None:
    from _pydevd_bundle import pydevd_constants
    from _pydevd_bundle.pydevd_defaults import PydevdCustomization

    PydevdCustomization.DEFAULT_PROTOCOL = pydevd_constants.HTTP_JSON_PROTOCOL
    PydevdCustomization.DEBUG_MODE = "debugpy-dap"
    import pydevd  # noqa: F401

    Finder.loads = False
    for name in [one for one in sys.modules if one.partition(".")[0] == LIBRARY]:
        del sys.modules[name]


def stop_here(frame: Any) -> None:
    """What `breakpoint()` does. pydevd's own hook would open a second connection."""
    import pydevd

    pydevd.settrace(suspend=True, trace_only_current_thread=True, patch_multiprocessing=False, stop_at_frame=frame)


def leave() -> None:
    """A child that a program forks is not debugged: nobody there reads the socket, and a stop would never end."""
    import threading

    sys.breakpointhook = lambda *_, **__: None
    SET_TRACE(None)
    threading.settrace(None)  # type: ignore[arg-type]
    if hasattr(sys, "monitoring"):
        forget_callbacks(sys.monitoring)
    try:
        os.close(FD)
    except OSError:
        pass


def forget_callbacks(monitoring: Any) -> None:
    """Of code that has run before, events are on by themselves: with no events in general, its breakpoints would still stop the child."""
    for tool in (0, 1, 2, 3, 4, 5):
        if not (monitoring.get_tool(tool) or "").startswith("pydevd"):
            continue
        monitoring.set_events(tool, 0)
        for event in vars(monitoring.events).values():
            try:
                monitoring.register_callback(tool, event, None)
            except ValueError:  # it stands for several events, or for none
                pass


def move_breakpoints() -> None:
    """pydevd itself moves a breakpoint upwards, into another branch too (break_lines.py)."""
    from _pydevd_bundle.pydevd_comm_constants import CMD_RETURN
    from _pydevd_bundle.pydevd_net_command import NetCommand
    from _pydevd_bundle.pydevd_process_net_command_json import PyDevJsonCommandProcessor as Processor

    with open(BREAK_LINES, "rb") as file:
        module: dict[str, Any] = {"__name__": "break_lines"}
        exec(compile(file.read(), BREAK_LINES, "exec"), module)
    placed = module["placed"]
    own = Processor.on_setbreakpoints_request

    def on_setbreakpoints_request(self: Any, py_db: Any, request: Any) -> Any:
        asked = request.arguments.breakpoints or []
        lines = placed(request.arguments.source.path, [one["line"] for one in asked])
        request.arguments.breakpoints = [{**one, "line": line} for one, line in zip(asked, lines) if line is not None]
        answer = own(self, py_db, request).as_dict
        found = iter(answer.get("body", {}).get("breakpoints", []))
        none = {"verified": False, "message": "codealong:no-code"}
        told = [next(found, none) if line is not None else {**none, "line": one["line"]} for one, line in zip(asked, lines)]
        return NetCommand(CMD_RETURN, 0, {**answer, "body": {"breakpoints": told}}, is_json=True)

    Processor.on_setbreakpoints_request = on_setbreakpoints_request


def say(stream: socket.socket, why: BaseException) -> None:
    """The program runs without a debugger, and the person is told."""
    event = {"seq": 1, "type": "event", "event": "output", "body": {"output": f"The debugger could not start: {why!r}\n"}}
    data = json.dumps(event).encode()
    try:
        stream.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        stream.shutdown(socket.SHUT_RDWR)  # a thread of the debugger's may read there: closing alone would not end that
    except OSError:
        pass
    stream.close()


def main() -> None:
    stream = socket.socket(fileno=FD)
    if stream.family != socket.AF_UNIX:  # one of the program's own, handed to another interpreter
        stream.detach()
        return
    stream.set_inheritable(False)
    try:
        begin(stream)
    except Exception as error:
        say(stream, error)


main()
