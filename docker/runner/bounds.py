"""Keeps the records of a run readable and below what the host reads. Every text in them may come from the program."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import islice
from json.encoder import encode_basestring_ascii
from typing import Any

from codealong._backend import Handle
from codealong._show import show, show_exactly
from runner import contract

#: The host reads lines of up to 4 MB (MAX_LINE_BYTES in src/engine/client/lines.ts); a test compares.
RECORD_BYTES = 1024 * 1024
#: Of all records of a run, before they get no more than the shortest each.
RUN_BYTES, RECORD_BYTES_MIN = 16 * 1024 * 1024, 64 * 1024
#: The most bytes of a text and the most parts of a list, from mild to harsh. The last one makes any record of a test short enough.
STEPS = [
    (65536, 64), (32768, 64), (16384, 64), (8192, 64), (4096, 64), (2048, 64), (1024, 64), (512, 64), (256, 32), (256, 8), (256, 2),
]  # fmt: skip
GAP = "\n[…]\n"
#: Names of tests, by which records belong together.
KEPT = ("event", "test", "id")
#: Programs of one test that a record tells of. A sandbox has room for about 50 at once; a test may start many more, one after the other.
PROGRAMS_MAX = 64
#: Of what each of them has written to its stderr: the end.
STDERR_SHOWN_BYTES = 16384
ARGS_MAX, NAME_CHARACTERS = 32, 100
#: The host reads numbers as JavaScript does.
WHOLE_MAX = 2**53 - 1

Arg = str | int | float | bool | None


class Bounds:
    """The bound of each record of one run."""

    def __init__(self) -> None:
        self._left = RUN_BYTES

    def encode(self, event: contract.Event) -> bytes:
        """One line. If it would be too long, its longest texts lose their middles, and then its lists their ends.

        It is measured before it is written, because as JSON it could be longer than there is memory.
        """
        most = max(RECORD_BYTES_MIN, min(RECORD_BYTES, self._left))
        told = event
        for text, parts in STEPS if event["event"] != "collected" else ():  # that one must have each test
            if _left(told, most) > 0:
                break
            told = _shortened(event, text, parts)
        data = contract.encode(told)
        self._left -= len(data) if event["event"] == "finished" else 0
        return data


def _left(value: Any, room: int) -> int:
    """What is left of the room beside this value as JSON; less than 0 if there is too little. It stops there."""
    if isinstance(value, str):
        return room - (len(encode_basestring_ascii(value)) if len(value) < room else len(value) + 2)
    if not isinstance(value, (dict, list)):
        return room - len(str(value)) - 2  # with a blank, or "false" for "False"
    room -= 2
    for part in (text for item in value.items() for text in item) if isinstance(value, dict) else value:
        room = _left(part, room - 1)
        if room < 0:
            break
    return room


def _shortened(value: Any, text: int, parts: int) -> Any:
    if isinstance(value, str):
        return _middle_out(value, text)
    if isinstance(value, dict):
        return {key: item if key in KEPT else _shortened(item, text, parts) for key, item in value.items()}
    if isinstance(value, list):
        return [_shortened(item, text, parts) for item in value[:parts]]
    return value


def _middle_out(text: str, most: int) -> str:
    """At most `most` bytes of JSON, and the gap. A character takes up to twelve."""
    if len(text) * 12 <= most:
        return text
    half = most // 24
    return text if len(text) <= 2 * half else text[:half] + GAP + text[-half:]


def args(given: Mapping[str, object]) -> dict[str, Arg]:
    """What a failure is told, in the few types that the host reads. A suite may pass on whatever it got from the program."""
    return {str(name)[:NAME_CHARACTERS]: _arg(value) for name, value in islice(given.items(), ARGS_MAX)}


def _arg(value: object) -> Arg:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value
    if isinstance(value, int) and abs(value) <= WHOLE_MAX:
        return int(value)
    if isinstance(value, float) and math.isfinite(value):
        return float(value)
    return show_exactly(value)


def words(given: object) -> str | None:
    """The author's words, which should be a text."""
    return given if given is None or isinstance(given, str) else show(given)


def programs_told(handles: Sequence[Handle]) -> list[Handle]:
    """The programs of a test, in their order. Of very many: those that ended badly, then the last ones."""
    if len(handles) <= PROGRAMS_MAX:
        return list(handles)
    by_weight = sorted(range(len(handles)), key=lambda at: (handles[at].asked or handles[at].code in (0, None), -at))
    return [handles[at] for at in sorted(by_weight[:PROGRAMS_MAX])]


def program_end(handle: Handle, threads: list[dict[str, Any]], since: int = 0) -> dict[str, Any]:
    """`since`: the place in its stderr from which the test that is told of was running."""
    code = handle.code
    stderr = bytes(handle.stderr.data[since:][-STDERR_SHOWN_BYTES:]).decode("utf-8", "backslashreplace")
    return contract.program_end(
        exit_code=code if code is not None and code >= 0 else None,
        signal=-code if code is not None and code < 0 else None,
        asked=handle.signalled or (handle.asked and (code is None or code >= 0)),
        stderr=stderr,
        threads=threads,
    )
