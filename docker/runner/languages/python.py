"""Python: the image's own interpreter. It runs stub.py first, unless it is isolated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from codealong._caller_source import caller_source
from runner import contract
from runner.languages.language import Frame

#: -u: a program that is killed at the end of a test must not lose its last prints. -B: no .pyc is written beside the sources.
FLAGS = ("-u", "-B")

#: The last line of a complete stack: the outermost frame of a program, a module run with -m, a thread, or a program that waits for its
#: threads at its end. "..." stands for the frames beyond a hundred; from 3.13 on nothing does.
LAST_LINE = re.compile(rb"(?:in (?:<module>|_run_module_as_main|_bootstrap|_shutdown)|\n  \.\.\.)\n\Z")
HEADER = re.compile(r"^(?:Current thread|Thread|Stack)\b.{0,200}\(most recent call first\):$")
FRAMES_MAX = 100
FRAME_BEGINS = b'\n  File "'
FRAME = re.compile(r'^  File "([^"\n]{1,600})", line ([0-9]{1,7}) in (.{1,600})$')
ESCAPE = re.compile(r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})")
CRASH = b"Fatal Python error: "


class Python:
    runtime = "python3"
    environment: Mapping[str, str] = {}
    #: From 3.13 on tracebacks have colours there. Older versions do not know the name; they get it too, so that a suite meets one environment.
    terminal_environment: Mapping[str, str] = {"PYTHON_COLORS": "0"}
    stack_signal = contract.STACK_SIGNAL

    def start(self, entry: contract.Entry) -> list[str]:
        return [contract.PYTHON, *FLAGS, *_target(entry)]

    def typed(self, entry: contract.Entry) -> list[str]:
        return ["python3", *_target(entry)]

    def caller(self) -> list[str]:
        return [contract.PYTHON, *FLAGS, "-c", caller_source()]

    def is_whole(self, text: bytes) -> bool:
        return LAST_LINE.search(text[-200:]) is not None or (text.endswith(b"\n") and text.count(FRAME_BEGINS) >= FRAMES_MAX)

    def crash_in(self, text: bytes) -> bytes | None:
        at = text.rfind(CRASH)
        return None if at < 0 else text[at:]

    def frames(self, text: str) -> Iterator[Frame]:
        lines = iter(text.splitlines())
        begun = any(HEADER.match(line) for line in lines)
        for line in lines if begun else ():
            found = FRAME.match(line)
            if found is None:
                return
            yield Frame(_plain(found[1]), int(found[2]), _plain(found[3]))


def _target(entry: contract.Entry) -> list[str]:
    if entry.kind == "module" and entry.module:
        return ["-m", entry.module]
    # A file's name may look like an option of Python.
    return [f"{contract.WORK}/{entry.path}" if entry.path.startswith("-") else entry.path]


def _plain(text: str) -> str:
    """Decodes the escapes of faulthandler, which writes ASCII only. Escapes of controls or of non-characters stay unchanged."""

    def character(found: re.Match[str]) -> str:
        code = int(found[1] or found[2] or found[3], 16)
        return chr(code) if 160 <= code < 0xD800 or 0xE000 <= code < 0x110000 else found[0]

    return ESCAPE.sub(character, text)
