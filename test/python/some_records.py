"""Prints records of tests in which program and suite went as wrong as can be, as the grader would send them."""

from __future__ import annotations

import json
import random
import sys
from types import SimpleNamespace
from typing import Any

import no_pytest  # noqa: F401
from hostile import ODD, mutated

from codealong import Failed, Raised
from codealong._answer import read_answer
from codealong._backend import Handle
from codealong._came import Came
from runner import bounds, contract, explain, languages
from runner.bounds import program_end
from runner.compare import Comparison
from runner.stacks import threads_of

TEXTS = ["", "\x01" * 20_000, "\ud800", "\x1b]0;x\x07", "\u2028\u202e", "constructor", "__proto__", "x" * 100_000, "🙂" * 9000]
STACK = b'Stack (most recent call first):\n  File "/work/main.py", line 1 in \x1b[2J\\ud800\n  File "/x/y.py", line 9999999 in <module>\n'
CODES = ["raised", "unreadable", "not-plain", "exited", "message", "assertion", "wrong-port", "constructor", "__proto__", "toString", ""]


def some_handle(chance: random.Random) -> Handle:
    handle = Handle(None)
    handle.code = chance.choice([None, 0, 1, -9, -11, 255])
    handle.stderr.data += chance.choice(TEXTS).encode("utf-8", "surrogatepass") + chance.randbytes(9)
    handle.stack.data += b"Fatal Python error: x\n" + STACK
    handle.threads = [(True, STACK)] * chance.randrange(9)
    return handle


def some_error(chance: random.Random) -> BaseException:
    odd = chance.choice([*ODD, *TEXTS, 10**20_000, b"\xff" * 9000, {2**70: {1}}, object()])
    if chance.random() < 0.2:
        answer = read_answer(json.dumps(mutated(chance, {"raised": "E", "message": "m", "place": None, "text": "t"})).encode())
        return answer if isinstance(answer, Raised) else KeyError(odd)
    args = {name: mutated(chance, odd) for name in chance.sample(["why", "type", "message", "port", "seconds", "__proto__", "exit_code"], 3)}
    return chance.choice([
        Failed(chance.choice(CODES), args, message=odd, expected=odd, actual=odd, request=odd, advice=odd), AssertionError(odd), KeyError(odd),
    ])  # fmt: skip


def some_answer(chance: random.Random) -> Came | None:
    text = chance.choice(TEXTS)
    how = chance.choice(["printed", "returned", "sent", "file", "raised", "stopped", ""])
    return chance.choice([None, Came(how, text, chance.choice(TEXTS)), Came(how, text.encode("utf-8", "surrogatepass"))])


def some_record(chance: random.Random) -> bytes:
    state: Any = SimpleNamespace(tried=chance.choice(TEXTS), returned=chance.choice(TEXTS))
    outcome, failed = explain.explain(some_error(chance), None, Comparison(), state, 0, None, some_answer(chance))
    files = {"main.py": b"x" * 400}
    handles = bounds.programs_told([some_handle(chance) for _ in range(chance.choice([0, 1, 3, 100]))])
    ends: list[dict[str, Any]] = [program_end(handle, threads_of(handle, files, languages.PYTHON)) for handle in handles]
    return bounds.Bounds().encode(contract.finished("t", outcome, 1.5, failed, ends, chance.choice(TEXTS)))


if __name__ == "__main__":
    sys.set_int_max_str_digits(30_200)
    dice = random.Random(71)
    for _ in range(int(sys.argv[1])):
        sys.stdout.buffer.write(some_record(dice))
